package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ImageRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A container of a pod, as its template describes it.
 *
 * @param name its name
 * @param image what it runs
 * @param running whether it goes on while the pod serves: an init container doesn't, unless it is a sidecar
 * @param ports the names and numbers of the ports that it declares
 * @param mounts the volumes that it sees
 * @param devices whether it sees raw devices
 */
record Container(String name, ImageRef image, boolean running, Set<String> ports, List<Mount> mounts, boolean devices) {
    Container {
        ports = Set.copyOf(ports);
        mounts = List.copyOf(mounts);
    }

    /**
     * A volume in a container.
     *
     * @param volume its name
     * @param path where it is
     * @param part which part of it, empty for all
     * @param certain whether the part is known: it may depend on variables, or be a link of Kubernetes' own
     * @param readOnly whether the container can't write into it
     */
    record Mount(String volume, String path, String part, boolean certain, boolean readOnly) {
        private static Mount of(JsonNode mount) {
            String part = mount.path("subPath").asText();
            return new Mount(
                    mount.path("name").asText(),
                    plain(mount.path("mountPath").asText()),
                    part,
                    !mount.has("subPathExpr") && (part.isEmpty() || isPlain(part)),
                    mount.path("readOnly").asBoolean());
        }

        /** One writing for each folder: {@code /models/} and {@code //a/../models} are {@code /models}. */
        private static String plain(String path) {
            Deque<String> names = new ArrayDeque<>();
            for (String name : path.split("/")) {
                if (name.equals("..")) {
                    names.pollLast();
                } else if (!name.isEmpty() && !name.equals(".")) {
                    names.addLast(name);
                }
            }
            return "/" + String.join("/", names);
        }

        /** Whether what is mounted here hides what another mount shows, or a part of it. */
        boolean isWithin(Mount other) {
            return this != other
                    && (path.equals(other.path) || other.path.equals("/") || path.startsWith(other.path + "/"));
        }

        /** A part that begins with a dot may be a link of Kubernetes' own, which shows all of a volume. */
        private static boolean isPlain(String part) {
            return Arrays.stream(part.split("/", -1)).noneMatch(name -> name.isEmpty() || name.startsWith("."));
        }

        /** Whether a file of the volume may be seen. */
        boolean mayShow(String file) {
            return !certain || part.isEmpty() || file.equals(part) || file.startsWith(part + "/");
        }

        /** Where a file of the volume is in the container. */
        String at(String file) {
            String rest =
                    !certain || part.isEmpty() ? "/" + file : file.equals(part) ? "" : file.substring(part.length());
            return (path.equals("/") ? "" : path) + rest;
        }
    }

    static Container of(JsonNode container, boolean init) {
        Set<String> ports = new HashSet<>();
        for (JsonNode port : container.path("ports")) {
            ports.add(port.path("containerPort").asText());
            if (port.has("name")) {
                ports.add(port.path("name").asText());
            }
        }
        List<Mount> mounts = new ArrayList<>();
        container.path("volumeMounts").forEach(mount -> mounts.add(Mount.of(mount)));
        return new Container(
                container.path("name").asText(),
                ImageRef.parse(container.path("image").asText()),
                !init || container.path("restartPolicy").asText().equals("Always"),
                ports,
                mounts,
                container.has("volumeDevices"));
    }

    boolean mounts(String volume) {
        return mounts.stream().anyMatch(mount -> mount.volume().equals(volume));
    }

    boolean writes(String volume) {
        return mounts.stream().anyMatch(mount -> mount.volume().equals(volume) && !mount.readOnly());
    }
}

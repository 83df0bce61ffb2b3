package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Container.Mount;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Accounts for everything that a container's volumes bring to it. */
final class Coverage {
    private static final int MOST_LINES = 20;

    private final Pod pod;
    private final JudgedModel judged;
    private final Set<String> texts;

    /**
     * @param texts paths of files in volumes that count as covered if they are text
     */
    Coverage(Pod pod, JudgedModel judged, Set<String> texts) {
        this.pod = pod;
        this.judged = judged;
        this.texts = Set.copyOf(texts);
    }

    /** Whether a container mounts a volume that carries the model, in full or the part of it that does. */
    boolean carries(Container container) {
        return container.mounts().stream().anyMatch(this::carries);
    }

    private boolean carries(Mount mount) {
        if (!mount.certain()) {
            return false;
        }
        Map<String, Content> shown = new TreeMap<>();
        pod.volume(mount).files().forEach((path, content) -> {
            if (mount.mayShow(path)) {
                shown.put(path, content);
            }
        });
        return judged.among(shown).carried();
    }

    /** Where the model is, for example {@code /models/model.onnx (volume model)}. */
    String where(Container container) {
        return container.mounts().stream()
                .filter(this::carries)
                .map(mount -> judged.among(pod.volume(mount).files()).paths().stream()
                                .filter(mount::mayShow)
                                .sorted()
                                .map(mount::at)
                                .collect(Collectors.joining(", "))
                        + " (volume " + mount.volume() + ")")
                .collect(Collectors.joining("; "));
    }

    /** Whether a container mounts an image that is named by the judged digest. */
    boolean mountsImage(Container container) {
        return container.mounts().stream().anyMatch(mount -> isJudgedImage(pod.volume(mount)));
    }

    private boolean isJudgedImage(Volume volume) {
        return volume.image() != null && volume.image().digest().equals(judged.digest());
    }

    /** What some containers may load from their volumes that nothing was compared with, a line for each. */
    List<String> uncovered(List<Container> containers) {
        Set<String> lines = new LinkedHashSet<>();
        for (Container container : containers) {
            String prefix = "container " + container.name() + ": ";
            container.mounts().forEach(mount -> uncovered(container, mount).forEach(line -> lines.add(prefix + line)));
            if (container.devices()) {
                lines.add(prefix + "what is on its devices (volumeDevices)");
            }
        }
        return capped(lines);
    }

    private boolean named(String path, Content content) {
        return content.text() && texts.contains(path);
    }

    /** Paths of files that some containers may load and that are covered only because they are texts which somebody named. */
    List<String> texts(List<Container> containers) {
        Set<String> relied = new TreeSet<>();
        for (Container container : containers) {
            for (Mount mount : container.mounts()) {
                Volume volume = pod.volume(mount);
                Set<String> own = judged.among(volume.files()).paths();
                volume.files().forEach((path, content) -> {
                    if (mount.mayShow(path) && !own.contains(path) && named(path, content)) {
                        relied.add(path);
                    }
                });
            }
        }
        return List.copyOf(relied);
    }

    private static List<String> capped(Set<String> lines) {
        List<String> shown = new ArrayList<>();
        for (String line : lines) {
            if (shown.size() == MOST_LINES && lines.size() > MOST_LINES + 1) {
                shown.add("and " + (lines.size() - MOST_LINES) + " more");
                break;
            }
            shown.add(PlainText.line(line));
        }
        return shown;
    }

    private List<String> uncovered(Container container, Mount mount) {
        Volume volume = pod.volume(mount);
        List<String> lines = new ArrayList<>();
        Set<String> own = judged.among(volume.files()).paths();
        String in = " (volume " + volume.name() + ")";
        volume.files().forEach((path, content) -> {
            if (!own.contains(path) && !named(path, content) && mount.mayShow(path)) {
                lines.add(mount.at(path) + in);
            }
        });
        volume.unseen().forEach(what -> lines.add(what + ", mounted at " + mount.path() + in));
        if (volume.image() != null && !isJudgedImage(volume)) {
            lines.add("the image " + volume.image().repository() + ", mounted at " + mount.path() + in);
        }
        if (!mount.certain()) {
            lines.add("which part of the volume is mounted at " + mount.path() + in);
        }
        if (volume.scratch()) {
            scratch(container, mount, in, lines);
        }
        return lines;
    }

    private void scratch(Container container, Mount mount, String in, List<String> lines) {
        for (Container other : pod.containers()) {
            if (!other.name().equals(container.name()) && other.writes(mount.volume())) {
                lines.add("what container " + other.name() + " writes into " + mount.path() + in);
            }
        }
        for (Mount around : container.mounts()) {
            boolean hides = mount.isWithin(around) && (carries(around) || isJudgedImage(pod.volume(around)));
            if (hides) {
                lines.add("what is written into " + mount.path() + in + ", which hides what is in " + around.path());
            }
        }
    }
}

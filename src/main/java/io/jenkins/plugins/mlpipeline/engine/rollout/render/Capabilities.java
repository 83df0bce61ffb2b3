package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a cluster serves: charts ask for it ({@code .Capabilities}), and a renderer that knows no cluster answers for one of its
 * own making.
 *
 * @param kubeVersion for example {@code v1.37.2}; empty when the server says none
 * @param apiVersions versions ({@code apps/v1}) and kinds ({@code apps/v1/Deployment})
 */
public record Capabilities(String kubeVersion, List<String> apiVersions) implements Serializable {
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,4}\\.[0-9]{1,4}[-+.0-9A-Za-z]{0,60}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9./]{0,300}");

    /** More than clusters have; the list becomes one argument of a program. */
    private static final int MOST_VERSIONS = 500;

    private static final int MOST_CHARACTERS = 100_000;

    public Capabilities {
        apiVersions = List.copyOf(apiVersions);
    }

    /** Asks a cluster. */
    public static Capabilities of(KubeApi api) {
        String version = api.get("/version", Map.of()).path("gitVersion").asText();
        Served served = new Served();
        add(api, "/api/v1", "v1", served);
        int versions = 0;
        for (JsonNode group : api.get("/apis", Map.of()).path("groups")) {
            for (JsonNode v : group.path("versions")) {
                String name = v.path("groupVersion").asText();
                if (!served.isFull() && NAME.matcher(name).matches() && versions++ < MOST_VERSIONS) {
                    add(api, "/apis/" + name, name, served);
                }
            }
        }
        return new Capabilities(VERSION.matcher(version).matches() ? version : "", List.copyOf(served.names));
    }

    /** What a server says that it serves: whatever it goes on to say, no more is kept than is given on. */
    private static final class Served {
        private final Set<String> names = new LinkedHashSet<>();
        private int characters;

        void add(String name) {
            if (!isFull() && names.add(name)) {
                characters += name.length() + 1;
            }
        }

        boolean isFull() {
            return characters >= MOST_CHARACTERS;
        }
    }

    private static void add(KubeApi api, String path, String version, Served served) {
        served.add(version);
        try {
            for (JsonNode resource : api.get(path, Map.of()).path("resources")) {
                String name = version + "/" + resource.path("kind").asText();
                if (!resource.path("name").asText().contains("/")
                        && NAME.matcher(name).matches()) {
                    served.add(name);
                }
            }
        } catch (ApiError e) {
            // An aggregated API may be out of reach, which is no reason not to deploy what doesn't need it.
            if (e.code() == 0) {
                throw e;
            }
        }
    }
}

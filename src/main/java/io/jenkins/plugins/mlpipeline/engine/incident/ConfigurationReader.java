package io.jenkins.plugins.mlpipeline.engine.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.KnownKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When the ConfigMaps and Secrets that pods read were written last, and by whom; never what is in them. */
final class ConfigurationReader {
    private static final int MOST = 20;

    private final KubeApi api;

    ConfigurationReader(KubeApi api) {
        this.api = api;
    }

    /** @param unknown is told of those that are missing or may not be read */
    List<Changes.ReadBy> of(String namespace, JsonNode template, List<String> unknown) {
        List<Changes.ReadBy> read = new ArrayList<>();
        for (String written : Pods.configuration(template).stream().limit(MOST).toList()) {
            String kind = written.substring(0, written.indexOf('/'));
            String name = written.substring(kind.length() + 1);
            Kind served = KnownKinds.find("v1", kind).orElseThrow();
            try {
                Optional<JsonNode> object = api.find(served.path(namespace, name));
                if (object.isEmpty()) {
                    unknown.add(kind + " " + name + ", which the pods read, is not there.");
                }
                object.ifPresent(o -> read.add(last(kind, name, o.path("metadata"))));
            } catch (ApiError e) {
                unknown.add(kind + " " + name + ", which the pods read, can't be read: HTTP " + e.code() + ".");
            }
        }
        return read;
    }

    private static Changes.ReadBy last(String kind, String name, JsonNode metadata) {
        Instant last = time(metadata.path("creationTimestamp")).orElse(null);
        String manager = null;
        for (JsonNode entry : metadata.path("managedFields")) {
            Optional<Instant> at = time(entry.path("time"));
            if (at.isPresent() && (last == null || !at.get().isBefore(last))) {
                last = at.get();
                manager = entry.path("manager").asText(null);
            }
        }
        return new Changes.ReadBy(kind, name, last, manager);
    }

    private static Optional<Instant> time(JsonNode written) {
        try {
            return written.isTextual() ? Optional.of(Instant.parse(written.asText())) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

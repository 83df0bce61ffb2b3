package io.jenkins.plugins.mlpipeline.engine.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Reads the events of a workload, of its revisions and of its pods, those that are gone too. */
final class ClusterEvents {
    private static final Kind EVENT = new Kind("v1", "Event", "events", true);
    private static final int MOST_READ = 500;
    private static final int MOST_KEPT = 60;
    private static final int MOST_UIDS = 6;

    private final KubeApi api;
    private final UnaryOperator<String> mask;

    /**
     * A reader.
     *
     * @param mask hides what is secret in what an event says, and cuts it
     */
    ClusterEvents(KubeApi api, UnaryOperator<String> mask) {
        this.api = api;
        this.mask = mask;
    }

    /**
     * Those since a moment, the newest first; warnings are kept before others when there are many.
     *
     * @param uids of the workload and its revisions
     * @param pod whether a pod of this name is, or was, the workload's
     * @param unknown is told what could not be read
     */
    List<Diagnosis.Event> since(
            Instant from, String namespace, List<String> uids, Predicate<String> pod, List<String> unknown) {
        List<JsonNode> read = new ArrayList<>();
        try {
            for (String uid : uids.stream().limit(MOST_UIDS).toList()) {
                read.addAll(api.list(EVENT.path(namespace), query("involvedObject.uid=" + uid)));
            }
            List<JsonNode> pods = api.list(EVENT.path(namespace), query("involvedObject.kind=Pod"));
            if (pods.size() >= MOST_READ) {
                unknown.add(
                        "The namespace has more than " + MOST_READ + " events of pods; some are not in this document.");
            }
            pods.stream()
                    .filter(e -> pod.test(e.path("involvedObject").path("name").asText()))
                    .forEach(read::add);
        } catch (ApiError e) {
            unknown.add("Events can't be read: " + e.getMessage() + ".");
        }
        return read.stream()
                .map(this::event)
                .filter(e -> !Instant.parse(e.last()).isBefore(from))
                .sorted(Comparator.comparing(Diagnosis.Event::warning)
                        .reversed()
                        .thenComparing(Diagnosis.Event::last, Comparator.reverseOrder()))
                .limit(MOST_KEPT)
                .sorted(Comparator.comparing(Diagnosis.Event::last, Comparator.reverseOrder()))
                .toList();
    }

    private static Map<String, String> query(String fields) {
        return Map.of("fieldSelector", fields, "limit", Integer.toString(MOST_READ));
    }

    private Diagnosis.Event event(JsonNode e) {
        Instant created = time(e.path("metadata").path("creationTimestamp"), Instant.EPOCH);
        Instant first = time(e.path("firstTimestamp"), time(e.path("eventTime"), created));
        Instant last = time(e.path("lastTimestamp"), time(e.path("series").path("lastObservedTime"), first));
        JsonNode object = e.path("involvedObject");
        return new Diagnosis.Event(
                first.toString(),
                last.toString(),
                object.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                        + object.path("name").asText(),
                e.path("type").asText().equals("Warning"),
                e.path("reason").asText(),
                mask.apply(e.path("message").asText()),
                Math.max(1, e.path("count").asInt(e.path("series").path("count").asInt(1))));
    }

    private static Instant time(JsonNode written, Instant otherwise) {
        try {
            return written.isTextual() ? Instant.parse(written.asText()) : otherwise;
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs and what they logged. */
final class TrackedRuns {
    private static final String RUN_ID = "run_id";
    private static final String ARTIFACT_URI = "artifact_uri";
    /** Models that a run is asked about. */
    private static final int MOST_MODELS = 50;

    private final MlflowClient client;

    TrackedRuns(MlflowClient client) {
        this.client = client;
    }

    /**
     * A run that was begun.
     *
     * @param id its id
     * @param artifacts where its artifacts are
     */
    record Begun(String id, String artifacts) {}

    /** @throws UserError when there is no such run */
    private JsonNode run(ModelReference.OfRun asked) throws IOException {
        try {
            return client.get("runs/get", Map.of(RUN_ID, asked.run())).path("run");
        } catch (MlflowError e) {
            throw e.isMissing()
                    ? new UserError(asked + ": " + client.server() + " has no such run. Check its id.", e)
                    : e;
        }
    }

    /** Where the artifacts of a run are. */
    String artifacts(ModelReference.OfRun asked) throws IOException {
        return run(asked).path("info").path(ARTIFACT_URI).asText("");
    }

    /** Where a model is that a run logged by a name, as MLflow 3 keeps it; empty when there is none. */
    Optional<String> loggedModel(ModelReference.OfRun asked) throws IOException {
        List<String> models = new ArrayList<>();
        for (JsonNode output : run(asked).path("outputs").path("model_outputs")) {
            String id = output.path("model_id").asText("");
            if (id.matches("m-[0-9a-f]{1,64}") && models.size() < MOST_MODELS) {
                models.add(id);
            }
        }
        // The last one that was logged by a name is the one that the name means.
        Optional<String> found = Optional.empty();
        long newest = Long.MIN_VALUE;
        for (String id : models) {
            JsonNode info =
                    client.get("logged-models/" + id, Map.of()).path("model").path("info");
            long made = info.path("creation_timestamp_ms").asLong();
            if (info.path("name").asText("").equals(asked.path()) && made > newest) {
                newest = made;
                found = Optional.of(info.path(ARTIFACT_URI).asText(""));
            }
        }
        return found;
    }

    /** Begins a run. */
    Begun begin(String experiment, String name, Map<String, String> tags, Clock clock) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.put("mlflow.runName", name);
        JsonNode info = client.post(
                        "runs/create",
                        Map.of(
                                "experiment_id",
                                experiment(experiment),
                                "start_time",
                                clock.millis(),
                                "tags",
                                Tags.list(all)))
                .path("run")
                .path("info");
        return new Begun(info.path(RUN_ID).asText(""), info.path(ARTIFACT_URI).asText(""));
    }

    private String experiment(String name) throws IOException {
        try {
            return client.get("experiments/get-by-name", Map.of("experiment_name", name))
                    .path("experiment")
                    .path("experiment_id")
                    .asText("");
        } catch (MlflowError e) {
            if (!e.isMissing()) {
                throw e;
            }
            return client.post("experiments/create", Map.of("name", name))
                    .path("experiment_id")
                    .asText("");
        }
    }

    /** Ends a run. */
    void end(String run, boolean well, Clock clock) throws IOException {
        client.post(
                "runs/update", Map.of(RUN_ID, run, "status", well ? "FINISHED" : "FAILED", "end_time", clock.millis()));
    }

    /** Logs metrics, each a finite number under a name that MLflow takes. */
    void metrics(String run, Map<String, Double> metrics, Clock clock) throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        metrics.forEach(
                (key, value) -> list.add(Map.of("key", key, "value", value, "timestamp", clock.millis(), "step", 0)));
        client.post("runs/log-batch", Map.of(RUN_ID, run, "metrics", list));
    }

    /** Where the artifacts of a run are that is known by its id. */
    String artifacts(String run) throws IOException {
        return client.get("runs/get", Map.of(RUN_ID, run))
                .path("run")
                .path("info")
                .path(ARTIFACT_URI)
                .asText("");
    }
}

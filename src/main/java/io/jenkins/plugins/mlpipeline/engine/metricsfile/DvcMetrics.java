package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code dvc metrics show --json}: files with their metrics, in one revision. */
final class DvcMetrics implements ToolFormat {
    private static final String DATA = "data";
    private static final String SENTENCE = "taken for what \"dvc metrics show --json\" prints";

    @Override
    public Optional<Taken> read(JsonNode document) {
        if (document.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, JsonNode> revision = document.properties().iterator().next();
        JsonNode files = revision.getValue().path(DATA);
        if (!files.isObject() || files.isEmpty()) {
            return Optional.empty();
        }
        for (JsonNode file : files) {
            if (!file.path(DATA).isObject()) {
                return Optional.empty();
            }
        }
        List<String> paths = new ArrayList<>();
        files.fieldNames().forEachRemaining(paths::add);
        if (paths.size() == 1) {
            return Optional.of(new Taken(files.elements().next().path(DATA), SENTENCE));
        }
        List<String> names = MetricsNames.prefixes(paths);
        ObjectNode metrics = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            metrics.set(names.get(i), files.path(paths.get(i)).path(DATA));
        }
        return Optional.of(new Taken(metrics, SENTENCE + ": names begin with the file's, without its ending"));
    }
}

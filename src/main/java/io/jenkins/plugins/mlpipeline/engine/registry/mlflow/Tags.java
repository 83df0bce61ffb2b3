package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import java.util.List;
import java.util.Map;

/** What a version says about how it came to be registered. */
final class Tags {
    /** The model's own digest. */
    static final String DIGEST = "ml-pipeline.digest";

    /** The digest of all files of the version, the description of its inputs among them. */
    static final String FILES = "ml-pipeline.files";

    private Tags() {}

    /** As the API takes them. */
    static List<Map<String, String>> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
                .toList();
    }
}

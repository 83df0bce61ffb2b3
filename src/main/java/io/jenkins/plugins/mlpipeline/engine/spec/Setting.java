package io.jenkins.plugins.mlpipeline.engine.spec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What somebody wrote, before it has a meaning: the common form of a YAML file and of the maps in a Jenkinsfile. Every
 * part knows where it stands.
 */
sealed interface Setting {
    /** Where it stands, to begin a message with: {@code ml.yaml:12:5}, or {@code gates[0].min} in a Jenkinsfile. */
    String at();

    /** What to call this kind in a message: {@code a text}, {@code a list} ... */
    String kind();

    /**
     * One value.
     *
     * @param value a {@link String}, {@link Boolean} or {@link BigDecimal}; null when nothing was written
     * @param text what was written, verbatim; for numbers and booleans of a Jenkinsfile their usual form
     */
    record Scalar(Object value, String text, String at) implements Setting {
        @Override
        public String kind() {
            if (value == null) {
                return "empty";
            }
            return value instanceof Boolean ? "true or false" : value instanceof BigDecimal ? "a number" : "a text";
        }
    }

    /** A list. */
    record Items(List<Setting> items, String at) implements Setting {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * Keys with values.
     *
     * @param entries in the order written
     * @param places where each key stands
     */
    record Section(Map<String, Setting> entries, Map<String, String> places, String at) implements Setting {
        @Override
        public String kind() {
            return "a mapping";
        }
    }
}

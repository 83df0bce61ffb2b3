package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.List;

/**
 * Where the values of a tensor lie, as the model's file says it: a stranger's text.
 *
 * @param location the file
 * @param offset where the values begin in it; null for its start
 * @param length how many bytes they have; null for all that is left
 */
record ExternalPlace(String location, String offset, String length) {
    /** What a tensor's list of keys and values says. */
    static final class Reader {
        private String location = "";
        private String offset;
        private String length;
        private boolean isExternal;

        void external() {
            isExternal = true;
        }

        void entry(ProtobufReader wire) {
            isExternal = true;
            String key = "";
            String value = "";
            while (wire.next()) {
                switch (wire.field()) {
                    case 1 -> key = wire.text();
                    case 2 -> value = wire.text();
                    default -> {}
                }
            }
            switch (key) {
                case "location" -> location = value;
                case "offset" -> offset = value;
                case "length" -> length = value;
                default -> {}
            }
        }

        /** The place; null when the values lie in the model's file. */
        ExternalPlace place() {
            return isExternal ? new ExternalPlace(location, offset, length) : null;
        }
    }

    /** A tensor of the main graph whose values lie elsewhere. */
    record Tensor(String name, long type, List<Long> shape, long elements, ExternalPlace place) {}
}

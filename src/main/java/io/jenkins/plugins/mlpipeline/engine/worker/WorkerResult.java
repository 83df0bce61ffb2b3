package io.jenkins.plugins.mlpipeline.engine.worker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The document {@code result.json}: how a worker's work ended.
 *
 * @param schemaVersion 1
 * @param status how it ended
 * @param message one sentence when it is not {@link Status#OK}
 * @param values results by name when it is OK: texts, numbers, booleans, lists and maps; null where there is none,
 *     as the digest of a model that was not there
 */
public record WorkerResult(
        int schemaVersion,
        Status status,
        String message,
        @JsonSetter(contentNulls = Nulls.SET) Map<String, Object> values) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** How work can end. */
    public enum Status {
        /** Done. */
        OK(0),
        /** Something that the author of pipeline or data can put right. */
        ERROR(2),
        /** It took longer than it was given. */
        TIMEOUT(124),
        /** A defect. */
        CRASH(70);

        private final int exitCode;

        Status(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of the worker's process. */
        public int exitCode() {
            return exitCode;
        }

        /** The name in the file. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The status of that name. */
        @JsonCreator
        public static Status of(String key) {
            return Arrays.stream(values())
                    .filter(s -> s.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new UserError("status \"" + key + "\" is unknown."));
        }
    }

    /** Work that was done. */
    public static WorkerResult ok(Map<String, Object> values) {
        return new WorkerResult(SCHEMA_VERSION, Status.OK, null, values);
    }

    /** Work that was not done, with one sentence. */
    public static WorkerResult not(Status status, String message) {
        return new WorkerResult(SCHEMA_VERSION, status, message, null);
    }
}

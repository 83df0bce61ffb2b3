package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import java.io.Serializable;
import java.util.List;

/** The API server's refusal, or no answer at all. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SERVER_ERROR = 500;
    /** How the API server says that a manifest doesn't have the form of its kind. */
    static final List<String> OF_SCHEMA =
            List.of("field not declared in schema", "failed to create typed patch object", "illegal base64 data");

    private static final int TOO_MANY_REQUESTS = 429;

    private final int code;
    private final String reason;
    private final List<Cause> causes;

    /**
     * One of the server's causes.
     *
     * @param reason for example {@code FieldManagerConflict} or {@code FieldValueInvalid}
     * @param field the field's path
     * @param message the server's sentence
     */
    public record Cause(String reason, String field, String message) implements Serializable {}

    /** An answer that isn't a success; {@code code} is HTTP's. */
    ApiError(int code, String reason, String message, List<Cause> causes) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.causes = List.copyOf(causes);
    }

    /** No answer. */
    ApiError(String message, Throwable cause) {
        super(message, cause);
        this.code = 0;
        this.reason = "Unreachable";
        this.causes = List.of();
    }

    /** HTTP's status code; 0 when there was no answer. */
    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public List<Cause> causes() {
        return causes;
    }

    /** Whether the same request may succeed later without anybody changing anything. */
    public boolean passing() {
        return code == 0 || code == TOO_MANY_REQUESTS || (code >= SERVER_ERROR && !ofSchema());
    }

    /** What the server said, as a sentence. */
    public String sentence() {
        String message = String.valueOf(getMessage());
        String capital = Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    /** What server-side apply can't read is a 500, and final. */
    private boolean ofSchema() {
        return OF_SCHEMA.stream().anyMatch(String.valueOf(getMessage())::contains);
    }
}

package io.jenkins.plugins.mlpipeline.engine.openmetrics;

import java.util.Locale;

/** How samples are written down, by what whoever asks says that they take. */
public enum ExpositionFormat {
    /** OpenMetrics 1.0.0. */
    OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
    /** The older text format of Prometheus, for what does not ask for the other. */
    TEXT("text/plain; version=0.0.4; charset=utf-8");

    private static final String NAME = "application/openmetrics-text";

    private final String contentType;

    ExpositionFormat(String contentType) {
        this.contentType = contentType;
    }

    /** What a response says. */
    public String contentType() {
        return contentType;
    }

    /**
     * The format for a request.
     *
     * @param accept its header {@code Accept}; may be null
     */
    public static ExpositionFormat of(String accept) {
        return accept != null && accept.toLowerCase(Locale.ROOT).contains(NAME) ? OPENMETRICS : TEXT;
    }

    String typeLine(Exposed family) {
        boolean info = family.kind() == Exposed.Kind.INFO;
        return this == OPENMETRICS
                ? "# TYPE " + family.family() + " " + family.kind().type() + "\n"
                : "# TYPE " + family.sample() + " "
                        + (info ? "gauge" : family.kind().type()) + "\n";
    }

    String unitLine(Exposed family) {
        return this == OPENMETRICS && family.kind().unit() != null
                ? "# UNIT " + family.family() + " " + family.kind().unit() + "\n"
                : "";
    }

    String helpLine(Exposed family) {
        return "# HELP " + (this == OPENMETRICS ? family.family() : family.sample()) + " " + family.help() + "\n";
    }

    String end() {
        return this == OPENMETRICS ? "# EOF\n" : "";
    }
}

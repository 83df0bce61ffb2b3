package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

/** A record that {@link CsvParser} can't part into cells. */
final class CsvMalformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    enum Reason {
        /** The text ends inside quotes. */
        OPEN_QUOTE,
        /** Neither delimiter nor line end follows a closing quote. */
        TEXT_AFTER_QUOTE,
        /** More than {@link CsvParser#MAX_CELL} characters. */
        LONG_CELL,
        /** More than {@link CsvParser#MAX_RECORD} characters. */
        LONG_RECORD
    }

    final Reason reason;

    CsvMalformed(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }
}

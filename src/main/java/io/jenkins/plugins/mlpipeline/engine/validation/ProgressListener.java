package io.jenkins.plugins.mlpipeline.engine.validation;

/** Hears how far a validation is. Called from the validating thread; shall return quickly. */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener SILENT = rows -> {};

    /**
     * Called after each batch.
     *
     * @param rows rows evaluated so far
     */
    void rows(long rows);
}

package io.jenkins.plugins.mlpipeline.engine.validation;

/** Hears how far a validation is. Called from the validating thread; shall return quickly. */
@FunctionalInterface
public interface ValidationListener {
    /** Hears nothing. */
    ValidationListener SILENT = rows -> {};

    /**
     * Called after each batch.
     *
     * @param rows rows evaluated so far
     */
    void rows(long rows);

    /**
     * Called when an input has been shuffled once more.
     *
     * @param done shuffles so far
     * @param total shuffles in all
     */
    default void shuffled(int done, int total) {}
}

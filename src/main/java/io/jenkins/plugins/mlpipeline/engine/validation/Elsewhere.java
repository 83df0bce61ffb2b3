package io.jenkins.plugins.mlpipeline.engine.validation;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/** Where the rows of a folder are read and predicted when that is not here; see {@link PartScoring}. */
public interface Elsewhere {
    /**
     * Begins, unless that was done; returns at once.
     *
     * @param header the folder's columns
     */
    void begin(List<String> header) throws IOException;

    /** The files of the folder, in the order of their rows. */
    List<String> parts();

    /**
     * What a model answered on one file, as {@link PartScoring#score} wrote it; waits until it is known. To be closed.
     *
     * @param part position among {@link #parts}; asked for from the first to the last, once for each model
     * @param baseline whether the baseline's model is meant
     */
    DataInputStream answers(int part, boolean baseline) throws IOException;
}

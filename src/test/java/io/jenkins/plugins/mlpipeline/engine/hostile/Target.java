package io.jenkins.plugins.mlpipeline.engine.hostile;

import java.nio.file.Path;
import java.util.List;

/**
 * A reader of files that strangers write.
 *
 * @param name of the kind of file
 * @param corpus real files of that kind
 * @param mutators the ways in which they are damaged
 * @param reading what is done with a damaged one
 * @param isNative whether native code sees it, which can end the process
 */
record Target(String name, List<Sample> corpus, List<Mutator> mutators, Reading reading, boolean isNative) {
    /** A reader in Java alone. */
    Target(String name, List<Sample> corpus, List<Mutator> mutators, Reading reading) {
        this(name, corpus, mutators, reading, false);
    }

    /** The same reader, known to hand files to native code. */
    Target withNative() {
        return new Target(name, corpus, mutators, reading, true);
    }

    /**
     * A real file.
     *
     * @param name of the file
     * @param bytes its content
     */
    record Sample(String name, byte[] bytes) {}

    /** Reads a file; what comes out must obey what holds for every answer. */
    @FunctionalInterface
    interface Reading {
        /**
         * @param of the real file that the damaged one was
         * @param bytes the damaged one
         * @param folder for files; shared by all inputs
         * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it is refused, as it should be
         * @throws AssertionError when an answer is wrong
         */
        void read(Sample of, byte[] bytes, Path folder) throws Exception;
    }
}

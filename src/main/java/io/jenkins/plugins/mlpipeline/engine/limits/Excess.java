package io.jenkins.plugins.mlpipeline.engine.limits;

import java.time.Duration;

/** What a process took more of than it was given. */
public sealed interface Excess {
    /** The exit code that GNU's {@code timeout} gives. */
    int EXIT_TIMEOUT = 124;

    /** Bad usage, spec or data. */
    int EXIT_MEMORY = 2;

    /** The exit code of the process. */
    int exitCode();

    /**
     * Memory.
     *
     * @param used bytes
     */
    record Memory(long used, MemoryLimit limit) implements Excess {
        @Override
        public int exitCode() {
            return EXIT_MEMORY;
        }

        /**
         * One sentence.
         *
         * @param who the process
         * @param setting what raises the limit
         */
        public String sentence(String who, String setting) {
            return who + " used " + MemoryLimit.size(used) + " of memory, and " + MemoryLimit.size(limit.bytes())
                    + " is the most it may (" + setting
                    + "); it was ended. Allow more, or give it a smaller model, fewer"
                    + " columns or fewer threads.";
        }
    }

    /** Time. */
    record Time(Duration limit) implements Excess {
        @Override
        public int exitCode() {
            return EXIT_TIMEOUT;
        }
    }
}

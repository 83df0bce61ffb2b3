package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.limits.Excess;
import io.jenkins.plugins.mlpipeline.engine.limits.MemoryLimit;
import io.jenkins.plugins.mlpipeline.engine.limits.ProcessLimits;
import io.jenkins.plugins.mlpipeline.engine.limits.Watchdog;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much time and memory a command may take. */
final class LimitOptions {
    private static final String MEMORY = "--memory";
    private static final String TIMEOUT = "--timeout";

    @Option(
            names = TIMEOUT,
            paramLabel = "TIME",
            description = "End with exit code 124 after this time, for example 90s, 30m or 2h; never when left out.",
            order = 70)
    private String timeout;

    @Option(
            names = MEMORY,
            paramLabel = "SIZE",
            description =
                    "The most memory that the process may hold, native libraries included, for example 900m or 4g;"
                            + " it ends with exit code 2 above. Left out: Java's heap and as much again, at least 2 GiB more, and"
                            + " at most 95 %% of the machine's or the container's memory.",
            order = 71)
    private String memory;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Work of a command. */
    @FunctionalInterface
    interface Work {
        /** @return the exit code */
        int run() throws IOException;
    }

    /** Does the work; the process ends when it takes more than it may. */
    int within(Work work) throws IOException {
        Duration time = timeout == null ? null : OptionText.duration(TIMEOUT, timeout);
        ProcessLimits limits = new ProcessLimits(memory == null ? null : MemoryLimit.parse(MEMORY, memory), time);
        PrintWriter err = command.commandLine().getErr();
        Watchdog watchdog = Watchdog.start(limits, said -> err.println("warning: " + said), this::exit);
        try {
            return work.run();
        } finally {
            watchdog.close();
        }
    }

    /** Temporary files go with the process. */
    private void exit(Excess excess) {
        PrintWriter err = command.commandLine().getErr();
        err.println("error: " + sentence(excess));
        err.flush();
        System.exit(excess.exitCode());
    }

    private String sentence(Excess excess) {
        String who = "\"" + command.qualifiedName() + "\"";
        if (excess instanceof Excess.Memory used) {
            return used.sentence(who, MEMORY);
        }
        return who + " did not end within " + timeout + " (" + TIMEOUT + "). Allow more time, or give it less to do.";
    }
}

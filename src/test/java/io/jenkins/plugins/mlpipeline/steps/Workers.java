package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import java.util.List;

/** Worker processes on this machine. */
final class Workers {
    private Workers() {}

    /** The workers of a job, found by the name of its workspace. */
    static List<ProcessHandle> of(Item job) {
        return named(job.getName());
    }

    static List<ProcessHandle> named(String job) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().arguments().stream()
                        .flatMap(java.util.Arrays::stream)
                        .anyMatch(a -> a.startsWith("@") && a.contains("/" + job) && a.endsWith("/java.args")))
                .toList();
    }

    /** Waits until a job has no worker; a killed process needs a moment. */
    static void waitForNone(Item job) throws InterruptedException {
        waitForNone(job.getName());
    }

    static void waitForNone(String job) throws InterruptedException {
        for (int i = 0; i < 100 && !named(job).isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(named(job)).isEmpty();
    }
}

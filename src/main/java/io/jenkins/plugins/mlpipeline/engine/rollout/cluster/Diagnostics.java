package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The evidence of a failed rollout, collected before a rollback removes it. Everything is masked and capped.
 *
 * @param pods the worst pods first, at most three
 * @param events of the workload and its revision, oldest first, {@code reason: message (3 times)}
 */
public record Diagnostics(List<Pod> pods, List<String> events) {
    public Diagnostics {
        pods = List.copyOf(pods);
        events = List.copyOf(events);
    }

    /**
     * A pod.
     *
     * @param name its name
     * @param reason why it isn't ready
     * @param containers those that aren't ready
     * @param events of this pod
     */
    public record Pod(String name, String reason, List<Container> containers, List<String> events) {
        public Pod {
            containers = List.copyOf(containers);
            events = List.copyOf(events);
        }
    }

    /**
     * A container.
     *
     * @param name its name
     * @param reason its waiting reason, or how it ended
     * @param exitCode of its last run, or {@code null}
     * @param restarts how often it was started again
     * @param previous whether the log is the run before's, which is where a crash loop says why
     * @param log its last lines
     */
    public record Container(
            String name, String reason, Integer exitCode, int restarts, boolean previous, List<String> log) {
        public Container {
            log = List.copyOf(log);
        }
    }

    /** For a console, indented. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Pod pod : pods) {
            lines.add("pod " + pod.name + ": " + pod.reason);
            for (Container c : pod.containers) {
                lines.add("  container " + c.name + ": " + c.reason
                        + (c.exitCode == null ? "" : ", exit code " + c.exitCode) + ", " + c.restarts + " restarts");
                if (!c.log.isEmpty()) {
                    lines.add("  last lines of its " + (c.previous ? "previous " : "") + "log:");
                    c.log.forEach(l -> lines.add("    | " + l));
                }
            }
            pod.events.forEach(e -> lines.add("  event " + e));
        }
        events.forEach(e -> lines.add("event " + e));
        return lines;
    }
}

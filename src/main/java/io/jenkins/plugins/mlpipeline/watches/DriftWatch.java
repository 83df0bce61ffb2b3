package io.jenkins.plugins.mlpipeline.watches;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.starts.PersonlessBuild;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** Starts jobs because of drift, and notes how their builds ended. */
final class DriftWatch {
    private static final Logger LOGGER = Logger.getLogger(DriftWatch.class.getName());
    private static final int MOST_NAMED = 10;
    private static final String UNSAFE = "[^A-Za-z0-9_.:/-]";

    private DriftWatch() {}

    /** What follows for a target; null where none is meant whose looks count. */
    private record Considered(WatchedTarget target, DriftPlan.Decision decision) {}

    /** What would follow now, for whom it may concern. */
    static DriftPlan.Decision decide(Job<?, ?> job, MlDriftTrigger trigger, Instant now) {
        return considered(job, trigger, now).decision;
    }

    private static Considered considered(Job<?, ?> job, MlDriftTrigger trigger, Instant now) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            WatchedTarget target = WatchedTarget.of(job, trigger.getTarget()).orElse(null);
            List<RecordedLook> looks = target == null ? List.of() : target.looks();
            boolean busy = job.isBuilding() || job.isInQueue();
            return new Considered(target, trigger.plan().decide(looks, DriftStarts.of(job), busy, now));
        } catch (UserError e) {
            return new Considered(null, new DriftPlan.Decision(null, e.getMessage()));
        }
    }

    /** Starts the job when it is time; one call after the other, so that a look starts one build. */
    static void consider(Job<?, ?> job, MlDriftTrigger trigger, Instant now) {
        synchronized (DriftWatch.class) {
            if (!job.isBuildable() || Jenkins.get().isQuietingDown()) {
                return;
            }
            Considered considered = considered(job, trigger, now);
            if (considered.decision.starts()) {
                start(job, trigger.getWindows(), considered.target, considered.decision.look(), now);
            }
        }
    }

    private static void start(Job<?, ?> job, int windows, WatchedTarget target, RecordedLook look, Instant now) {
        List<String> bad = look.bad().entrySet().stream()
                .filter(e -> e.getValue() >= windows)
                .map(Map.Entry::getKey)
                .limit(MOST_NAMED)
                .toList();
        String reason = bad.stream()
                .map(name -> name + " (" + look.bad().get(name) + ")")
                .collect(Collectors.joining(", "));
        DriftStart start =
                new DriftStart(now.toString(), target.path(), target.model(), look.at(), look.label(), reason, null);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("ML_DRIFT_TARGET", safe(target.path()));
        values.put("ML_DRIFT_MODEL", target.model());
        values.put("ML_DRIFT_LOOK", look.at());
        values.put("ML_DRIFT_LOOKS", String.valueOf(look.longestRun()));
        values.put("ML_DRIFT_WHAT", bad.stream().map(DriftWatch::safe).collect(Collectors.joining(",")));
        try {
            DriftStarts.add(job, start);
            PersonlessBuild.start(job, new DriftCause(start), values);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> "drift did not start " + job.getFullName() + ", as that can't be recorded");
        }
    }

    /** Every sign that a shell may take for more than a part of a word becomes an underscore. */
    private static String safe(String text) {
        return text.replaceAll(UNSAFE, "_");
    }

    /** Notes how builds ended that drift started. */
    @Extension
    public static final class Endings extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            DriftCause cause = run.getCause(DriftCause.class);
            if (cause == null) {
                return;
            }
            try {
                DriftStarts.ended(run.getParent(), cause.getAt(), outcome(run.getResult()));
            } catch (IOException | UserError e) {
                LOGGER.log(Level.WARNING, e, () -> "how " + run + " ended can't be recorded for its trigger");
            }
        }

        private static DriftStart.Outcome outcome(Result result) {
            if (Result.SUCCESS.equals(result)) {
                return DriftStart.Outcome.SUCCESS;
            }
            return Result.UNSTABLE.equals(result) || Result.FAILURE.equals(result)
                    ? DriftStart.Outcome.FAILED
                    : DriftStart.Outcome.STOPPED;
        }
    }
}

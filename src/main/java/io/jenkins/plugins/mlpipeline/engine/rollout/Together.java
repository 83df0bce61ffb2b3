package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Part;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Rollback;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One record of all workloads of a deployment. */
final class Together {
    private static final String NOT_BEGUN = "NOT_BEGUN";

    /** Of several that ended well the first of these is what all of them are. */
    private static final List<Outcome> WELL =
            List.of(Outcome.UNVERIFIED, Outcome.SCALED_TO_ZERO, Outcome.DEPLOYED, Outcome.UNCHANGED);

    /** Of several rollbacks the first of these is what is said of all. */
    private static final List<RollbackStatus> WORST_FIRST = List.of(
            RollbackStatus.ROLLBACK_FAILED,
            RollbackStatus.NOT_RESTORABLE,
            RollbackStatus.NO_KNOWN_GOOD,
            RollbackStatus.UNGATED_RESTORED,
            RollbackStatus.SUPERSEDED,
            RollbackStatus.LEFT,
            RollbackStatus.ROLLED_BACK,
            RollbackStatus.NOT_NEEDED);

    private Together() {}

    /** Whether a workload that ended so lets the next one begin. */
    static boolean well(Outcome outcome) {
        return WELL.contains(outcome);
    }

    /** What all are together that ended {@link #well}. */
    static Outcome all(List<Outcome> ended) {
        return WELL.stream().filter(ended::contains).findFirst().orElseThrow();
    }

    /** The record of a deployment, from that of the workload which ended last. */
    static Deployment of(Series series, Deployment one) {
        Part now = part(one);
        if (series.failed() != null) {
            return back(series, one, now);
        }
        List<Part> parts = new ArrayList<>(series.parts());
        parts.add(now);
        for (Plan plan : series.later()) {
            parts.add(new Part(
                    plan.workload().kind(),
                    plan.workload().name(),
                    plan.namespace(),
                    one.status() == Outcome.DRY_RUN ? one.status().name() : NOT_BEGUN,
                    false,
                    null,
                    null,
                    null,
                    null));
        }
        if (parts.size() == 1) {
            return one.together(one.status(), one.message(), one.rollback(), parts);
        }
        Outcome all = one.status();
        String message = one.message();
        if (well(all) && series.later().isEmpty()) {
            all = all(parts.stream().map(part -> Outcome.valueOf(part.status())).toList());
            message = parts.stream().map(Part::message).collect(Collectors.joining(" "));
        }
        return one.together(all, message, one.rollback(), parts);
    }

    static Part part(Deployment one) {
        return new Part(
                one.kind(),
                one.name(),
                one.namespace(),
                one.status().name(),
                one.changed(),
                one.revision(),
                one.replicaSet(),
                one.previous(),
                one.message());
    }

    /** What failed, and what became of one that had been deployed before it. */
    private static Deployment back(Series series, Deployment one, Part now) {
        Deployment failed = series.failed();
        Rollback own = one.rollback();
        String message = own == null ? one.message() : label(now) + ": " + own.message();
        List<Part> parts = series.parts().stream()
                .map(part -> same(part, now) ? part.ended(own == null ? now.status() : status(own), message) : part)
                .toList();
        Rollback all = merged(failed.rollback(), own, message);
        Outcome status = Stream.of(all)
                .map(Rollback::status)
                .filter(s -> WORST_FIRST.indexOf(s) <= WORST_FIRST.indexOf(RollbackStatus.SUPERSEDED))
                .map(s -> Outcome.valueOf(s.name()))
                .findFirst()
                .orElse(failed.status());
        Set<String> warnings = new LinkedHashSet<>(failed.warnings());
        warnings.addAll(one.warnings());
        return failed.together(status, failed.message() + " " + message, all, parts)
                .beside(one.objects(), List.copyOf(warnings), one.finishedAt(), one.durationMs());
    }

    private static String status(Rollback rollback) {
        return rollback.status().name();
    }

    private static Rollback merged(Rollback before, Rollback own, String message) {
        if (before == null || own == null) {
            return before == null ? own : before;
        }
        Rollback worse = WORST_FIRST.indexOf(own.status()) < WORST_FIRST.indexOf(before.status()) ? own : before;
        Boolean pinned = before.pinned() == null || own.pinned() == null
                ? (before.pinned() == null ? own.pinned() : before.pinned())
                : Boolean.valueOf(before.pinned() && own.pinned());
        return new Rollback(
                worse.status(),
                worse.rung(),
                worse.revision(),
                worse.replicaSet(),
                worse.modelDigest(),
                pinned,
                before.message() + " " + message);
    }

    private static boolean same(Part a, Part b) {
        return a.kind().equals(b.kind()) && a.name().equals(b.name());
    }

    static String label(Part part) {
        return part.kind().toLowerCase(Locale.ROOT) + "/" + part.name();
    }
}

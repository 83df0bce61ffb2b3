package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Target;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome.BuildResult;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One record of a deployment to several targets, and one outcome. */
public final class TargetsRecord {
    private static final int NAMED = 10;

    private TargetsRecord() {}

    /** Whether a target that ended so lets the next wave begin: it must be deployed, and pass its verification where there is one. */
    public static Standing standing(Target target) {
        if (!target.begun()) {
            return Standing.WAITING;
        }
        boolean passed = target.verification() == null || verdict(target) == Verdict.PASS;
        return passed && Together.well(target.deployment().status()) ? Standing.WELL : Standing.STOPS;
    }

    private static Verdict verdict(Target target) {
        return Verdict.valueOf(target.verification());
    }

    /** How it ended at a target, with what its verification makes of that. */
    private static Outcome outcome(Target target) {
        Outcome status = target.deployment().status();
        return target.verification() == null
                ? status
                : switch (verdict(target)) {
                    case PASS -> status;
                    case FAIL -> Outcome.FAILED;
                    case INCONCLUSIVE -> Outcome.UNVERIFIED;
                    case ERROR -> Outcome.ERROR;
                };
    }

    /**
     * The record.
     *
     * @param targets in their order; at least one of them was begun
     */
    public static Deployment of(List<Target> targets) {
        List<Target> begun = targets.stream().filter(Target::begun).toList();
        Target says = says(begun);
        Outcome outcome = outcome(targets, begun, says);
        List<String> warnings = new ArrayList<>();
        List<String> diff = new ArrayList<>();
        for (Target target : begun) {
            target.deployment().warnings().forEach(w -> warnings.add(target.target() + ": " + w));
            if (target.deployment().diff() != null) {
                diff.add(target.target() + ":");
                target.deployment().diff().forEach(line -> diff.add("  " + line));
            }
        }
        String began = begun.stream()
                .map(t -> t.deployment().startedAt())
                .min(String::compareTo)
                .orElseThrow();
        String finished = begun.stream()
                .map(t -> t.deployment().finishedAt())
                .max(String::compareTo)
                .orElseThrow();
        long duration =
                Duration.between(Instant.parse(began), Instant.parse(finished)).toMillis();
        return says.deployment()
                .among(outcome, message(targets, says), targets)
                .spanning(began, finished, duration, warnings, diff.isEmpty() ? null : diff);
    }

    /** The one that says how all of it ended: the worst, and of equally bad ones the first. */
    private static Target says(List<Target> begun) {
        Target worst = begun.get(0);
        for (Target target : begun) {
            if (badness(target) > badness(worst)) {
                worst = target;
            }
        }
        return worst;
    }

    /** How bad an end is: what somebody must look at, what failed where something was written, what failed, the rest. */
    private static int badness(Target target) {
        Outcome outcome = outcome(target);
        if (outcome.needsAttention()) {
            return 5;
        }
        if (outcome.build() == BuildResult.FAILURE) {
            return outcome.exitCode() == 1 ? 4 : 3;
        }
        if (outcome.build() == BuildResult.ABORTED) {
            return 2;
        }
        return standing(target) == Standing.STOPS && outcome != Outcome.DRY_RUN ? 1 : 0;
    }

    private static Outcome outcome(List<Target> targets, List<Target> begun, Target says) {
        if (standing(says) == Standing.STOPS) {
            return outcome(says);
        }
        // Only somebody who stops it keeps the next wave from beginning.
        return begun.size() < targets.size()
                ? Outcome.ABORTED
                : Together.all(begun.stream().map(t -> t.deployment().status()).toList());
    }

    private static String message(List<Target> targets, Target says) {
        List<Target> waiting = in(targets, Standing.WAITING);
        List<Target> stopped = in(targets, Standing.STOPS);
        List<Target> done = in(targets, Standing.WELL);
        if (says.deployment().status() == Outcome.DRY_RUN) {
            return targets.stream()
                    .map(target -> target.target() + ": " + target.message())
                    .collect(Collectors.joining(" "));
        }
        if (stopped.isEmpty() && waiting.isEmpty()) {
            return targets.size() + (targets.size() == 1 ? " target: " : " targets: ") + counts(targets) + ".";
        }
        boolean untouched = !stopped.isEmpty()
                && targets.stream().noneMatch(Target::changed)
                && stopped.stream().allMatch(t -> t.deployment().status().exitCode() == 2);
        StringBuilder said = new StringBuilder();
        if (untouched) {
            said.append("Nothing was written to any of the ")
                    .append(targets.size())
                    .append(" targets.");
        } else if (stopped.isEmpty()) {
            said.append("It was stopped.");
        } else {
            said.append("It stopped in wave ")
                    .append(says.wave())
                    .append(" of ")
                    .append(waves(targets))
                    .append(".");
        }
        alike(stopped)
                .forEach((how, those) -> said.append(' ')
                        .append(names(those))
                        .append(those.size() == 1 ? " is " : " are ")
                        .append(how));
        if (untouched) {
            return said.toString();
        }
        said.append(" Done: ")
                .append(names(done))
                .append(". Not begun: ")
                .append(names(waiting))
                .append('.');
        return said.append(" Run it again to go on from there: what is done stays as it is.")
                .toString();
    }

    /** Those of which the same is to be said, by what that is. */
    private static Map<String, List<Target>> alike(List<Target> stopped) {
        return stopped.stream()
                .collect(Collectors.groupingBy(
                        t -> t.status()
                                + (t.verification() == null ? "" : ", its verification " + t.verification())
                                + ": " + t.message(),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static List<Target> in(List<Target> targets, Standing standing) {
        return targets.stream().filter(t -> standing(t) == standing).toList();
    }

    private static int waves(List<Target> targets) {
        return targets.stream().mapToInt(Target::wave).max().orElse(1);
    }

    private static String counts(List<Target> targets) {
        Map<String, Long> counts = targets.stream()
                .collect(Collectors.groupingBy(Target::status, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String names(List<Target> targets) {
        if (targets.isEmpty()) {
            return "none";
        }
        String first = targets.stream().limit(NAMED).map(Target::target).collect(Collectors.joining(", "));
        return targets.size() > NAMED ? first + " and " + (targets.size() - NAMED) + " more" : first;
    }
}

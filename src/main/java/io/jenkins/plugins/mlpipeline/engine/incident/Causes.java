package io.jenkins.plugins.mlpipeline.engine.incident;

import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Cause;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Change;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.ChangeKind;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Event;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ranks what probably is the cause, by the document alone: what the cluster states comes before what changed just before the
 * first sign of trouble, and that before what only may be. Among equals, what more pods show, or what changed last before the
 * first sign, comes first. Each cause shows its evidence, all of which is in the document.
 */
final class Causes {
    private static final int MOST = 10;
    private static final double LEAST = 0.01;

    private final Diagnosis d;
    private final List<Weighed> found = new ArrayList<>();

    Causes(Diagnosis d) {
        this.d = d;
    }

    /**
     * A cause that is not ranked yet.
     *
     * @param weight in [0, 1]: among those of one strength the greater comes first
     */
    record Weighed(String what, Strength strength, double weight, List<String> evidence) {}

    /** The document with its causes, and the likeliest in a sentence. */
    static Diagnosis conclude(Diagnosis facts) {
        Causes causes = new Causes(facts);
        causes.found.addAll(PodCauses.of(facts));
        causes.conditions();
        causes.refuted();
        causes.changes();
        causes.metrics();
        List<Weighed> sorted = causes.found.stream()
                .sorted(Comparator.comparing(Weighed::strength)
                        .thenComparing(Weighed::weight, Comparator.reverseOrder())
                        .thenComparing(Weighed::what))
                .limit(MOST)
                .toList();
        List<Cause> ranked = new ArrayList<>();
        for (Weighed w : sorted) {
            ranked.add(new Cause(ranked.size() + 1, w.what(), w.strength(), List.copyOf(w.evidence())));
        }
        return facts.concluded(
                ranked, ranked.isEmpty() ? nothing(facts) : ranked.get(0).what());
    }

    private static String nothing(Diagnosis d) {
        return "Since " + d.from() + " nothing changed at " + d.target().label()
                + " and its pods are well: look at the traffic, the data and what it calls.";
    }

    private void conditions() {
        for (String condition : d.state().conditions()) {
            boolean quota = condition.startsWith("ReplicaFailure is True");
            boolean stuck = condition.startsWith("Progressing is False");
            if (quota || stuck) {
                found.add(new Weighed(
                        quota ? "The cluster refuses to create pods." : "The rollout does not progress.",
                        Strength.STATED,
                        quota ? 1 : LEAST,
                        List.of("condition " + condition)));
            }
        }
        if (d.state().verdict().equals("PAUSED") || d.state().verdict().equals("SCALED_TO_ZERO")) {
            List<String> evidence = new ArrayList<>();
            evidence.add(d.state().message());
            of(ChangeKind.SCALE).stream().map(Causes::line).forEach(evidence::add);
            found.add(new Weighed(
                    d.state().verdict().equals("PAUSED")
                            ? "The rollout is paused."
                            : "The workload is scaled to zero: nothing serves.",
                    Strength.STATED,
                    1,
                    evidence));
        }
    }

    private void refuted() {
        for (Diagnosis.Revision revision : d.revisions()) {
            revision.marks().stream()
                    .filter(mark -> revision.current() && mark.startsWith("failed its verification"))
                    .forEach(mark -> found.add(new Weighed(
                            "Revision " + revision.number() + ", which serves, failed its verification.",
                            Strength.STATED,
                            LEAST,
                            List.of("revision " + revision.number() + " (" + revision.name() + ") " + mark))));
        }
    }

    private void changes() {
        Optional<Instant> sign = firstSign(d);
        for (Change change : d.changes()) {
            if (change.kind() == ChangeKind.MARK) {
                continue;
            }
            Instant at = Instant.parse(change.at());
            boolean before = sign.isEmpty() || !at.isAfter(sign.get());
            boolean telling = change.kind() == ChangeKind.TEMPLATE || change.kind() == ChangeKind.CONFIGURATION;
            List<String> evidence = new ArrayList<>();
            evidence.add(line(change));
            sign.ifPresent(s -> evidence.add(
                    before
                            ? "the first sign of trouble came " + words(Duration.between(at, s)) + " later, at " + s
                            : "the first sign of trouble was there " + words(Duration.between(s, at)) + " before, at "
                                    + s));
            change.details().stream().limit(5).forEach(evidence::add);
            boolean worse = change.kind() == ChangeKind.TEMPLATE && !worse().isEmpty();
            if (worse) {
                evidence.addAll(worse());
            }
            found.add(new Weighed(
                    sentence(change),
                    before && telling ? Strength.CHANGED : Strength.POSSIBLE,
                    nearness(at, sign) / 2 + (worse ? 0.5 : 0),
                    evidence));
        }
    }

    /** Metrics alone, when no change of the template explains them. */
    private void metrics() {
        if (!worse().isEmpty() && of(ChangeKind.TEMPLATE).isEmpty()) {
            found.add(new Weighed(
                    "What it serves got worse although its pod template did not change: look at the traffic, the data"
                            + " and what it calls.",
                    Strength.POSSIBLE,
                    1,
                    worse()));
        }
    }

    private List<String> worse() {
        return d.metrics().stream()
                .filter(m -> m.trend() == Diagnosis.Trend.WORSE)
                .map(m -> "metric " + m.id() + ": " + m.reason())
                .toList();
    }

    private List<Change> of(ChangeKind kind) {
        return d.changes().stream().filter(c -> c.kind() == kind).toList();
    }

    /** The first warning of the time that is looked at; empty when there was none. */
    static Optional<Instant> firstSign(Diagnosis d) {
        Instant from = Instant.parse(d.from());
        return d.events().stream()
                .filter(Event::warning)
                .map(e -> Instant.parse(e.first()))
                .map(first -> first.isBefore(from) ? from : first)
                .min(Comparator.naturalOrder());
    }

    /** 1 for a change just before the first sign, less the longer ago; without a sign, before the end of the time. */
    private double nearness(Instant at, Optional<Instant> sign) {
        Instant end = sign.orElse(Instant.parse(d.to()));
        double whole =
                Math.max(1, Duration.between(Instant.parse(d.from()), end).toSeconds());
        double away = Math.abs(Duration.between(at, end).toSeconds());
        return Math.max(0, 1 - away / whole);
    }

    private static String sentence(Change change) {
        return Character.toUpperCase(change.what().charAt(0)) + change.what().substring(1) + " at " + change.at()
                + (change.who() == null ? "." : " by " + change.who() + ".");
    }

    static String line(Change change) {
        return "changed at " + change.at() + ": " + change.what()
                + (change.who() == null ? "" : " (by " + change.who() + ")");
    }

    private static String words(Duration time) {
        long seconds = time.abs().toSeconds();
        return seconds < 120 ? seconds + " s" : time.abs().toMinutes() + " min";
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Templates;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses what a workload goes back to, for an automatic rollback and for one that a person asks for.
 *
 * <p>"The revision before" is the wrong answer: it may be another failure. A revision that a verification failed, or that
 * was rolled back from, is never chosen; how old a verdict is doesn't matter.
 */
public final class Ladder {
    /** A choice, or the reason why there is none. */
    public sealed interface Choice {
        /**
         * A template to go back to.
         *
         * @param revision the remembered revision
         * @param why why this one, in words
         * @param template its template, every image pinned whose digest is known
         * @param unpinned the containers whose image is named by a tag alone
         * @param ungated whether a gated or verified one was asked for, and this is neither
         */
        record To(Revision revision, String why, JsonNode template, List<String> unpinned, boolean ungated)
                implements Choice {
            public To {
                unpinned = List.copyOf(unpinned);
            }
        }

        /** Nothing to go back to: {@code NO_KNOWN_GOOD} or {@code NOT_RESTORABLE}. */
        record None(Outcome outcome, String message) implements Choice {}
    }

    /**
     * What is gone back from.
     *
     * @param digest of its template
     * @param template the pod template itself
     */
    public record From(String digest, JsonNode template) {}

    private final List<Revision> all;
    private final List<Revision> candidates;
    private final From from;
    private final Previous previous;
    /** Null when nobody asked: a rollout failed. */
    private final Asked asked;

    private Ladder(List<Revision> all, From from, Previous previous, Asked asked) {
        this.all = all;
        this.from = from;
        this.previous = previous;
        this.asked = asked;
        this.candidates =
                all.stream().filter(r -> !same(r) && !failed(r) && !refuted(r)).toList();
    }

    /** Whether going back to a revision would bring what is gone back from: it was a rollback to it, by its digests. */
    private boolean same(Revision revision) {
        return revision.templateDigest().equals(from.digest())
                || Templates.digest(pinned(revision).template()).equals(from.digest());
    }

    private boolean isPrevious(Revision revision) {
        return revision.templateDigest().equals(previous.templateDigest())
                || revision.name().equals(previous.revision());
    }

    /** A template with the images that it ran, and the containers of which that is not known. */
    private record Pinned(JsonNode template, List<String> unpinned) {}

    private Pinned pinned(Revision revision) {
        Map<String, String> ids =
                new TreeMap<>(ImageIds.read(revision.annotations().get(Annotations.IMAGE_IDS)));
        if (previous != null && isPrevious(revision)) {
            ids.putAll(previous.imageIds());
        }
        JsonNode template = revision.template().deepCopy();
        return new Pinned(template, ImageIds.pin(template, ids));
    }

    /**
     * Chooses.
     *
     * @param revisions all that the workload owns
     * @param from what is gone back from
     * @param previous what was there before our write, or {@code null} when nothing was
     * @param to what is looked for
     */
    public static Choice choose(List<Revision> revisions, From from, Previous previous, RollbackTo to) {
        return new Ladder(revisions, from, previous, null).choose(to);
    }

    /**
     * Chooses for somebody who asks, by the same rules.
     *
     * @param previous what ran before what is in force, or {@code null} when that is not known
     */
    public static Choice asked(List<Revision> revisions, From from, Previous previous, Asked asked) {
        Ladder ladder = new Ladder(revisions, from, previous, asked);
        return asked.revision() == null ? ladder.choose(asked.to()) : ladder.named(asked.revision());
    }

    private Choice named(long number) {
        Optional<Revision> found =
                all.stream().filter(r -> r.number() == number).findFirst();
        if (found.isEmpty()) {
            return nothing("there is no revision " + number + " (there is " + listed() + ")");
        }
        Revision revision = found.get();
        String which = "revision " + number + " (" + revision.name() + ") ";
        if (same(revision)) {
            return nothing(which + "is what it has now");
        }
        if (failed(revision) || refuted(revision)) {
            return nothing(which + fate(revision) + "; deploy it anew, with its checks, to go back to it");
        }
        return to(revision, "the revision that was asked for" + known(revision), false);
    }

    private Choice choose(RollbackTo to) {
        Optional<Revision> verified = newest(Ladder::verified);
        Optional<Revision> gated = newest(Ladder::gated);
        if (to == RollbackTo.VERIFIED && verified.isPresent()) {
            return to(verified.get(), "the newest revision that was verified", false);
        }
        if (to != RollbackTo.PREVIOUS && gated.isPresent()) {
            return to(gated.get(), "the newest revision that was gated and deployed", false);
        }
        return before(to);
    }

    private Choice before(RollbackTo to) {
        String none = to == RollbackTo.PREVIOUS ? "" : "no revision was " + to.word() + "; ";
        boolean ungated = to != RollbackTo.PREVIOUS;
        if (previous != null && previous.fullyAvailable()) {
            Optional<Revision> before = newest(this::isPrevious);
            if (before.isPresent()) {
                return to(
                        before.get(),
                        none + "the revision that was fully available just before" + known(before.get()),
                        ungated);
            }
        }
        Optional<Revision> earlier = newest(r -> r.annotations().containsKey(Annotations.DEPLOYED));
        return earlier.map(r ->
                        to(r, none + "the newest revision that was found deployed" + known(r) + passedOver(r), ungated))
                .orElseGet(this::none);
    }

    /** Who asks may know better of a revision that nobody watched. */
    private String passedOver(Revision chosen) {
        return asked == null
                ? ""
                : newest(r -> r.number() > chosen.number())
                        .map(r -> " (revision " + r.number() + ", " + r.name()
                                + ", came after it; that it worked is not known)")
                        .orElse("");
    }

    private Choice none() {
        if (previous == null && asked != null) {
            return nothing("no other revision was found deployed, gated or verified (there is " + listed()
                    + "); name one by its number if you know that it works");
        }
        if (previous == null) {
            return nothing("there was nothing before this deployment");
        }
        if (!previous.fullyAvailable()) {
            return nothing("no revision was verified or gated, and the one before was not fully available either");
        }
        return nothing("the revision before (" + previous.revision() + ") " + fate());
    }

    private Choice nothing(String why) {
        return new Choice.None(
                Outcome.NO_KNOWN_GOOD,
                why + (asked == null ? "; the failed one is left as it is" : "; it is left as it is"));
    }

    private String listed() {
        return all.stream()
                .sorted(Comparator.comparingLong(Revision::number))
                .map(r -> r.number() + " (" + r.name() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Why what ran before is no candidate. */
    private String fate() {
        Optional<Revision> before = all.stream().filter(this::isPrevious).findFirst();
        return before.isEmpty() ? "is gone (revisionHistoryLimit)" : fate(before.get());
    }

    private static String fate(Revision revision) {
        return refuted(revision) ? "failed its verification" : "was rolled back from earlier";
    }

    private static boolean failed(Revision revision) {
        return revision.annotations().containsKey(Annotations.FAILED);
    }

    /** Whether it failed its last verification: gated and deployed as it was, it is not known to work. */
    public static boolean refuted(Revision revision) {
        String failed = revision.annotations().get(Annotations.REFUTED);
        String passed = revision.annotations().get(Annotations.VERIFIED);
        return failed != null && (passed == null || passed.compareTo(failed) < 0);
    }

    private static String known(Revision revision) {
        if (verified(revision)) {
            return ", and verified";
        }
        return gated(revision) ? ", and gated" : ", though neither gated nor verified";
    }

    private static boolean verified(Revision revision) {
        return revision.annotations().containsKey(Annotations.VERIFIED);
    }

    private static boolean gated(Revision revision) {
        return revision.annotations().containsKey(Annotations.GATED)
                && revision.annotations().containsKey(Annotations.DEPLOYED);
    }

    private Optional<Revision> newest(Predicate<Revision> wanted) {
        return candidates.stream().filter(wanted).max(Comparator.comparingLong(Revision::number));
    }

    private Choice to(Revision revision, String why, boolean ungated) {
        Pinned pinned = pinned(revision);
        JsonNode template = pinned.template();
        List<String> unpinned = pinned.unpinned();
        if (!unpinned.isEmpty() && template.path("spec").equals(from.template().path("spec"))) {
            return new Choice.None(
                    Outcome.NOT_RESTORABLE,
                    "revision " + revision.number() + " (" + revision.name() + ") names the image of container "
                            + unpinned.get(0) + " by a tag, and what it ran under that tag isn't known");
        }
        return new Choice.To(revision, why, template, unpinned, ungated);
    }
}

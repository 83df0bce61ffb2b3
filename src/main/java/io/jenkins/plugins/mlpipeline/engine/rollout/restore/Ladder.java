package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

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

    private Ladder(List<Revision> all, List<Revision> candidates, From from, Previous previous) {
        this.all = all;
        this.candidates = candidates;
        this.from = from;
        this.previous = previous;
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
        List<Revision> others = revisions.stream()
                .filter(r -> !r.templateDigest().equals(from.digest()))
                .filter(r -> !r.annotations().containsKey(Annotations.FAILED) && !refuted(r))
                .toList();
        return new Ladder(revisions, others, from, previous).choose(to);
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
            Optional<Revision> before = newest(r -> r.templateDigest().equals(previous.templateDigest()));
            if (before.isPresent()) {
                return to(
                        before.get(),
                        none + "the revision that was fully available just before" + known(before.get()),
                        ungated);
            }
        }
        Optional<Revision> earlier = newest(r -> r.annotations().containsKey(Annotations.DEPLOYED));
        return earlier.map(r -> to(r, none + "the newest revision that was found deployed" + known(r), ungated))
                .orElseGet(this::none);
    }

    private Choice none() {
        String message;
        if (previous == null) {
            message = "there was nothing before this deployment; the failed one is left as it is";
        } else if (!previous.fullyAvailable()) {
            message = "no revision was verified or gated, and the one before was not fully available either;"
                    + " the failed one is left as it is";
        } else {
            message =
                    "the revision before (" + previous.revision() + ") " + fate() + "; the failed one is left as it is";
        }
        return new Choice.None(Outcome.NO_KNOWN_GOOD, message);
    }

    /** Why what ran before is no candidate. */
    private String fate() {
        Optional<Revision> before = all.stream()
                .filter(r -> r.templateDigest().equals(previous.templateDigest()))
                .findFirst();
        return before.isEmpty()
                ? "is gone (revisionHistoryLimit)"
                : refuted(before.get()) ? "failed its verification" : "was rolled back from earlier";
    }

    /** Whether it failed its last verification: gated and deployed as it was, it is not known to work. */
    private static boolean refuted(Revision revision) {
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
        boolean ranBefore = previous != null && revision.templateDigest().equals(previous.templateDigest());
        Map<String, String> ids =
                new TreeMap<>(ImageIds.read(revision.annotations().get(Annotations.IMAGE_IDS)));
        if (ranBefore) {
            ids.putAll(previous.imageIds());
        }
        JsonNode template = revision.template().deepCopy();
        List<String> unpinned = ImageIds.pin(template, ids);
        if (!unpinned.isEmpty() && template.path("spec").equals(from.template().path("spec"))) {
            return new Choice.None(
                    Outcome.NOT_RESTORABLE,
                    "revision " + revision.number() + " (" + revision.name() + ") names the image of container "
                            + unpinned.get(0) + " by a tag, and what it ran under that tag isn't known");
        }
        return new Choice.To(revision, why, template, unpinned, ungated);
    }
}

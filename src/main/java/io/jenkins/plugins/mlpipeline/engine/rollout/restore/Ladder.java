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
 * Chooses what a failed rollout goes back to.
 *
 * <p>"The revision before" is the wrong answer: it may be another failure. The first that exists of: the newest that
 * mlVerify passed, the newest that was gated and reached DEPLOYED, the one that was fully available just before.
 */
public final class Ladder {
    /** Why a revision was chosen. */
    public enum Rung {
        VERIFIED("the newest revision that was verified"),
        GATED("the newest revision that was gated and deployed"),
        AVAILABLE_BEFORE("the revision that was fully available just before, though neither gated nor verified");

        private final String words;

        Rung(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** A choice, or the reason why there is none. */
    public sealed interface Choice {
        /**
         * A template to go back to.
         *
         * @param revision the remembered revision
         * @param rung why this one
         * @param template its template, every image pinned
         */
        record To(Revision revision, Rung rung, JsonNode template) implements Choice {}

        /** Nothing to go back to: {@code NO_KNOWN_GOOD} or {@code NOT_RESTORABLE}. */
        record None(Outcome outcome, String message) implements Choice {}
    }

    private Ladder() {}

    /**
     * Chooses.
     *
     * @param revisions all that the workload owns
     * @param failedTemplate the digest of the template that failed
     * @param previous what was there before our write, or {@code null} when nothing was
     */
    public static Choice choose(List<Revision> revisions, String failedTemplate, Previous previous) {
        List<Revision> others = revisions.stream()
                .filter(r -> !r.templateDigest().equals(failedTemplate))
                .filter(r -> !refuted(r))
                .toList();
        Optional<Revision> verified = newest(others, r -> r.annotations().containsKey(Annotations.VERIFIED));
        if (verified.isPresent()) {
            return to(verified.get(), Rung.VERIFIED, previous);
        }
        Optional<Revision> gated = newest(
                others,
                r -> r.annotations().containsKey(Annotations.GATED)
                        && r.annotations().containsKey(Annotations.DEPLOYED));
        if (gated.isPresent()) {
            return to(gated.get(), Rung.GATED, previous);
        }
        if (previous == null) {
            return new Choice.None(
                    Outcome.NO_KNOWN_GOOD, "there was nothing before this deployment; the failed one is left as it is");
        }
        if (!previous.fullyAvailable()) {
            return new Choice.None(
                    Outcome.NO_KNOWN_GOOD,
                    "no revision was verified or gated, and the one before was not fully available either;"
                            + " the failed one is left as it is");
        }
        if (newest(revisions, r -> refuted(r) && r.templateDigest().equals(previous.templateDigest()))
                .isPresent()) {
            return new Choice.None(
                    Outcome.NO_KNOWN_GOOD,
                    "the revision before (" + previous.revision()
                            + ") failed its verification; the failed one is left as it is");
        }
        Optional<Revision> before = newest(others, r -> r.templateDigest().equals(previous.templateDigest()));
        return before.map(r -> to(r, Rung.AVAILABLE_BEFORE, previous))
                .orElseGet(() -> new Choice.None(
                        Outcome.NO_KNOWN_GOOD,
                        "the revision before (" + previous.revision()
                                + ") is gone (revisionHistoryLimit); the failed one is left as it is"));
    }

    /** Whether it failed its last verification: gated and deployed as it was, it is not known to work. */
    private static boolean refuted(Revision revision) {
        String failed = revision.annotations().get(Annotations.REFUTED);
        String passed = revision.annotations().get(Annotations.VERIFIED);
        return failed != null && (passed == null || passed.compareTo(failed) < 0);
    }

    private static Optional<Revision> newest(List<Revision> revisions, Predicate<Revision> wanted) {
        return revisions.stream().filter(wanted).max(Comparator.comparingLong(Revision::number));
    }

    private static Choice to(Revision revision, Rung rung, Previous previous) {
        boolean ranBefore = previous != null && revision.templateDigest().equals(previous.templateDigest());
        Map<String, String> ids =
                new TreeMap<>(ImageIds.read(revision.annotations().get(Annotations.IMAGE_IDS)));
        if (ranBefore) {
            ids.putAll(previous.imageIds());
        }
        JsonNode template = revision.template().deepCopy();
        return ImageIds.pin(template, ids)
                .<Choice>map(container -> new Choice.None(
                        Outcome.NOT_RESTORABLE,
                        "revision " + revision.number() + " (" + revision.name() + ") names the image of container "
                                + container + " by a tag, and what it ran under that tag isn't known"))
                .orElse(new Choice.To(revision, rung, template));
    }
}

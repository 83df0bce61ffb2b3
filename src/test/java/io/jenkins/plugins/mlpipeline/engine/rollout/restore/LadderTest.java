package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Templates;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static JsonNode template(String image) {
        return Json.parse(
                "{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"" + image + "\"}]}}", JsonNode.class, "t");
    }

    private static Revision revision(long number, String image, Map<String, String> marks) {
        return new Revision(
                "r" + number, "u" + number, "w", number, Instant.EPOCH, template(image), "t" + number, marks, 0, 0);
    }

    private static Previous previous(String template, boolean available, Map<String, String> ids) {
        return new Previous("w", "s", template, "r", 1, null, available, ids, null);
    }

    private static final Map<String, String> VERIFIED = Map.of(
            Annotations.VERIFIED, "t", Annotations.DEPLOYED, "t", Annotations.IMAGE_IDS, "{\"app\":\"" + A + "\"}");
    private static final Map<String, String> GATED =
            Map.of(Annotations.GATED, "g", Annotations.DEPLOYED, "t", Annotations.IMAGE_IDS, "{\"app\":\"" + B + "\"}");

    private static String choose(List<Revision> revisions, Previous previous) {
        return choose(revisions, previous, RollbackTo.PREVIOUS);
    }

    private static String choose(List<Revision> revisions, Previous previous, RollbackTo wanted) {
        Ladder.Choice choice = Ladder.choose(revisions, new Ladder.From("t9", template("r/a:9")), previous, wanted);
        if (choice instanceof Ladder.Choice.None none) {
            return none.outcome() + ": " + none.message();
        }
        Ladder.Choice.To to = (Ladder.Choice.To) choice;
        return to.revision().name() + " "
                + to.template()
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .path("image")
                        .asText()
                + (to.ungated() ? " UNGATED, " : ", ") + to.why()
                + (to.unpinned().isEmpty() ? "" : " UNPINNED " + to.unpinned());
    }

    private static final Map<String, String> FAILED = Map.of(
            Annotations.FAILED, "t", Annotations.VERIFIED, "t", Annotations.GATED, "g", Annotations.DEPLOYED, "t");

    @Test
    void whatRanHealthyJustBeforeIsGoneBackToWhateverIsKnownOfIt() {
        List<Revision> revisions =
                List.of(revision(1, "r/a:1", VERIFIED), revision(2, "r/a:2", GATED), revision(3, "r/a:3", Map.of()));
        assertThat(choose(revisions, previous("t3", true, Map.of("app", A))))
                .isEqualTo("r3 r/a:3@" + A
                        + ", the revision that was fully available just before, though neither gated nor verified");
        assertThat(choose(revisions, previous("t2", true, Map.of())))
                .isEqualTo("r2 r/a:2@" + B + ", the revision that was fully available just before, and gated");
        assertThat(choose(revisions, previous("t1", true, Map.of())))
                .isEqualTo("r1 r/a:1@" + A + ", the revision that was fully available just before, and verified");
    }

    @Test
    void whatWasNotHealthyBeforeIsPassedOver() {
        assertThat(choose(
                        List.of(
                                revision(1, "r/a:1", GATED),
                                revision(2, "r/a:2", VERIFIED),
                                revision(3, "r/a:3", Map.of())),
                        previous("t3", false, Map.of("app", A))))
                .isEqualTo("r2 r/a:2@" + A + ", the newest revision that was found deployed, and verified");
    }

    @Test
    void aVerifiedOrGatedOneIsGoneBackToWhereThatIsAskedFor() {
        List<Revision> revisions = List.of(
                revision(1, "r/a:1", VERIFIED),
                revision(2, "r/a:2", GATED),
                revision(3, "r/a:3", Map.of(Annotations.GATED, "g")),
                revision(4, "r/a:4", Map.of()));
        Previous hotfix = previous("t4", true, Map.of("app", A));
        assertThat(choose(revisions, hotfix, RollbackTo.VERIFIED))
                .isEqualTo("r1 r/a:1@" + A + ", the newest revision that was verified");
        assertThat(choose(revisions, hotfix, RollbackTo.GATED))
                .isEqualTo("r2 r/a:2@" + B + ", the newest revision that was gated and deployed");
        assertThat(choose(revisions.subList(1, 4), hotfix, RollbackTo.VERIFIED))
                .isEqualTo("r2 r/a:2@" + B + ", the newest revision that was gated and deployed");
    }

    @Test
    void whereNoneIsGatedWhatRanBeforeIsRestoredAndSaidSo() {
        assertThat(choose(
                        List.of(revision(4, "r/a:4", Map.of())),
                        previous("t4", true, Map.of("app", A)),
                        RollbackTo.GATED))
                .isEqualTo(
                        "r4 r/a:4@" + A + " UNGATED, no revision was gated; the revision that was fully available just"
                                + " before, though neither gated nor verified");
    }

    @Test
    void whatFailedOnceIsNeverGoneBackTo() {
        List<Revision> revisions = List.of(revision(1, "r/a:1", GATED), revision(2, "r/a:2", FAILED));
        for (RollbackTo to : RollbackTo.values()) {
            assertThat(choose(revisions, previous("t2", true, Map.of("app", A)), to))
                    .startsWith("r1 r/a:1@" + B);
        }
    }

    @Test
    void aPinnedImageNeedsNoRecord() {
        assertThat(choose(List.of(revision(1, "r/a@" + A, Map.of())), previous("t1", true, Map.of())))
                .startsWith("r1 r/a@" + A + ", ");
    }

    @Test
    void aTagWithoutARecordIsGoneBackToByTemplate() {
        assertThat(choose(List.of(revision(1, "r/a:1", Map.of())), previous("t1", true, Map.of())))
                .startsWith("r1 r/a:1, ")
                .endsWith(" UNPINNED [app]");
    }

    @Test
    void goingBackToTheSameTagIsNotRestorable() {
        assertThat(choose(List.of(revision(1, "r/a:9", Map.of())), previous("t1", true, Map.of())))
                .isEqualTo("NOT_RESTORABLE: revision 1 (r1) names the image of container app by a tag, and what it ran"
                        + " under that tag isn't known");
    }

    @Test
    void anImageOfAnotherNameIsNotPinned() {
        JsonNode template = template("docker.io/library/two:1");
        assertThat(ImageIds.pinnable(List.of(pod("docker.io/library/one@" + A)), template))
                .isEmpty();
        assertThat(ImageIds.pinnable(List.of(pod("two@" + A)), template)).isEqualTo(Map.of("app", A));
        assertThat(ImageIds.pinnable(List.of(pod("index.docker.io/library/two@" + A)), template))
                .isEqualTo(Map.of("app", A));
        assertThat(ImageIds.pinnable(List.of(pod("registry.test/library/two@" + A)), template))
                .isEmpty();
    }

    @Test
    void nothingKnownGood() {
        assertThat(choose(List.of(), null))
                .isEqualTo("NO_KNOWN_GOOD: there was nothing before this deployment; the failed one is left as it is");
        assertThat(choose(List.of(revision(1, "r/a:1", Map.of())), previous("t1", false, Map.of("app", A))))
                .isEqualTo(
                        "NO_KNOWN_GOOD: no revision was verified or gated, and the one before was not fully available"
                                + " either; the failed one is left as it is");
        assertThat(choose(List.of(), previous("t1", true, Map.of("app", A))))
                .isEqualTo(
                        "NO_KNOWN_GOOD: the revision before (r) is gone (revisionHistoryLimit); the failed one is left"
                                + " as it is");
    }

    /** Gated, deployed, and then it failed its verification: it is not known to work, unless it passed since. */
    @Test
    void whatFailedItsVerificationIsNotGoneBackTo() {
        Map<String, String> failed = new TreeMap<>(GATED);
        failed.put(Annotations.REFUTED, "2026-11-30T10:00:00Z");
        Map<String, String> passedSince = new TreeMap<>(failed);
        passedSince.put(Annotations.VERIFIED, "2026-11-30T11:00:00Z");
        Map<String, String> passedBefore = new TreeMap<>(failed);
        passedBefore.put(Annotations.VERIFIED, "2026-11-30T09:00:00Z");
        Previous last = previous("t3", true, Map.of("app", A));
        assertThat(choose(List.of(revision(1, "r/a:1", GATED), revision(3, "r/a:3", failed)), last))
                .isEqualTo("r1 r/a:1@" + B + ", the newest revision that was found deployed, and gated");
        assertThat(choose(List.of(revision(1, "r/a:1", GATED), revision(3, "r/a:3", passedSince)), last))
                .isEqualTo("r3 r/a:3@" + A + ", the revision that was fully available just before, and verified");
        assertThat(choose(List.of(revision(3, "r/a:3", passedBefore)), last))
                .isEqualTo(
                        "NO_KNOWN_GOOD: the revision before (r) failed its verification; the failed one is left as it"
                                + " is");
    }

    @Test
    void podsThatRunDifferentImagesUnderOneTagAreUnknown() {
        assertThat(ImageIds.common(List.of(pod("r/a@" + A), pod("docker-pullable://r/a@" + A))))
                .isEqualTo(Map.of("app", A));
        assertThat(ImageIds.common(List.of(pod("r/a@" + A), pod("r/a@" + B)))).isEmpty();
        assertThat(ImageIds.common(List.of(pod("r/a@" + A), pod("")))).isEmpty();
        assertThat(ImageIds.common(List.of(pod("sha256:" + "c".repeat(64))))).isEmpty();
    }

    private static PodState pod(String imageId) {
        ContainerState c = new ContainerState("app", false, true, 0, "", "", null, "r/a:1", imageId);
        return new PodState("p", "p", "o", "", Instant.EPOCH, false, "Running", "", true, null, "", List.of(c));
    }

    @Test
    void marksSurviveStorageAndForeignTextIsNone() {
        assertThat(ImageIds.read(ImageIds.write(Map.of("b", A, "a", B)))).isEqualTo(Map.of("a", B, "b", A));
        assertThat(ImageIds.read("no json")).isEmpty();
        assertThat(ImageIds.read("{\"app\":\"latest\"}")).isEmpty();
        assertThat(ImageIds.read(null)).isEmpty();
    }

    private static String asked(List<Revision> revisions, Previous previous, RollbackTo to, Long number) {
        Ladder.Choice choice = Ladder.asked(
                revisions,
                new Ladder.From("t9", template("r/a:9")),
                previous,
                new Asked(to, number, "errors", previous("t9", true, Map.of())));
        if (choice instanceof Ladder.Choice.None none) {
            return none.outcome() + ": " + none.message();
        }
        Ladder.Choice.To found = (Ladder.Choice.To) choice;
        return found.revision().name() + (found.ungated() ? " UNGATED, " : ", ") + found.why();
    }

    @Test
    void whoAsksGetsTheSameChoiceAndIsToldWhatWasPassedOver() {
        List<Revision> revisions = List.of(
                revision(1, "r/a:1", VERIFIED),
                revision(2, "r/a:2", GATED),
                revision(3, "r/a:3", Map.of()),
                revision(9, "r/a:9", Map.of()));
        assertThat(asked(revisions, null, RollbackTo.PREVIOUS, null))
                .isEqualTo("r2, the newest revision that was found deployed, and gated (revision 3, r3, came after it;"
                        + " that it worked is not known)");
        assertThat(asked(revisions, previous("t3", true, Map.of()), RollbackTo.PREVIOUS, null))
                .isEqualTo("r3, the revision that was fully available just before, though neither gated nor verified");
        assertThat(asked(revisions, null, RollbackTo.VERIFIED, null))
                .isEqualTo("r1, the newest revision that was verified");
        assertThat(asked(revisions.subList(2, 4), null, RollbackTo.VERIFIED, null))
                .isEqualTo("NO_KNOWN_GOOD: no other revision was found deployed, gated or verified (there is 3 (r3), 9"
                        + " (r9)); name one by its number if you know that it works; it is left as it is");
    }

    @Test
    void aNamedRevisionIsTakenUnlessItIsKnownNotToWork() {
        Map<String, String> refuted =
                Map.of(Annotations.REFUTED, "2026-01-02T00:00:00Z", Annotations.VERIFIED, "2026-01-01T00:00:00Z");
        List<Revision> revisions = List.of(
                revision(1, "r/a:1", FAILED),
                revision(2, "r/a:2", refuted),
                revision(3, "r/a:3", Map.of()),
                revision(9, "r/a:9", Map.of()));
        assertThat(asked(revisions, null, RollbackTo.PREVIOUS, 3L))
                .isEqualTo("r3, the revision that was asked for, though neither gated nor verified");
        assertThat(asked(revisions, null, RollbackTo.PREVIOUS, 1L))
                .isEqualTo(
                        "NO_KNOWN_GOOD: revision 1 (r1) was rolled back from earlier; deploy it anew, with its checks,"
                                + " to go back to it; it is left as it is");
        assertThat(asked(revisions, null, RollbackTo.PREVIOUS, 2L))
                .isEqualTo(
                        "NO_KNOWN_GOOD: revision 2 (r2) failed its verification; deploy it anew, with its checks, to go"
                                + " back to it; it is left as it is");
        assertThat(asked(revisions, null, RollbackTo.PREVIOUS, 9L))
                .isEqualTo("NO_KNOWN_GOOD: revision 9 (r9) is what it has now; it is left as it is");
        assertThat(asked(revisions, null, RollbackTo.PREVIOUS, 5L))
                .isEqualTo("NO_KNOWN_GOOD: there is no revision 5 (there is 1 (r1), 2 (r2), 3 (r3), 9 (r9)); it is left"
                        + " as it is");
    }

    @Test
    void theSameImagesUnderTheirTagAreNoWayBackFromThemByDigest() {
        JsonNode pinned = template("r/a:1@" + A);
        Ladder.Choice choice = Ladder.asked(
                List.of(revision(1, "r/a:1", VERIFIED), revision(2, "r/a:2", GATED)),
                new Ladder.From(Templates.digest(pinned), pinned),
                null,
                new Asked(RollbackTo.VERIFIED, null, "errors", previous("t9", true, Map.of())));
        assertThat(((Ladder.Choice.To) choice).revision().name()).isEqualTo("r2");
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
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
        Ladder.Choice choice = Ladder.choose(revisions, "t9", previous);
        if (choice instanceof Ladder.Choice.None none) {
            return none.outcome() + ": " + none.message();
        }
        Ladder.Choice.To to = (Ladder.Choice.To) choice;
        return to.rung() + " " + to.revision().name() + " "
                + to.template()
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .path("image")
                        .asText();
    }

    @Test
    void theNewestVerifiedBeatsANewerGatedOne() {
        assertThat(choose(
                        List.of(
                                revision(1, "r/a:1", VERIFIED),
                                revision(2, "r/a:2", VERIFIED),
                                revision(3, "r/a:3", GATED),
                                revision(9, "r/a:9", VERIFIED)),
                        previous("t3", true, Map.of("app", B))))
                .isEqualTo("VERIFIED r2 r/a@" + A);
    }

    @Test
    void theNewestGatedIsNext() {
        Map<String, String> onlyGated = Map.of(Annotations.GATED, "g");
        assertThat(choose(
                        List.of(revision(1, "r/a:1", GATED), revision(2, "r/a:2", onlyGated)),
                        previous("t2", true, Map.of("app", A))))
                .isEqualTo("GATED r1 r/a@" + B);
    }

    @Test
    void theOneThatWasAvailableBeforeIsLast() {
        assertThat(choose(List.of(revision(1, "r/a:1", Map.of())), previous("t1", true, Map.of("app", A))))
                .isEqualTo("AVAILABLE_BEFORE r1 r/a@" + A);
    }

    @Test
    void whatRanBeforeBeatsAnOldMark() {
        assertThat(choose(List.of(revision(1, "r/a:1", GATED)), previous("t1", true, Map.of("app", A))))
                .isEqualTo("GATED r1 r/a@" + A);
        assertThat(choose(List.of(revision(1, "r/a:1", GATED)), previous("t1", true, Map.of())))
                .isEqualTo("GATED r1 r/a@" + B);
    }

    @Test
    void aPinnedImageNeedsNoRecord() {
        assertThat(choose(List.of(revision(1, "r/a@" + A, Map.of())), previous("t1", true, Map.of())))
                .isEqualTo("AVAILABLE_BEFORE r1 r/a@" + A);
    }

    @Test
    void aTagWithoutARecordIsNotRestorable() {
        assertThat(choose(List.of(revision(1, "r/a:1", Map.of())), previous("t1", true, Map.of())))
                .isEqualTo("NOT_RESTORABLE: revision 1 (r1) names the image of container app by a tag, and what it ran"
                        + " under that tag isn't known");
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
                .isEqualTo("GATED r1 r/a@" + B);
        assertThat(choose(List.of(revision(1, "r/a:1", GATED), revision(3, "r/a:3", passedSince)), last))
                .isEqualTo("VERIFIED r3 r/a@" + A);
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
}

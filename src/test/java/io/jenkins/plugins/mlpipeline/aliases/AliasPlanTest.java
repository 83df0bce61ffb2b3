package io.jenkins.plugins.mlpipeline.aliases;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an alias starts a job, told by what was seen before. */
class AliasPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final ModelReference.Aliased CHAMPION = new ModelReference.Aliased("churn", "champion");
    private static final AliasPlan PLAN = new AliasPlan(Duration.ofMinutes(10));

    private static AliasPlan.Decision decide(String version, boolean busy, AliasMove... moves) {
        return PLAN.decide(CHAMPION, new ModelReference.Version("churn", version), List.of(moves), busy, NOW);
    }

    private static AliasMove seen(int minutes, String version) {
        return new AliasMove(
                NOW.minus(Duration.ofMinutes(minutes)).toString(), "prod", "churn", "champion", version, null);
    }

    private static AliasMove started(int minutes, String version) {
        AliasMove seen = seen(minutes, version);
        return new AliasMove(seen.at(), "prod", "churn", "champion", version, "sha256:" + "a".repeat(64));
    }

    private static void is(AliasPlan.Decision decision, AliasPlan.Deed deed, String sentence) {
        assertThat(decision.deed()).isEqualTo(deed);
        assertThat(decision.sentence()).isEqualTo(sentence);
    }

    @Test
    void theFirstLookStartsNothing() {
        is(
                decide("3", false),
                AliasPlan.Deed.NOTE,
                "models:/churn@champion is version 3. It was looked at for the first time, which starts nothing; the next"
                        + " version will.");
    }

    @Test
    void theSameVersionStartsNothing() {
        is(
                decide("3", false, seen(5, "3")),
                AliasPlan.Deed.WAIT,
                "models:/churn@champion is version 3, seen 2026-11-30T11:55:00Z.");
    }

    @Test
    void anotherVersionStartsABuildAlsoAnEarlierOne() {
        is(
                decide("4", false, seen(1, "3")),
                AliasPlan.Deed.START,
                "models:/churn@champion is version 4 now (it was 3).");
        is(
                decide("2", false, started(11, "3"), seen(30, "2")),
                AliasPlan.Deed.START,
                "models:/churn@champion is version 2 now (it was 3).");
    }

    @Test
    void aBuildThatWaitsOrRunsIsWaitedFor() {
        is(
                decide("4", true, seen(1, "3")),
                AliasPlan.Deed.WAIT,
                "models:/churn@champion is version 4 now (it was 3). A build of this job waits or runs.");
    }

    @Test
    void theCoolDownCountsFromTheLastStartToTheMinuteThatEndsIt() {
        is(
                decide("4", false, seen(2, "3"), started(9, "2")),
                AliasPlan.Deed.WAIT,
                "models:/churn@champion is version 4 now (it was 3). The cool-down ends at 2026-11-30T12:01:00Z.");
        assertThat(decide("4", false, started(10, "3")).deed()).isEqualTo(AliasPlan.Deed.START);
    }
}

package io.jenkins.plugins.mlpipeline.watches;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Looks of several jobs at the same models. */
@WithJenkins
class LookStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void clean() throws Exception {
        OneJenkins.clean();
        assertThat(j.jenkins.getItems()).isEmpty();
    }

    private static RecordedLook look(String job, int number, String state) {
        Map<String, Integer> bad = state.equals(WatchResult.ALARM) ? Map.of("input age", 3) : Map.of();
        return new RecordedLook(
                job, "default", number, NOON.plusSeconds(number).toString(), null, state, "It is said.", bad);
    }

    @Test
    void nobodysManyLooksMakeAnAlarmOfAnotherJobForgotten() throws Exception {
        String model = Digest.ofText("model");
        LookStore store = LookStore.get();
        store.add(model, look("bank/watch", 1, WatchResult.ALARM));
        for (int i = 2; i < 300; i++) {
            store.add(model, look("other", i, WatchResult.QUIET));
        }
        assertThat(store.of(model)).hasSize(200);
        assertThat(store.alarms().get(model)).extracting(RecordedLook::job).containsExactly("bank/watch");
        assertThat(new LookStore().of(model)).as("after a restart").hasSize(200);
    }

    @Test
    void nobodysManyModelsMakeAnAlarmOfAnotherJobForgotten() throws Exception {
        String model = Digest.ofText("model");
        LookStore store = LookStore.get();
        store.add(model, look("bank/watch", 1, WatchResult.ALARM));
        for (int i = 2; i < 503; i++) {
            store.add(Digest.ofText("model " + i), look("other", i, WatchResult.QUIET));
        }
        assertThat(store.alarms()).containsOnlyKeys(model);
        assertThat(store.of(Digest.ofText("model 2")))
                .as("the oldest of the job with the most")
                .isEmpty();
        assertThat(store.of(Digest.ofText("model 502"))).hasSize(1);
    }
}

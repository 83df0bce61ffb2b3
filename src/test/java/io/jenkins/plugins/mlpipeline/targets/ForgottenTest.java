package io.jenkins.plugins.mlpipeline.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ForgottenTest {
    /** A thing by its jobs and a number: {@code a,b:1}. */
    private static List<String> jobs(String thing) {
        String jobs = thing.substring(0, thing.indexOf(':'));
        return jobs.isEmpty() ? List.of() : List.of(jobs.split(","));
    }

    private static String after(int kept, String... things) {
        List<String> all = new ArrayList<>(List.of(things));
        while (all.size() > kept) {
            all.remove(Forgotten.of(all, ForgottenTest::jobs));
        }
        return all.stream().collect(Collectors.joining(" "));
    }

    @Test
    void theOldestGoesWhereAllHaveAsMany() {
        assertThat(after(2, "a:1", "b:2", "c:3")).isEqualTo("b:2 c:3");
        assertThat(after(1, "a:1", "a:2", "a:3")).isEqualTo("a:3");
    }

    @Test
    void whoMakesVeryManyLosesTheirOwn() {
        assertThat(after(3, "a:1", "b:2", "b:3", "b:4", "b:5", "b:6")).isEqualTo("a:1 b:5 b:6");
    }

    @Test
    void whatBelongsToSeveralIsKeptForTheOneWithTheFewest() {
        assertThat(after(2, "a,b:1", "b:2", "b:3", "b:4")).isEqualTo("a,b:1 b:4");
    }

    @Test
    void whatBelongsToNoneGoesFirst() {
        assertThat(after(2, "a:1", ":2", "a:3")).isEqualTo("a:1 a:3");
    }
}

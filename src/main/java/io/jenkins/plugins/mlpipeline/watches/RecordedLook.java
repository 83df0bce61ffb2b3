package io.jenkins.plugins.mlpipeline.watches;

import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What came of a look, as the controller keeps it. Names of columns are a stranger's texts.
 *
 * @param job full name of the job that looked
 * @param id of the watch within the job
 * @param build number of the build
 * @param at when was looked, ISO 8601
 * @param target id of the target; null when a model was looked at that is named otherwise
 * @param state {@code quiet}, {@code alarm} or {@code noData}
 * @param message a sentence
 * @param bad what was bad at this look, and at how many looks in a row; empty when nothing was, or no new rows were seen
 */
public record RecordedLook(
        String job,
        String id,
        int build,
        String at,
        String target,
        String state,
        String message,
        Map<String, Integer> bad) {
    private static final int MOST_BAD = 50;
    private static final int LONGEST_NAME = 200;

    /** Checks what a file says. */
    public RecordedLook {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(state, "state");
        bad = bad == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(bad));
    }

    /** A look that a build made; of very many bad things fifty are kept, and of a long name its beginning. */
    public static RecordedLook of(
            String job,
            String id,
            int build,
            TargetRef target,
            WatchResult result,
            Instant at,
            Map<String, Integer> bad) {
        Map<String, Integer> some = new TreeMap<>();
        bad.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_BAD)
                .forEach(e -> some.put(shortened(PlainText.line(e.getKey())), e.getValue()));
        return new RecordedLook(
                job,
                id,
                build,
                at.toString(),
                target == null ? null : target.id(),
                result.state(),
                PlainText.line(result.message()),
                some);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /** When it was. */
    Instant instant() {
        return Instant.parse(at);
    }

    /** Whether it says anything of the model. */
    public boolean hasData() {
        return !state.equals(WatchResult.NO_DATA);
    }

    /** The longest row of bad looks that it ends; 0 when nothing was bad. */
    public int longestRun() {
        return bad.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The build as people write it. */
    public String label() {
        return job + " #" + build;
    }
}

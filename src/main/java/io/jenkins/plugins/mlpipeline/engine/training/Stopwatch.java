package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Times the stages of a training and tells a listener of them. */
final class Stopwatch {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1000;

    private final TrainingListener listener;
    private final long begin = System.nanoTime();
    private final Map<Stage, Long> begins = new EnumMap<>(Stage.class);
    private Stage stage = Stage.READING;

    Stopwatch(TrainingListener listener) {
        this.listener = listener;
    }

    void begin(Stage next) {
        stage = next;
        begins.put(next, System.nanoTime());
        step(0, 0, null, null);
    }

    void step(int step, int of, Double trainingLoss, Double validationLoss) {
        tell(step, of, trainingLoss, validationLoss, null);
    }

    void step(int step, int of, String detail) {
        tell(step, of, null, null, detail);
    }

    private void tell(int step, int of, Double trainingLoss, Double validationLoss, String detail) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        listener.on(new TrainingListener.Event(stage, step, of, trainingLoss, validationLoss, detail, elapsed));
    }

    /** Seconds of each stage that began, the last one up to now; to the millisecond. */
    Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        long now = System.nanoTime();
        Stage before = null;
        for (Map.Entry<Stage, Long> entry : begins.entrySet()) {
            if (before != null) {
                seconds.put(name(before), seconds(begins.get(before), entry.getValue()));
            }
            before = entry.getKey();
        }
        if (before != null) {
            seconds.put(name(before), seconds(begins.get(before), now));
        }
        return seconds;
    }

    private static double seconds(long from, long to) {
        return Math.round((to - from) / NANOS_PER_MILLI) / MILLIS_PER_SECOND;
    }

    private static String name(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}

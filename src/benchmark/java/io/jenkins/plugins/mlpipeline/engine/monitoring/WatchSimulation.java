package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.check.BinnedCounts;
import io.jenkins.plugins.mlpipeline.engine.check.ColumnBins;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * A watch of made-up rows: four columns of normal numbers and two of five categories, learnt from some rows, then looked at once
 * a day. From a day on the first number may lie higher, by a part of its standard deviation, and the first category be
 * more frequent.
 */
public final class WatchSimulation {
    private static final int NUMBERS = 4;
    private static final int CATEGORIES = 2;
    private static final double[] SHARES = {0.4, 0.3, 0.15, 0.1, 0.05};
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final ModelRef MODEL = new ModelRef("model", Digest.ofText("model"), "package", 1L);

    private final Random random;
    private final int rows;
    private final List<ColumnBins> bins = new ArrayList<>();
    private final List<long[]> learnt = new ArrayList<>();

    /** What came of a watch: looks that chance alone made bad before the floor, bad looks, and the first alarm, or -1. */
    public record Outcome(int looks, int certain, int bad, int alarms, int firstAlarm) {}

    private WatchSimulation(long seed, int training, int rows) {
        this.random = new Random(seed);
        this.rows = rows;
        for (int i = 0; i < NUMBERS; i++) {
            ColumnProfile profile = ColumnProfile.ofNumbers(
                    "number " + i,
                    DoubleStream.generate(random::nextGaussian).limit(training).toArray());
            bins.add(ColumnBins.ofPredictions(new Profile(training, List.of(), profile))
                    .orElseThrow());
        }
        for (int i = 0; i < CATEGORIES; i++) {
            learnt.add(categories(training, 0));
        }
    }

    /**
     * Watches.
     *
     * @param training rows that were learnt from
     * @param rows rows of each look
     * @param looks how often is looked, once a day
     * @param shift by how many standard deviations the first number lies higher, and by how much more often the first
     *     category comes
     */
    public static Outcome run(long seed, int training, int rows, int looks, double shift, double more)
            throws IOException {
        WatchSimulation made = new WatchSimulation(seed, training, rows);
        Watcher watcher = new Watcher(
                new WatchPlan(WatchPlan.WINDOWS, WatchPlan.FALSE_ALARMS, WatchPlan.MIN_ROWS),
                MODEL,
                new Answering(Task.REGRESSION, null, -1, "y"),
                Evaluated.NONE);
        WatchState state = WatchState.begin(MODEL.digest());
        int certain = 0;
        int bad = 0;
        int alarms = 0;
        int first = -1;
        boolean alarmed = false;
        for (int look = 0; look < looks; look++) {
            Watcher.Looked looked =
                    watcher.look(state, made.sample(look, shift, more), null, BEGIN.plus(Duration.ofDays(look)));
            state = looked.state();
            List<Drifted> columns = looked.result().columns();
            certain += columns.stream().anyMatch(c -> c.psiP() <= c.alpha() || c.ksP() != null && c.ksP() <= c.alpha())
                    ? 1
                    : 0;
            bad += columns.stream().anyMatch(Drifted::isBad) ? 1 : 0;
            boolean alarm = looked.result().state().equals(WatchResult.ALARM);
            alarms += alarm && !alarmed ? 1 : 0;
            first = alarm && first < 0 ? look + 1 : first;
            alarmed = alarm;
        }
        return new Outcome(looks, certain, bad, alarms, first);
    }

    private Sample sample(int look, double shift, double more) {
        List<LookSeries> series = new ArrayList<>();
        for (int i = 0; i < NUMBERS; i++) {
            long[] counts = new long[bins.get(i).size()];
            for (int row = 0; row < rows; row++) {
                counts[bins.get(i).bin(random.nextGaussian() + (i == 0 ? shift : 0))]++;
            }
            series.add(LookSeries.input(bins.get(i), counts));
        }
        for (int i = 0; i < CATEGORIES; i++) {
            String name = "category " + i;
            series.add(new LookSeries(
                    LookSeries.Kind.INPUT,
                    name,
                    categories(rows, i == 0 ? more : 0),
                    learnt.get(i),
                    "training",
                    (e, a) -> new BinnedCounts(name, e, a, null, null)));
        }
        return new Sample("day", rows, Digest.ofText("day " + look), series, null, null, null, List.of());
    }

    private long[] categories(int count, double more) {
        long[] counts = new long[SHARES.length];
        for (int row = 0; row < count; row++) {
            if (random.nextDouble() < more) {
                counts[0]++;
                continue;
            }
            double left = random.nextDouble();
            int category = 0;
            while (category < SHARES.length - 1 && left >= SHARES[category]) {
                left -= SHARES[category++];
            }
            counts[category]++;
        }
        return counts;
    }

    /** Whether a look at labels is bad: the accuracy was measured on rows before, and is lower now. */
    public static boolean isWorse(Random random, int before, int rows, double accuracy, double drop, double alpha) {
        double was = share(random, before, accuracy);
        double is = share(random, rows, accuracy - drop);
        return was - is >= LateLabels.LEAST_DROP && LateLabels.drop(rows, is, before, was) <= alpha;
    }

    private static double share(Random random, int rows, double accuracy) {
        return random.doubles(rows).filter(u -> u < accuracy).count() / (double) rows;
    }
}

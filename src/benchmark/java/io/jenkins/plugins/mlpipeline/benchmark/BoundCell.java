package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.gate.GateBounds;
import io.jenkins.plugins.mlpipeline.engine.gate.GateBounds.Says;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One cell of the table of bounds: how often a gate passes or fails a model whose true value is exactly at the threshold, and what it
 * says of a good model; before (by a standard error) and now.
 *
 * @param about what is measured
 * @param sizes rows, or groups
 * @param truth the true value
 * @param good the threshold that a good model has to meet
 * @param sets simulated test sets
 * @param seed of the first
 */
record BoundCell(String about, String sizes, double truth, double good, int sets, long seed) {
    private static final double CONFIDENCE = 0.95;
    /** The share of wrong decisions that a cell must be shown to exceed to fail. */
    private static final double MOST_WRONG = 0.06;

    private static final double SURE = 0.999;

    /** What one test set says. */
    record Judged(GateBounds bounds, Estimated before) {}

    static void head() {
        System.out.println("| Of | Rows | Sets | Bounds | Wrong PASS: before | now | Wrong FAIL: before | now"
                + " | Good model, PASS: before | now | INCONCLUSIVE | Holds |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    }

    /** Simulates and prints. Less is better where the threshold of a good model is above the truth. */
    void run(Function<Random, Judged> simulate) {
        boolean lower = good > truth;
        Tally tally = new Tally();
        IntStream.range(0, sets)
                .parallel()
                .mapToObj(set -> {
                    Judged judged = simulate.apply(new Random(seed + 1_000_003L * set));
                    return new Verdicts(
                            judged.bounds().about(truth),
                            judged.bounds().about(good),
                            before(judged.before(), truth),
                            before(judged.before(), good),
                            judged.bounds().method());
                })
                .toList()
                .forEach(v -> tally.add(v, lower));
        System.out.println(tally.line(this));
    }

    private static Says before(Estimated stored, double value) {
        if (stored == null || stored.standardError() == 0) {
            return Says.NOTHING;
        }
        Estimate estimate = Estimate.of(stored);
        return estimate.upper(CONFIDENCE) < value
                ? Says.BELOW
                : estimate.lower(CONFIDENCE) > value ? Says.ABOVE : Says.BETWEEN;
    }

    private record Verdicts(Says truth, Says good, Says truthBefore, Says goodBefore, String method) {}

    private static final class Tally {
        private final int[] pass = new int[2];
        private final int[] fail = new int[2];
        private final int[] goodPass = new int[2];
        private int inconclusive;
        private final Map<String, Integer> methods = new TreeMap<>();

        void add(Verdicts v, boolean lower) {
            Says passes = lower ? Says.BELOW : Says.ABOVE;
            Says fails = lower ? Says.ABOVE : Says.BELOW;
            pass[0] += v.truthBefore() == passes ? 1 : 0;
            pass[1] += v.truth() == passes ? 1 : 0;
            fail[0] += v.truthBefore() == fails ? 1 : 0;
            fail[1] += v.truth() == fails ? 1 : 0;
            goodPass[0] += v.goodBefore() == passes ? 1 : 0;
            goodPass[1] += v.good() == passes ? 1 : 0;
            inconclusive += v.good() == Says.BETWEEN || v.good() == Says.NOTHING ? 1 : 0;
            methods.merge(v.method(), 1, Integer::sum);
        }

        String line(BoundCell cell) {
            double sets = cell.sets;
            String holds = holds(pass[1], cell.sets) ? holds(fail[1], cell.sets) ? "yes" : "FAIL side" : "NO";
            StringBuilder by = new StringBuilder();
            methods.forEach((method, count) -> by.append(by.isEmpty() ? "" : ", ")
                    .append(method)
                    .append(count == cell.sets ? "" : String.format(Locale.ROOT, " %.0f %%", 100 * count / sets)));
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %,d | %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.0f %% | %.0f %% | %.0f %% | %s |",
                    cell.about,
                    cell.sizes,
                    cell.sets,
                    by,
                    100 * pass[0] / sets,
                    100 * pass[1] / sets,
                    100 * fail[0] / sets,
                    100 * fail[1] / sets,
                    100 * goodPass[0] / sets,
                    100 * goodPass[1] / sets,
                    100 * inconclusive / sets,
                    holds);
        }

        private static boolean holds(int wrong, int sets) {
            return Intervals.exactLower(wrong, sets, SURE) <= MOST_WRONG;
        }
    }
}

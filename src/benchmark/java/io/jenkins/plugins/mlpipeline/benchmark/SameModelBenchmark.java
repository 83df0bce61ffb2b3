package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.comparison.Comparing;
import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * How often a paired gate is wrong: two models of equal quality on fresh test sets (A/A), and a candidate with a planted drop
 * of twice the minimum detectable change, which is more noise for the candidate ({@link LatentModels}).
 *
 * <p>Prints, for each metric and number of rows, the share of verdicts. Run by {@code src/benchmark/run gates}.
 */
public final class SameModelBenchmark {
    private static final int PAIRS = 1000;
    private static final Map<String, String> GATES = Map.of(
            "accuracy", "accuracy(decide=paired)>=baseline",
            "recall", "recall(decide=paired)>=baseline",
            "roc_auc", "roc_auc(decide=paired)>=baseline",
            "log_loss", "log_loss(decide=paired)<=baseline",
            "f1", "f1(decide=paired)>=baseline");

    private SameModelBenchmark() {}

    /** Runs; {@code args} are numbers of rows, 500 and 2000 when there are none. */
    public static void main(String[] args) {
        int[] sizes = args.length == 0
                ? new int[] {500, 2000}
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        System.out.println("metric      rows  candidate        FAIL   INCONCLUSIVE  PASS");
        for (String metric : List.of("accuracy", "recall", "roc_auc", "log_loss", "f1")) {
            // Each pair costs 2,000 samples of all rows.
            for (int rows : metric.equals("f1") ? new int[] {sizes[0]} : sizes) {
                print(metric, rows, "same model", verdicts(metric, rows, Double.NaN));
                print(metric, rows, "equally good", verdicts(metric, rows, LatentModels.NOISE));
                print(metric, rows, "drop of 2 MDC", verdicts(metric, rows, noiseOfTwiceTheDetectable(metric, rows)));
            }
        }
    }

    private static void print(String metric, int rows, String candidate, Map<Verdict, Integer> verdicts) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %5d  %-15s %5.1f%% %12.1f%% %5.1f%%%n",
                metric,
                rows,
                candidate,
                share(verdicts, Verdict.FAIL),
                share(verdicts, Verdict.INCONCLUSIVE),
                share(verdicts, Verdict.PASS));
    }

    private static double share(Map<Verdict, Integer> verdicts, Verdict verdict) {
        return 100.0 * verdicts.getOrDefault(verdict, 0) / PAIRS;
    }

    /** @param noise of the candidate; NaN: the candidate is the baseline */
    private static Map<Verdict, Integer> verdicts(String metric, int rows, double noise) {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (int pair = 0; pair < PAIRS; pair++) {
            verdicts.merge(judge(metric, rows, noise, pair).verdict(), 1, Integer::sum);
        }
        return verdicts;
    }

    /**
     * The candidate's noise at which the true drop is twice what a gate on so many rows detects: by bisection on a large
     * sample for the drop, and on test sets of the size in question for what is detectable.
     */
    private static double noiseOfTwiceTheDetectable(String metric, int rows) {
        double low = LatentModels.NOISE;
        double high = 20;
        for (int i = 0; i < 12; i++) {
            double middle = (low + high) / 2;
            double drop = Math.abs(difference(metric, 200_000, middle));
            double detectable = 0;
            for (int pair = 0; pair < 20; pair++) {
                detectable += judge(metric, rows, middle, -1 - pair).evidence().minimumDetectableChange() / 20;
            }
            if (drop < 2 * detectable) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double difference(String metric, int rows, double noise) {
        Outcomes[] models = models(rows, noise, 987_654_321L);
        return Metrics.measure(models[0], Set.of()).get(metric).value()
                - Metrics.measure(models[1], Set.of()).get(metric).value();
    }

    private static GateOutcome judge(String metric, int rows, double noise, long seed) {
        Outcomes[] models = models(rows, noise, seed);
        Comparison comparison = Comparing.compare(
                models[0], models[1], Set.of(), Set.of(CatalogueKey.parse(metric)), null, seed, Losses.MOST_POINTS);
        Evaluation evaluation = new Evaluation(
                Evaluation.SCHEMA_VERSION,
                null,
                Task.BINARY,
                LatentModels.LABELS,
                "yes",
                new ModelRef("candidate", Digest.ofText("candidate"), "onnx", 1L),
                null,
                new DataRef("test.csv", Digest.ofText("test"), (long) rows, null, null),
                null,
                Metrics.measure(models[0], Set.of()),
                null,
                null,
                null,
                null,
                null,
                Metrics.statistics(models[0], Set.of()),
                null,
                new BaselineRef("model", "baseline", Digest.ofText("baseline"), null, null, null, false, false, null),
                Map.of(Evaluation.BASELINE, comparison),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null);
        return GateEvaluator.evaluate(
                        evaluation, GateReader.parse(List.of(GATES.get(metric))), null, null, Instant.EPOCH)
                .gates()
                .get(0);
    }

    private static Outcomes[] models(int rows, double noise, long seed) {
        return new LatentModels(0, LatentModels.NOISE, noise).answers(rows, new Random(seed));
    }
}

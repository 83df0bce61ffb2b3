package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.ResampledMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedBootstrap;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedProportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How often each kind of interval holds what it should: of simulated test sets whose truth is known (for the intervals of a
 * share alone: of all counts, weighed by their probability). For the bounds that follow from counts and from samples.
 */
final class IntervalCoverage {
    private static final double CONFIDENCE = 0.95;
    private static final int CLOSED_SETS = 10_000;
    private static final int BOOTSTRAP_SETS = 1_000;
    private static final int LARGE = 2_000_000;
    private static final long SEED = 7;

    private static final LatentModels BALANCED = new LatentModels(0, LatentModels.NOISE, 0.7);
    private static final LatentModels RARE = new LatentModels(-1.6, LatentModels.NOISE, 0.7);

    private static final int[] SIZES = {30, 100, 300, 1000};

    /** Positive rows of each group, and as many others. */
    private static final int[][] GROUPS = {
        {5, 95}, {25, 475}, {50, 450}, {50, 50}, {500, 500}, {25, 25, 25, 25, 25}, {100, 100, 100, 100, 100}
    };

    private final Pattern wanted;
    private final int mostSets;

    IntervalCoverage(Pattern wanted, int mostSets) {
        this.wanted = wanted;
        this.mostSets = mostSets;
    }

    /** Limits from one test set, as a gate would take them; null when there are none. */
    private record Limits(Interval interval, double lower, double upper) {
        static Limits of(PairedBootstrap b) {
            boolean decides = !b.hasZeroWidth() && b.undefined() <= PairedBootstrap.REPLICATES / 20;
            return decides ? new Limits(b.interval(CONFIDENCE), b.lower(CONFIDENCE), b.upper(CONFIDENCE)) : null;
        }

        static Limits of(FairnessBounds b) {
            return new Limits(b.interval(CONFIDENCE), b.lower(CONFIDENCE), b.upper(CONFIDENCE));
        }

        static Limits of(PairCounts c) {
            PairedProportions p =
                    new PairedProportions(c.bothRight(), c.onlyCandidate(), c.onlyBaseline(), c.bothWrong());
            return new Limits(p.interval(CONFIDENCE), p.lower(CONFIDENCE), p.upper(CONFIDENCE));
        }
    }

    /** Shares of test sets. */
    private static final class Tally {
        private double all;
        private double none;
        private double covered;
        private double aboveTruth;
        private double belowTruth;

        void add(Limits limits, double truth, double weight) {
            all += weight;
            if (limits == null) {
                none += weight;
                return;
            }
            // A limit that rounding put beyond a truth of 0 or 1 still holds it.
            double rounding = 1e-12;
            boolean holds = limits.interval.lower() <= truth + rounding && truth <= limits.interval.upper() + rounding;
            covered += holds ? weight : 0;
            aboveTruth += limits.lower > truth + rounding ? weight : 0;
            belowTruth += limits.upper < truth - rounding ? weight : 0;
        }

        String line(String method, String about, String sets, String how) {
            double with = all - none;
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% |",
                    method,
                    about,
                    sets,
                    how,
                    100 * covered / with,
                    100 * aboveTruth / all,
                    100 * belowTruth / all,
                    100 * none / all);
        }
    }

    /** Prints all lines, or those whose first columns hold the text. */
    void run() {
        System.out.println("| Interval | Of | Rows | Test sets | Holds the truth (95 %) | Lower bound above it (5 %)"
                + " | Upper bound below it (5 %) | No limits |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        shares();
        pairedShares();
        bootstraps();
        groups();
        fairness();
    }

    private void shares() {
        for (String method : List.of("Wilson", "Clopper-Pearson")) {
            for (double share : new double[] {0.5, 0.9, 0.99}) {
                for (int rows : new int[] {20, 100, 1000}) {
                    if (!isWanted(method, "share")) {
                        continue;
                    }
                    BinomialDistribution counts = BinomialDistribution.of(rows, share);
                    Tally tally = new Tally();
                    for (int k = 0; k <= rows; k++) {
                        tally.add(share(method, k, rows), share, counts.probability(k));
                    }
                    System.out.println(tally.line(method, "a share of " + share, String.valueOf(rows), "all"));
                }
            }
        }
    }

    private static Limits share(String method, long k, long rows) {
        return method.equals("Wilson")
                ? new Limits(
                        Intervals.wilson(k, rows, CONFIDENCE),
                        Intervals.wilsonLower(k, rows, CONFIDENCE),
                        Intervals.wilsonUpper(k, rows, CONFIDENCE))
                : new Limits(
                        Intervals.exact(k, rows, CONFIDENCE),
                        Intervals.exactLower(k, rows, CONFIDENCE),
                        Intervals.exactUpper(k, rows, CONFIDENCE));
    }

    private void pairedShares() {
        classifiers(
                "Newcombe, paired",
                "accuracy",
                BALANCED,
                CLOSED_SETS,
                models -> MetricStatistics.pairs(models[0], models[1], CatalogueKey.parse("accuracy"), null)
                        .map(Limits::of)
                        .orElse(null));
        classifiers(
                "Newcombe, paired",
                "recall",
                RARE,
                CLOSED_SETS,
                models -> MetricStatistics.pairs(models[0], models[1], CatalogueKey.parse("recall"), null)
                        .map(Limits::of)
                        .orElse(null));
    }

    private void bootstraps() {
        for (String metric : List.of("f1", "average_precision")) {
            for (LatentModels models : List.of(BALANCED, RARE)) {
                classifiers("bootstrap", metric, models, BOOTSTRAP_SETS, m -> Limits.of(bootstrap(m[0], metric)));
                classifiers("bootstrap, paired", metric, models, BOOTSTRAP_SETS, m -> Limits.of(bootstrap(m, metric)));
            }
        }
        for (String metric : List.of("r2", "root_mean_squared_error", "median_absolute_error")) {
            for (NumberErrors errors : List.of(NumberErrors.LAPLACE, NumberErrors.LOGNORMAL)) {
                regression("bootstrap", metric, errors, m -> Limits.of(bootstrap(m[0], metric)));
                regression("bootstrap, paired", metric, errors, m -> Limits.of(bootstrap(m, metric)));
            }
        }
    }

    private void groups() {
        if (!isWanted("of groups, bootstrap", "f1")) {
            return;
        }
        int each = 10;
        double f1 = value(BALANCED, "f1");
        for (int groups : new int[] {5, 10, 30, 100}) {
            int[] of = IntStream.range(0, groups * each).map(row -> row / each).toArray();
            String rows = groups + " groups of " + each;
            print("of groups, bootstrap", "f1", rows, BOOTSTRAP_SETS, f1, random -> {
                Outcomes models = BALANCED.answersInGroups(groups, each, random)[0];
                return Limits.of(PairedBootstrap.overGroups(
                        of,
                        groups,
                        PairedBootstrap.REPLICATES,
                        SEED,
                        ResampledMetric.of(models, CatalogueKey.parse("f1"))));
            });
        }
    }

    /** The first group has the first rate of positive rows that are found, the others the second; of the other rows what is left is flagged. */
    private void fairness() {
        for (FairnessMetric metric : List.of(
                FairnessMetric.EQUAL_OPPORTUNITY_DIFFERENCE,
                FairnessMetric.EQUAL_OPPORTUNITY_RATIO,
                FairnessMetric.EQUALIZED_ODDS_DIFFERENCE)) {
            for (double[] rates : new double[][] {{0.8, 0.95}, {0.6, 0.75}, {0.75, 0.75}, {0.1, 0.4}}) {
                double known = metric.value(List.of(group(0, rates[0]), group(1, rates[1])));
                String about = String.format(
                        Locale.ROOT, "%s of %.2f, rates %.2f and %.2f", metric.key(), known, rates[0], rates[1]);
                for (int[] sizes : GROUPS) {
                    print("fairness", about, Arrays.toString(sizes), CLOSED_SETS, known, random -> {
                        List<FairnessTable.Group> groups = new ArrayList<>();
                        for (int size : sizes) {
                            double rate = rates[groups.isEmpty() ? 0 : 1];
                            long hit = hits(size, rate, random);
                            long flagged = hits(size, 1 - rate, random);
                            groups.add(new FairnessTable.Group(
                                    "group " + groups.size(), hit, flagged, size - hit, size - flagged));
                        }
                        return metric.undefined(groups) == null ? Limits.of(new FairnessBounds(metric, groups)) : null;
                    });
                }
            }
        }
    }

    private static FairnessTable.Group group(int place, double rate) {
        long many = 1_000_000;
        long hit = Math.round(many * rate);
        return new FairnessTable.Group("group " + place, hit, many - hit, many - hit, hit);
    }

    private static long hits(int rows, double rate, Random random) {
        return IntStream.range(0, rows)
                .filter(row -> random.nextDouble() < rate)
                .count();
    }

    private static PairedBootstrap bootstrap(Outcomes model, String metric) {
        return PairedBootstrap.overRows(
                model.rows(), PairedBootstrap.REPLICATES, SEED, ResampledMetric.of(model, CatalogueKey.parse(metric)));
    }

    private static PairedBootstrap bootstrap(Outcomes[] models, String metric) {
        ToDoubleFunction<int[]> ours = ResampledMetric.of(models[0], CatalogueKey.parse(metric));
        ToDoubleFunction<int[]> theirs = ResampledMetric.of(models[1], CatalogueKey.parse(metric));
        return PairedBootstrap.overRows(
                models[0].rows(),
                PairedBootstrap.REPLICATES,
                SEED,
                draws -> ours.applyAsDouble(draws) - theirs.applyAsDouble(draws));
    }

    private void classifiers(
            String method, String metric, LatentModels models, int sets, Function<Outcomes[], Limits> limits) {
        if (!isWanted(method, metric)) {
            return;
        }
        boolean paired = method.contains("paired");
        double truth = paired ? difference(models, metric) : value(models, metric);
        String about = String.format(
                Locale.ROOT, paired ? "%s, %+.3f, %s" : "%s of %.3f, %s", metric, truth, positives(models));
        for (int rows : SIZES) {
            print(
                    method,
                    about,
                    String.valueOf(rows),
                    sets,
                    truth,
                    random -> limits.apply(models.answers(rows, random)));
        }
    }

    private void regression(String method, String metric, NumberErrors errors, Function<Outcomes[], Limits> limits) {
        if (!isWanted(method, metric + " of " + errors)) {
            return;
        }
        Outcomes[] large = errors.answers(LARGE, 0.6, new Random(SEED));
        double truth = value(large[0], metric) - (method.contains("paired") ? value(large[1], metric) : 0);
        for (int rows : SIZES) {
            String about = String.format(Locale.ROOT, "%s of %s, %.3f", metric, errors, truth);
            print(
                    method,
                    about,
                    String.valueOf(rows),
                    BOOTSTRAP_SETS,
                    truth,
                    random -> limits.apply(errors.answers(rows, 0.6, random)));
        }
    }

    private void print(
            String method, String about, String rows, int sets, double truth, Function<Random, Limits> limits) {
        if (!isWanted(method, about)) {
            return;
        }
        Tally tally = new Tally();
        IntStream.range(0, Math.min(sets, mostSets))
                .parallel()
                .mapToObj(set -> Optional.ofNullable(limits.apply(new Random(SEED + 1_000_003L * set))))
                .toList()
                .forEach(each -> tally.add(each.orElse(null), truth, 1));
        System.out.println(
                tally.line(method, about, rows, String.format(Locale.ROOT, "%,d", Math.min(sets, mostSets))));
    }

    private boolean isWanted(String method, String about) {
        return wanted.matcher(method + " | " + about).find();
    }

    private static String positives(LatentModels models) {
        Outcomes large = models.answers(LARGE / 10, new Random(SEED))[0];
        double share = IntStream.range(0, large.rows())
                .filter(row -> ((ClassificationOutcomes) large).truth(row) == 1)
                .count();
        return String.format(Locale.ROOT, "%.0f %% positive", 100 * share / large.rows());
    }

    private static double value(LatentModels models, String metric) {
        return value(models.answers(LARGE, new Random(SEED))[0], metric);
    }

    private static double difference(LatentModels models, String metric) {
        Outcomes[] large = models.answers(LARGE, new Random(SEED));
        return value(large[0], metric) - value(large[1], metric);
    }

    private static double value(Outcomes outcomes, String metric) {
        int[] once = new int[outcomes.rows()];
        Arrays.fill(once, 1);
        return ResampledMetric.of(outcomes, CatalogueKey.parse(metric)).applyAsDouble(once);
    }
}

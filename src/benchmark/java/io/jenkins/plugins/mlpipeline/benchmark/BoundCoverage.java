package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.benchmark.BoundCell.Judged;
import io.jenkins.plugins.mlpipeline.engine.gate.GateBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowCosts;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The cells for bounds of mean losses, of areas and of grouped rows, as gates take them. */
final class BoundCoverage {
    private static final long SEED = 7;
    private static final int SETS = 2000;
    /** Of bounds that draw samples, up to so many rows. */
    private static final int DRAWN_SETS = 1000;

    private static final int DRAWN_ROWS = 2000;
    /** From so many positive rows on bounds draw samples. */
    private static final int MANY_POSITIVES = 40;

    /** Groups from which a true value is known. */
    private static final int ALL_GROUPS = 400_000;

    private static final int LARGE = 4_000_000;
    private static final int[] SIZES = {30, 100, 300, 1000, 2000, 10_000};

    /** About 50, 10, 1 and 0.17 % positive. */
    private static final double[] SHIFTS = {0, -1.6, -2.9, -3.75};

    private final Pattern wanted;
    private final int mostSets;

    BoundCoverage(Pattern wanted, int mostSets) {
        this.wanted = wanted;
        this.mostSets = mostSets;
    }

    void run() {
        BoundCell.head();
        losses();
        amounts();
        numbers();
        areas();
        groups();
        new WeightedCoverage(wanted, mostSets).run();
    }

    private void losses() {
        for (String metric : List.of("log_loss", "brier_score_loss", "expected_cost(fn=100,fp=5)")) {
            for (double shift : SHIFTS) {
                classifiers(metric, shift, LatentModels.NOISE, 0.7, SIZES);
            }
        }
    }

    /** Costs that stand in a column, lognormal; cut at a cap that the gate names, and without one. */
    private void amounts() {
        for (double cap : new double[] {200, Double.POSITIVE_INFINITY}) {
            for (double shift : SHIFTS) {
                amounts(cap, shift, false);
                amounts(cap, shift, true);
            }
        }
    }

    private void amounts(double cap, double shift, boolean paired) {
        CatalogueKey key = CatalogueKey.parse("expected_cost(fn=amount,fp=5)");
        LatentModels models = new LatentModels(shift, LatentModels.NOISE, 0.7);
        String capped = Double.isInfinite(cap) ? "no cap" : String.format(Locale.ROOT, "cap %.0f", cap);
        String of = String.format(
                Locale.ROOT,
                "expected_cost of amounts, %s%s, latent shift %.2f",
                paired ? "paired, " : "",
                capped,
                shift);
        int[] sizes = wanted(of, IntStream.of(SIZES));
        if (sizes.length == 0) {
            return;
        }
        Outcomes[] large = priced(models, LARGE, cap, new Random(SEED));
        double own = Metrics.measure(large[0], key).value();
        double truth = paired ? own - Metrics.measure(large[1], key).value() : own;
        String gate = "expected_cost(fn=amount,fp=5,decide=" + (paired ? "paired" : "upperBound")
                + (Double.isInfinite(cap) ? "" : String.format(Locale.ROOT, ",cap=%.0f", cap))
                + (paired ? ")<=baseline+0.01" : ")<=1000");
        for (int rows : sizes) {
            String about = String.format(Locale.ROOT, paired ? "%s, %+.4f" : "%s, %.4f", of, truth);
            double good = truth + (paired ? 0.1 : 0.3) * own;
            new BoundCell(about, String.valueOf(rows), truth, good, sets(SETS), SEED)
                    .run(random -> judged(gate, key, paired, priced(models, rows, cap, random)));
        }
    }

    /** Both models' answers on the same rows, which have the same amounts. */
    private static Outcomes[] priced(LatentModels models, int rows, double cap, Random random) {
        Outcomes[] answers = models.answers(rows, random);
        double[] amounts = new double[rows];
        for (int row = 0; row < rows; row++) {
            amounts[row] = Math.min(cap, 20 * Math.exp(random.nextGaussian()));
        }
        RowCosts costs = new RowCosts(Map.of("amount", amounts), Map.of());
        return Stream.of(answers)
                .map(model -> ((ClassificationOutcomes) model).costing(costs))
                .toArray(Outcomes[]::new);
    }

    /** What a gate says of one model, or of two, and what a standard error would have. */
    static Judged judged(String gate, CatalogueKey key, boolean paired, Outcomes[] answers) {
        return paired
                ? new Judged(
                        GateBounds.ofTwo(gate, answers[0], answers[1], null),
                        MetricStatistics.difference(answers[0], answers[1], key, null)
                                .orElse(null))
                : new Judged(
                        GateBounds.ofOne(gate, answers[0], null),
                        MetricStatistics.estimate(answers[0], key, null).orElse(null));
    }

    private void areas() {
        int[] sizes = {30, 100, 300, 1000, 3000, 10_000, 30_000};
        for (double shift : SHIFTS) {
            classifiers("roc_auc", shift, LatentModels.NOISE, 0.7, sizes);
        }
        // Two models that are nearly the same.
        classifiers("roc_auc", -1.6, 0.05, 0.1, sizes);
    }

    private void classifiers(String metric, double shift, double baseline, double candidate, int[] sizes) {
        LatentModels models = new LatentModels(shift, baseline, candidate);
        classifiers(metric, models, false, sizes);
        classifiers(metric, models, true, sizes);
    }

    private void classifiers(String metric, LatentModels models, boolean paired, int[] sizes) {
        CatalogueKey key = CatalogueKey.parse(metric);
        boolean area = metric.equals("roc_auc");
        double positive = share((ClassificationOutcomes) models.answers(LARGE / 10, new Random(SEED))[0]);
        String of =
                String.format(Locale.ROOT, "%s, %s%.2g %% positive", metric, paired ? "paired, " : "", 100 * positive);
        boolean drawn = !area && !metric.startsWith("expected_cost");
        int[] wantedSizes = wanted(
                of,
                IntStream.of(sizes).filter(rows -> !(drawn && rows * positive > MANY_POSITIVES && rows > DRAWN_ROWS)));
        if (wantedSizes.length == 0) {
            return;
        }
        Outcomes[] large = models.answers(LARGE, new Random(SEED));
        double own = Metrics.measure(large[0], key).value();
        double truth = paired ? own - Metrics.measure(large[1], key).value() : own;
        double good = area ? truth - (paired ? 0.02 : 0.05) : truth + (paired ? 0.1 : 0.3) * own;
        for (int rows : wantedSizes) {
            int sets = sets(drawn && rows * positive > MANY_POSITIVES ? DRAWN_SETS : SETS);
            String about =
                    of.replaceFirst(", ", String.format(Locale.ROOT, paired ? ", %+.4f, " : " of %.4f, ", truth));
            new BoundCell(about, String.valueOf(rows), truth, good, sets, SEED)
                    .run(random -> judged(gate(metric, paired), key, paired, models.answers(rows, random)));
        }
    }

    private static double share(ClassificationOutcomes outcomes) {
        return IntStream.range(0, outcomes.rows())
                        .filter(row -> outcomes.truth(row) == 1)
                        .count()
                / (double) outcomes.rows();
    }

    private void numbers() {
        int[] sizes = {100, 300, 1000, 2000};
        for (NumberErrors errors : NumberErrors.values()) {
            for (String metric : List.of("mean_absolute_error", "mean_pinball_loss")) {
                one(
                        metric,
                        gate(metric, false),
                        errors.name(),
                        DRAWN_SETS,
                        sizes,
                        (rows, random) -> errors.answers(rows, 0.6, random)[0]);
            }
            two("mean_absolute_error", errors, sizes);
            for (String metric : List.of("mean_squared_error", "root_mean_squared_error")) {
                double cap = 8;
                String gate = metric + "(decide=upperBound,cap=" + (metric.startsWith("root") ? "8" : "64") + ")<=1000";
                one(
                        metric,
                        gate,
                        errors.name() + ", cap 8",
                        SETS,
                        SIZES,
                        (rows, random) -> errors.capped(rows, cap, random));
            }
        }
    }

    @FunctionalInterface
    private interface Numbers {
        Outcomes draw(int rows, Random random);
    }

    private void one(String metric, String gate, String of, int sets, int[] sizes, Numbers numbers) {
        int[] wantedSizes = wanted(metric + ", " + of, IntStream.of(sizes));
        if (wantedSizes.length == 0) {
            return;
        }
        CatalogueKey key = CatalogueKey.parse(metric);
        double truth =
                Metrics.measure(numbers.draw(LARGE * 2, new Random(SEED)), key).value();
        for (int rows : wantedSizes) {
            String about = String.format(Locale.ROOT, "%s of %.3f, %s", metric, truth, of);
            new BoundCell(about, String.valueOf(rows), truth, 1.3 * truth, sets(sets), SEED)
                    .run(random -> judged(gate, key, false, new Outcomes[] {numbers.draw(rows, random)}));
        }
    }

    private void two(String metric, NumberErrors errors, int[] sizes) {
        int[] wantedSizes = wanted(metric + ", paired, " + errors, IntStream.of(sizes));
        if (wantedSizes.length == 0) {
            return;
        }
        CatalogueKey key = CatalogueKey.parse(metric);
        Outcomes[] large = errors.answers(LARGE * 2, 0.6, new Random(SEED));
        double own = Metrics.measure(large[0], key).value();
        double truth = own - Metrics.measure(large[1], key).value();
        for (int rows : wantedSizes) {
            String about = String.format(Locale.ROOT, "%s, paired, %+.3f, %s", metric, truth, errors);
            new BoundCell(about, String.valueOf(rows), truth, truth + 0.1 * own, sets(DRAWN_SETS), SEED)
                    .run(random -> judged(gate(metric, true), key, true, errors.answers(rows, 0.6, random)));
        }
    }

    private void groups() {
        int each = 20;
        LatentModels labels = new LatentModels(0, LatentModels.NOISE, 0.7);
        LatentModels rare = new LatentModels(-1.6, LatentModels.NOISE, 0.7);
        for (int groups : new int[] {10, 20, 30, 50, 100}) {
            for (NumberErrors errors : NumberErrors.values()) {
                grouped(
                        "mean_absolute_error",
                        errors.name(),
                        groups,
                        each,
                        random -> errors.inGroups(groups, each, 0.8, random));
            }
            for (String metric : List.of("accuracy", "recall", "brier_score_loss")) {
                grouped(
                        metric,
                        "50 % positive",
                        groups,
                        each,
                        random -> labels.answersInGroups(groups, each, random)[0]);
                grouped(metric, "10 % positive", groups, each, random -> rare.answersInGroups(groups, each, random)[0]);
            }
        }
    }

    private void grouped(String metric, String of, int groups, int each, Function<Random, Outcomes> draw) {
        String sizes = groups + " groups of " + each;
        if (!isWanted(metric + ", " + of, sizes)) {
            return;
        }
        CatalogueKey key = CatalogueKey.parse(metric);
        double sum = 0;
        int repeats = ALL_GROUPS / groups;
        for (int i = 0; i < repeats; i++) {
            // As a ratio of sums: recall has no fixed number of rows.
            sum += Metrics.measure(draw.apply(new Random(SEED - 1 - i)), key).value() / repeats;
        }
        double truth = truth(metric, of, sum, key);
        RowGroups rowGroups = new RowGroups(
                IntStream.range(0, groups * each).map(row -> row / each).toArray(), groups);
        boolean share = metric.equals("accuracy") || metric.equals("recall");
        String about = String.format(Locale.ROOT, "%s of %.3f, %s", metric, truth, of);
        new BoundCell(about, sizes, truth, share ? truth - 0.1 : 1.3 * truth, sets(DRAWN_SETS), SEED).run(random -> {
            Outcomes answers = draw.apply(random);
            return new Judged(
                    GateBounds.ofOne(gate(metric, false), answers, rowGroups),
                    MetricStatistics.estimate(answers, key, rowGroups).orElse(null));
        });
    }

    /** Of rows one by one, which have the same distribution as those of a group. */
    private static double truth(String metric, String of, double estimated, CatalogueKey key) {
        if (!metric.equals("recall")) {
            return estimated;
        }
        double shift = of.startsWith("50") ? 0 : -1.6;
        return Metrics.measure(
                        new LatentModels(shift, LatentModels.NOISE, 0.7).answers(LARGE, new Random(SEED))[0], key)
                .value();
    }

    /** A gate that is decided by a bound, or by that of a difference. */
    static String gate(String metric, boolean paired) {
        boolean higher =
                CatalogueKey.parse(metric).direction() == io.jenkins.plugins.mlpipeline.engine.metric.Direction.HIGHER;
        String key = metric.endsWith(")") ? metric.substring(0, metric.length() - 1) + "," : metric + "(";
        return paired
                ? key + "decide=paired)" + (higher ? ">=baseline-0.01" : "<=baseline+0.01")
                : key + "decide=" + (higher ? "lowerBound)>=0.5" : "upperBound)<=1");
    }

    private int sets(int all) {
        return Math.min(all, mostSets);
    }

    private int[] wanted(String of, IntStream sizes) {
        return sizes.filter(rows -> isWanted(of, String.valueOf(rows))).toArray();
    }

    private boolean isWanted(String of, String sizes) {
        return wanted.matcher(of + " | " + sizes + " |").find();
    }
}

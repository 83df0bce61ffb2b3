package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The cells for bounds of mean losses and of areas on rows with weights, the heavy ones of which are answered worse. */
final class WeightedCoverage {
    private static final long SEED = 7;
    private static final int SETS = 2000;
    private static final int DRAWN_SETS = 1000;
    private static final int LARGE = 4_000_000;
    private static final int[] SIZES = {100, 300, 1000, 3000};
    /** About 50, 10 and 1 % positive. */
    private static final double[] SHIFTS = {0, -1.6, -2.9};

    private final Pattern wanted;
    private final int mostSets;

    WeightedCoverage(Pattern wanted, int mostSets) {
        this.wanted = wanted;
        this.mostSets = mostSets;
    }

    @FunctionalInterface
    private interface Drawn {
        /** One model, or two. */
        Outcomes[] of(int rows, Random random);
    }

    void run() {
        for (RowsThatCount weights : RowsThatCount.values()) {
            for (double shift : SHIFTS) {
                LatentModels models = new LatentModels(shift, LatentModels.NOISE, 0.7);
                Drawn drawn = (rows, random) -> models.answers(weights.draw(rows, random), random);
                String positive = shift == 0 ? "50 % positive" : shift > -2 ? "10 % positive" : "1 % positive";
                for (String metric : List.of("log_loss", "brier_score_loss", "roc_auc")) {
                    cells(metric, false, weights + ", " + positive, drawn);
                    cells(metric, true, weights + ", " + positive, drawn);
                }
            }
            for (NumberErrors errors : NumberErrors.values()) {
                cells("mean_absolute_error", false, weights + ", " + errors, (rows, random) ->
                        new Outcomes[] {errors.weighted(weights.draw(rows, random), random)});
            }
        }
    }

    private void cells(String metric, boolean paired, String of, Drawn drawn) {
        String about = "weights, " + metric + (paired ? ", paired, " : ", ") + of;
        int[] sizes = IntStream.of(SIZES)
                .filter(rows -> wanted.matcher(about + " | " + rows + " |").find())
                .toArray();
        if (sizes.length == 0) {
            return;
        }
        CatalogueKey key = CatalogueKey.parse(metric);
        boolean area = metric.equals("roc_auc");
        Outcomes[] large = drawn.of(LARGE, new Random(SEED));
        double own = Metrics.measure(large[0], key).value();
        double truth = paired ? own - Metrics.measure(large[1], key).value() : own;
        double good = area ? truth - (paired ? 0.02 : 0.05) : truth + (paired ? 0.1 : 0.3) * own;
        for (int rows : sizes) {
            int sets = Math.min(mostSets, area ? SETS : DRAWN_SETS);
            new BoundCell(
                            String.format(Locale.ROOT, "%s, %+.4f", about, truth),
                            String.valueOf(rows),
                            truth,
                            good,
                            sets,
                            SEED)
                    .run(random -> BoundCoverage.judged(
                            BoundCoverage.gate(metric, paired), key, paired, drawn.of(rows, random)));
        }
    }
}

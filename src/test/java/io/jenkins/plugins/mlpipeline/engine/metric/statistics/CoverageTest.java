package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often intervals and decisions are right on simulated test sets whose truth is known. Seeded: the same sets on every
 * run.
 */
@Tag("slow")
class CoverageTest {
    private static final int REPEATS = 2000;

    @Test
    void wilsonCoversTheProportion() {
        double truth = 0.9;
        assertThat(share(REPEATS, random -> {
                    int k = (int) IntStream.range(0, 200)
                            .filter(i -> random.nextDouble() < truth)
                            .count();
                    return covers(Intervals.wilson(k, 200, 0.95), truth);
                }))
                .isBetween(0.935, 0.97);
    }

    @Test
    void clopperPearsonCoversAtLeastItsConfidence() {
        double truth = 0.97;
        assertThat(share(REPEATS, random -> {
                    int k = (int) IntStream.range(0, 100)
                            .filter(i -> random.nextDouble() < truth)
                            .count();
                    return covers(Intervals.exact(k, 100, 0.95), truth);
                }))
                .isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void newcombeCoversTheDifference() {
        assertThat(share(REPEATS, random -> covers(pair(random, 300, 0.08, 0.04).interval(0.95), 0.04)))
                .isBetween(0.94, 0.97);
    }

    @Test
    void deLongCoversTheArea() {
        // Two normal distributions one standard deviation apart: the area is the normal distribution at 1 / sqrt(2).
        double truth = 1 - Intervals.normalTail(1 / Math.sqrt(2));
        assertThat(share(REPEATS, random -> {
                    double[] positives = random.doubles(60)
                            .map(u -> random.nextGaussian() + 1)
                            .toArray();
                    double[] negatives =
                            random.doubles(90).map(u -> random.nextGaussian()).toArray();
                    return covers(DeLong.area(positives, negatives).interval(0.95), truth);
                }))
                .isBetween(0.935, 0.965);
    }

    @Test
    void theClusteredIntervalCoversWhereTheSimpleOneDoesNot() {
        assertThat(share(REPEATS, random -> covers(inGroups(random, true), 0))).isBetween(0.935, 0.965);
        assertThat(share(REPEATS, random -> covers(inGroups(random, false), 0))).isLessThan(0.8);
    }

    @Test
    void theBootstrapCoversAMean() {
        assertThat(share(400, random -> {
                    double[] values =
                            random.doubles(80).map(u -> random.nextGaussian()).toArray();
                    return covers(
                            PairedBootstrap.overRows(80, 500, random.nextLong(), draws -> mean(values, draws))
                                    .interval(0.95),
                            0);
                }))
                .isBetween(0.92, 0.97);
    }

    @Test
    void equalModelsAreRarelySaidToDiffer() {
        double falseFails =
                share(REPEATS, random -> pair(random, 1000, 0.05, 0.05).upper(0.95) < 0);

        assertThat(falseFails).isBetween(0.03, 0.06);
    }

    @Test
    void aDropOfTwiceTheMinimumDetectableChangeIsSeen() {
        int rows = 1000;
        double discordant = 0.1;
        double change = Planning.minimumDetectableChange(
                new PairedProportions(850, 50, 50, 50).planningStandardError(), 0.95, Planning.POWER);
        double drop = 2 * change;

        double seen = share(
                REPEATS,
                random -> pair(random, rows, (discordant - drop) / 2, (discordant + drop) / 2)
                                .upper(0.95)
                        < 0);

        assertThat(drop).isLessThan(discordant);
        assertThat(seen).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void aDropOfTheMinimumDetectableChangeIsSeenAtItsPower() {
        double change = Planning.minimumDetectableChange(
                new PairedProportions(850, 50, 50, 50).planningStandardError(), 0.95, Planning.POWER);

        double seen = share(
                REPEATS,
                random -> pair(random, 1000, (0.1 - change) / 2, (0.1 + change) / 2)
                                .upper(0.95)
                        < 0);

        assertThat(seen).isBetween(Planning.POWER - 0.04, Planning.POWER + 0.04);
    }

    @Test
    void holmKeepsTheFamilyWiseError() {
        double anyFound = share(REPEATS, random -> {
            double[] pValues = random.doubles(10).toArray();
            return Arrays.stream(Holm.adjust(pValues)).anyMatch(p -> p <= 0.05);
        });

        assertThat(anyFound).isBetween(0.035, 0.06);
    }

    private static Interval inGroups(Random random, boolean clustered) {
        MeanEstimator estimator = clustered ? MeanEstimator.ofGroups() : MeanEstimator.ofRows();
        for (int group = 0; group < 40; group++) {
            double common = random.nextGaussian();
            for (int row = 0; row < 5; row++) {
                double value = common + 0.5 * random.nextGaussian();
                if (clustered) {
                    estimator.add(value, group);
                } else {
                    estimator.add(value);
                }
            }
        }
        return estimator.estimate().interval(0.95);
    }

    /** Two models of which only the candidate is right with probability b, only the baseline with probability c. */
    private static PairedProportions pair(Random random, int rows, double b, double c) {
        int onlyCandidate = 0;
        int onlyBaseline = 0;
        int bothRight = 0;
        for (int row = 0; row < rows; row++) {
            double u = random.nextDouble();
            if (u < b) {
                onlyCandidate++;
            } else if (u < b + c) {
                onlyBaseline++;
            } else if (u < 0.95) {
                bothRight++;
            }
        }
        return new PairedProportions(
                bothRight, onlyCandidate, onlyBaseline, rows - bothRight - onlyCandidate - onlyBaseline);
    }

    private static double mean(double[] values, int[] draws) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * draws[i];
        }
        return sum / values.length;
    }

    private static boolean covers(Interval interval, double truth) {
        return interval.lower() <= truth && truth <= interval.upper();
    }

    private static double share(int repeats, Predicate<Random> right) {
        Random random = new Random(11);
        return (double) IntStream.range(0, repeats)
                        .filter(i -> right.test(random))
                        .count()
                / repeats;
    }
}

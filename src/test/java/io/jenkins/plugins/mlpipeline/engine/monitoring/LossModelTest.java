package io.jenkins.plugins.mlpipeline.engine.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A second model that learns how great errors are, beside scikit-learn 1.9.1 and beside errors that are known. */
class LossModelTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/monitoring/golden.json");
    private static final int BINS = 10;

    @Test
    void treesAreThoseOfScikitLearn() throws IOException {
        JsonNode golden = Json.readTree(GOLDEN).path("losses");
        int[] sizes = ints(golden.path("sizes"));
        int[][] bins = new int[golden.path("bins").size()][];
        for (int row = 0; row < bins.length; row++) {
            bins[row] = ints(golden.path("bins").path(row));
        }
        boolean[] ordered = new boolean[sizes.length];
        Arrays.fill(ordered, true);
        LossTrees.Rows rows = new LossTrees.Rows(sizes, ordered, bins, doubles(golden.path("values")));
        int[] all = IntStream.range(0, bins.length).toArray();
        LossTrees trees = LossTrees.begin(rows, all);
        double[] missed = Arrays.stream(all)
                .mapToDouble(row -> rows.values()[row] - trees.value(bins[row], 0))
                .toArray();
        for (int tree = 1; tree <= 40; tree++) {
            trees.grow(rows, all, missed);
            JsonNode after = golden.path("after").path(String.valueOf(tree));
            for (int row = 0; row < after.size(); row++) {
                assertThat(trees.value(bins[row], tree))
                        .as("row %s after %s trees", row, tree)
                        .isCloseTo(after.path(row).doubleValue(), within(1e-9));
            }
        }
    }

    @Test
    void binsWithoutAnOrderArePutIntoThatOfTheirMeans() {
        Random random = new Random(5);
        double[] means = {5, 1, 5, 1, 5, 1};
        int[][] bins = new int[600][];
        double[] values = new double[bins.length];
        for (int row = 0; row < bins.length; row++) {
            bins[row] = new int[] {random.nextInt(means.length)};
            values[row] = means[bins[row][0]];
        }
        LossTrees.Rows rows = new LossTrees.Rows(new int[] {means.length}, new boolean[] {false}, bins, values);
        int[] all = IntStream.range(0, bins.length).toArray();
        LossTrees trees = LossTrees.begin(rows, all);
        double mean = trees.value(bins[0], 0);
        double[] missed = Arrays.stream(values).map(value -> value - mean).toArray();
        trees.grow(rows, all, missed);
        for (int bin = 0; bin < means.length; bin++) {
            assertThat(trees.value(new int[] {bin}, 1)).isCloseTo(mean + 0.1 * (means[bin] - mean), within(1e-9));
        }
    }

    /** Of 60 samples the intervals of 95 % hold what the errors came to, with and without a shift of what is asked. */
    @Test
    void intervalsHoldWhatTheErrorsCameTo() {
        for (double shift : new double[] {0, 3}) {
            int held = 0;
            int bad = 0;
            for (int seed = 0; seed < 60; seed++) {
                Random random = new Random(seed);
                ExpectedLoss expected = new ExpectedLoss(new LossModel(rows(random, 800, 0, true), null));
                LossTrees.Rows asked = rows(random, 500, shift, true);
                for (int[] row : asked.bins()) {
                    expected.row(row, 0, 0);
                }
                assertThat(expected.isKnown()).isTrue();
                Performance said = expected.judged(0.05);
                MetricValue value = said.metrics().get("mean_absolute_error");
                double came = Arrays.stream(asked.values()).average().orElseThrow();
                held += value.interval().lower() <= came
                                && came <= value.interval().upper()
                        ? 1
                        : 0;
                bad += said.p() <= 0.05 ? 1 : 0;
            }
            assertThat(held).as("intervals that hold, shift %s", shift).isGreaterThanOrEqualTo(53);
            if (shift == 0) {
                assertThat(bad).as("false alarms of 60 at 5 %%").isLessThanOrEqualTo(6);
            } else {
                assertThat(bad).as("caught of 60").isGreaterThanOrEqualTo(55);
            }
        }
    }

    @Test
    void whereNothingTellsTheErrorNothingIsEstimated() {
        Random random = new Random(11);
        ExpectedLoss expected = new ExpectedLoss(new LossModel(rows(random, 600, 0, false), null));
        for (int[] row : rows(random, 300, 0, false).bins()) {
            expected.row(row, 0, 0);
        }
        assertThat(expected.isKnown()).isFalse();
        assertThat(expected.missing())
                .isEqualTo(
                        "Not estimated: on the 600 judged rows nothing that is known of a row tells how great its error"
                                + " is. Give labels when they arrive.");
        assertThat(new ExpectedLoss(null).missing())
                .isEqualTo("Not estimated: fewer than 200 of the judged rows have their truth.");
    }

    /** Of more rows than are asked for, each that is asked for stands for some. */
    @Test
    void veryManyRowsAreAskedInPart() {
        Random random = new Random(3);
        ExpectedLoss expected = new ExpectedLoss(new LossModel(rows(random, 400, 0, true), null));
        int[][] asked = rows(random, 1000, 0, true).bins();
        for (int i = 0; i < 250_000; i++) {
            expected.row(asked[i % asked.length], 0, 0);
        }
        Performance said = expected.judged(0.05);
        assertThat(said.rows()).isEqualTo(250_000);
        ExpectedLoss once = new ExpectedLoss(new LossModel(rows(new Random(3), 400, 0, true), null));
        for (int[] row : asked) {
            once.row(row, 0, 0);
        }
        assertThat(value(said)).isCloseTo(value(once.judged(0.05)), within(0.03 * value(said)));
    }

    private static double value(Performance said) {
        return said.metrics().get("mean_absolute_error").value();
    }

    /** Normal errors, whose deviation grows with the first of three columns; asked for are higher bins of it by a shift. */
    private static LossTrees.Rows rows(Random random, int count, double shift, boolean tells) {
        int[][] bins = new int[count][];
        double[] values = new double[count];
        for (int row = 0; row < count; row++) {
            int first = (int) Math.min(BINS - 1, random.nextInt(BINS) + shift);
            bins[row] = new int[] {first, random.nextInt(BINS), random.nextInt(BINS)};
            values[row] = Math.abs(random.nextGaussian() * (tells ? 1 + first : 5));
        }
        return new LossTrees.Rows(new int[] {BINS, BINS, BINS}, new boolean[] {true, true, false}, bins, values);
    }

    private static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.path(i).intValue()).toArray();
    }

    private static double[] doubles(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.path(i).doubleValue())
                .toArray();
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    @TempDir
    private Path folder;

    private static void close(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void numbersAreThoseOfPandasAndNumpy() throws IOException {
        JsonNode golden;
        try (InputStream in = ProfileTest.class.getResourceAsStream("profile-pandas.json")) {
            golden = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class, "golden");
        }
        int cases = 0;
        for (JsonNode one : golden.get("cases")) {
            List<Double> values = new ArrayList<>();
            one.get("values").forEach(v -> values.add(v.isNull() ? Double.NaN : v.doubleValue()));
            ColumnProfile profile = ColumnProfile.ofNumbers(
                    "c", values.stream().mapToDouble(Double::doubleValue).toArray());
            assertThat(profile.count()).isEqualTo(one.get("count").longValue());
            assertThat(profile.missing()).isEqualTo(one.get("missing").longValue());
            assertThat(profile.distinct()).isEqualTo(one.get("distinct").longValue());
            close(profile.min(), one.get("min").doubleValue());
            close(profile.max(), one.get("max").doubleValue());
            close(profile.mean(), one.get("mean").doubleValue());
            if (one.get("std").isNull()) {
                assertThat(profile.std()).isNull();
            } else {
                close(profile.std(), one.get("std").doubleValue());
            }
            assertThat(profile.quantiles()).hasSameSizeAs(ColumnProfile.PROBABILITIES);
            one.get("quantiles")
                    .properties()
                    .forEach(q -> close(
                            profile.quantiles().get(q.getKey()), q.getValue().doubleValue()));
            cases++;
        }
        assertThat(cases).isGreaterThanOrEqualTo(10);
    }

    @Test
    void aColumnWithoutValuesHasCountsOnly() {
        assertThat(ColumnProfile.ofNumbers("c", new double[] {Double.NaN, Double.NaN}))
                .isEqualTo(new ColumnProfile(
                        "c", ColumnType.NUMBER, 0, 2, 0, null, null, null, null, null, null, null, null));
    }

    @Test
    void hugeValuesDoNotOverflow() {
        double huge = Double.MAX_VALUE;
        ColumnProfile profile = ColumnProfile.ofNumbers("c", new double[] {huge, huge, -huge, huge});
        assertThat(profile.mean()).isEqualTo(huge / 2);
        assertThat(profile.std()).isNull();
        assertThat(profile.quantiles().get("0.5")).isEqualTo(huge);
        assertThat(profile.quantiles().get("0.01")).isFinite();
        assertThat(Json.write(profile)).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void categoriesAreCountedMostFrequentFirst() {
        ColumnProfile profile =
                ColumnProfile.ofCategories("c", new int[] {2, 0, -1, 2, 1, 2, 0}, List.of("a", "b", "c", "unused"));
        assertThat(profile.count()).isEqualTo(6);
        assertThat(profile.missing()).isEqualTo(1);
        assertThat(profile.distinct()).isEqualTo(3);
        assertThat(profile.frequencies()).containsExactly(Map.entry("c", 3L), Map.entry("a", 2L), Map.entry("b", 1L));
        assertThat(profile.other()).isNull();
    }

    @Test
    void rareCategoriesOfManyAreSummedUp() {
        List<String> categories = IntStream.range(0, 150).mapToObj(i -> "k" + i).toList();
        ColumnProfile profile = ColumnProfile.ofCategories(
                "c",
                IntStream.concat(IntStream.range(0, 150), IntStream.of(149, 149))
                        .toArray(),
                categories);
        assertThat(profile.frequencies()).hasSize(100).containsEntry("k149", 3L).containsEntry("k98", 1L);
        assertThat(profile.frequencies().keySet()).startsWith("k149", "k0", "k1");
        assertThat(profile.other()).isEqualTo(50);
        assertThat(profile.distinct()).isEqualTo(150);
    }

    @Test
    void aProfileIsADocument() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "n,c,y\n1,a,0\n2,,1\n,b,1\n");
        TrainingData data = TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"), null, null);
        Profile profile = Profile.of(data.features(), data.labels());
        String json = Json.write(profile);
        assertThat(Json.parse(json, Profile.class, "profile")).isEqualTo(profile);
        assertThat(profile.rows()).isEqualTo(3);
        assertThat(profile.columns()).extracting(ColumnProfile::name).containsExactly("n", "c");
        assertThat(profile.label().frequencies()).containsExactly(Map.entry("1", 2L), Map.entry("0", 1L));
        Labels numbers = Labels.numbers("y", new double[] {1, 2, 4});
        assertThat(numbers.task()).isEqualTo(Task.REGRESSION);
        assertThat(Profile.of(data.features(), numbers).label().max()).isEqualTo(4);
        assertThat(Profile.of(data.features(), null).label()).isNull();
    }
}

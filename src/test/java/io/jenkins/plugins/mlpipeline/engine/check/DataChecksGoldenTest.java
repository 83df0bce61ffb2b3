package io.jenkins.plugins.mlpipeline.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Drift;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows with planted faults, against numpy and scipy (data_checks.py). */
class DataChecksGoldenTest {
    private static final int BATCH = 7;

    private static final Path FOLDER = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/check");
    private static final double TOLERANCE = 1e-12;

    private static JsonNode golden;
    private static TrainingData train;
    private static DataChecks checks;
    private static DataChecks alone;

    @BeforeAll
    static void check() throws IOException {
        golden = Json.readTree(FOLDER.resolve("golden.json"));
        train = TableReader.read(
                FOLDER.resolve("train.csv"), CsvFormat.DEFAULT, ColumnSelection.of("label"), null, null);
        Reference reference = new Reference(
                train.sha256(),
                train.features().columns(),
                Profile.of(train.features(), train.labels()),
                RowSet.of(RowSet.hashes(train.features(), train.labels())),
                null);
        checks = run(reference, List.of());
        alone = run(Reference.NONE, List.of("zip"));
    }

    private static DataChecks run(Reference reference, List<String> extra) throws IOException {
        try (CsvCursor rows = CsvCursor.open(FOLDER.resolve("test.csv"), CsvFormat.DEFAULT)) {
            RowChecks collected = new RowChecks(
                    rows.header(),
                    rows.header().subList(0, rows.header().size() - 1),
                    "label",
                    List.of("no", "yes"),
                    reference,
                    extra);
            Dictionary labels = new Dictionary(List.of("no", "yes"));
            // Batches of a length that is odd and doesn't divide the rows.
            CheckBatch batch = collected.newBatch(BATCH);
            double[] truth = new double[BATCH];
            int at = 0;
            while (rows.next()) {
                truth[at] = rows.code(rows.column("label"), labels);
                collected.look(rows, truth[at++], batch);
                if (at == BATCH) {
                    collected.count(batch, truth);
                    batch.clear();
                    at = 0;
                }
            }
            collected.count(batch, truth);
            return collected.finish(RowPlaces.of(rows.name()));
        }
    }

    @Test
    void everyMetricIsThatOfNumpyAndScipy() {
        golden.get("metrics").properties().forEach(e -> {
            assertThat(checks.metrics()).containsKey(e.getKey());
            assertThat(checks.metrics().get(e.getKey()).value())
                    .as(e.getKey())
                    .isCloseTo(e.getValue().doubleValue(), within(TOLERANCE));
        });
        assertThat(checks.metrics()).hasSize(golden.get("metrics").size() + 1).containsKey("extra_columns");
    }

    @Test
    void measuresOfCountsAreThoseOfScipy() {
        for (JsonNode c : StatisticsGolden.elements(golden.get("counts"))) {
            long[] earlier = StatisticsGolden.elements(c.get("earlier")).stream()
                    .mapToLong(JsonNode::longValue)
                    .toArray();
            long[] later = StatisticsGolden.elements(c.get("later")).stream()
                    .mapToLong(JsonNode::longValue)
                    .toArray();
            assertThat(Drift.psi(earlier, later)).isCloseTo(c.get("psi").doubleValue(), within(TOLERANCE));
            assertThat(Drift.psiCut(earlier, later, 0.95))
                    .isCloseTo(c.get("cut95").doubleValue(), within(1e-9));
            assertThat(Drift.psiCut(earlier, later, 0.99))
                    .isCloseTo(c.get("cut99").doubleValue(), within(1e-9));
            assertThat(Drift.jensenShannon(earlier, later))
                    .isCloseTo(c.get("js").doubleValue(), within(1e-9));
            assertThat(Drift.kolmogorovSmirnov(earlier, later))
                    .isCloseTo(c.get("ks").doubleValue(), within(TOLERANCE));
        }
    }

    @Test
    void binsEndAtThePercentilesOfNumpy() {
        golden.get("edges")
                .properties()
                .forEach(e -> assertThat(Profile.of(train.features(), train.labels()).columns().stream()
                                .filter(c -> c.name().equals(e.getKey()))
                                .findFirst()
                                .orElseThrow()
                                .bins()
                                .edges())
                        .as(e.getKey())
                        .containsExactly(Arrays.stream(StatisticsGolden.doubles(e.getValue()))
                                .boxed()
                                .toArray(Double[]::new)));
    }

    @Test
    void whatStandsOutIsSaid() {
        assertThat(checks.findings())
                .containsExactly(
                        "11 of 431 rows (2.6 %) repeat an earlier row, label included; repeated rows count more than once.",
                        "20 of 431 rows (4.6 %) are in the training rows too; the model may know their labels.",
                        "column \"void\" has no value in any row.",
                        "column \"constant\" has one value in all rows.",
                        "column \"age\": 79 cells without a value (18.3 %); in the training part it was 10.1 %.",
                        "column \"city\": 7 cells with a category that was not in the training part (\"Lyon\" on line 23, for example).",
                        "column \"age\": 6 cells outside of the range of the training part, 7.5 to 65.7.",
                        "column \"told\": 1 cell outside of the range of the training part, -5.97 to 5.63.",
                        "column \"told\" predicts the label nearly by itself; check that it is known when a prediction is made.",
                        "4 columns differ from the training part by more than chance explains: age (PSI 0.6179, chance explains 0.0794), city (PSI 0.1135, chance explains 0.0528), void (PSI 11.8784, chance explains 0.0334), constant (PSI 4.8532, chance explains 0.0248).");
    }

    @Test
    void withoutTrainingRowsWhatNeedsThemIsUndefined() {
        assertThat(alone.reference()).isNull();
        assertThat(alone.metrics().get("duplicate_rows").value())
                .isEqualTo(checks.metrics().get("duplicate_rows").value());
        assertThat(alone.metrics().get("extra_columns").value()).isEqualTo(1);
        for (String key : List.of(
                "train_test_overlap",
                "unseen_fraction_max",
                "out_of_range_fraction_max",
                "psi_max",
                "ks_max",
                "js_max",
                "drifted_columns")) {
            assertThat(alone.metrics().get(key).undefined())
                    .as(key)
                    .isEqualTo("the model does not say what its training rows looked like, and no reference was given");
        }
        for (String key : List.of("label_leakage(column=city)", "label_leakage(column=told)")) {
            assertThat(alone.metrics().get(key).value())
                    .as(key)
                    .isEqualTo(checks.metrics().get(key).value());
        }
    }
}

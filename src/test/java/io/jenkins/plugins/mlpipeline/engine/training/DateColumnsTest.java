package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.check.ReferenceFile;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection.Declared;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.DateFeatures;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateOrder;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ElementKind;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxValue;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that learns from dates, judged on files in which they are written in other ways. */
class DateColumnsTest {
    private static final LocalDateTime BEGIN = LocalDateTime.of(2023, 1, 1, 0, 0);

    /** What nobody declares is no date where the model is another tool's. */
    private static final Map<String, Declared> DECLARED = Map.of(
            "born", new Declared(ColumnType.CATEGORY, null),
            "when", new Declared(ColumnType.DATE, null, DateFeatures.OPEN));

    @TempDir
    private Path folder;

    /** Rows that are positive at the weekend, and when somebody is older than about 40. */
    private Path rows(String name, int seed, String pattern) throws IOException {
        DateTimeFormatter written = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        Random random = new Random(seed);
        String text = IntStream.range(0, 600)
                .mapToObj(i -> {
                    LocalDateTime when = BEGIN.plusMinutes(random.nextInt(700 * 24 * 60));
                    LocalDateTime born = BEGIN.minusDays(random.nextInt(80 * 365));
                    boolean yes = when.getDayOfWeek().getValue() > 5
                            ^ born.plusYears(40).isBefore(when);
                    return (i == 11 ? "" : when.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)) + ","
                            + born.format(written) + "," + random.nextInt(9) + "," + (yes ? "yes" : "no");
                })
                .collect(Collectors.joining("\n", "when,born,z,y\n", "\n"));
        return Files.writeString(folder.resolve(name), text);
    }

    private void train(Algorithm algorithm, Path data) throws IOException {
        Declared born = new Declared(ColumnType.DATE, null, new DateFeatures(null, null, "when"));
        Training.run(
                new TrainingRequest(
                        TrainingRequest.Source.of(
                                data, new ColumnSelection("y", null, null, null, Map.of("born", born), null)),
                        new TrainingRequest.Predicted(null, null, "yes"),
                        new TrainingRequest.Holdout(SplitSpec.STRATIFIED, 0.3, null),
                        new TrainingRequest.Method(algorithm, null, Map.of(), null, null),
                        42,
                        1,
                        folder.resolve("model")),
                Clock.systemUTC(),
                TrainingListener.SILENT);
    }

    private Evaluation validate(Path data, CsvFormat format) throws IOException {
        ValidationRequest of = ValidationRequest.of(folder.resolve("model"), data, null);
        return Validation.run(
                new ValidationRequest(
                        null,
                        of.model(),
                        List.of(data),
                        format,
                        of.selection(),
                        of.target(),
                        null,
                        null,
                        of.metrics(),
                        1,
                        null,
                        null,
                        of.analysis(),
                        false),
                rows -> {},
                Clock.systemUTC());
    }

    private static double accuracy(Evaluation evaluation) {
        return evaluation.metrics().get("accuracy").value();
    }

    @ParameterizedTest
    @EnumSource(names = {"GRADIENT_BOOSTING", "RANDOM_FOREST", "LOGISTIC_REGRESSION", "MLP", "GAUSSIAN_NB"})
    void everyLearnerTakesDatesAndAnswersAsItsExport(Algorithm algorithm) throws IOException {
        train(algorithm, rows("data.csv", 1, "dd.MM.yyyy"));

        JsonNode record = new ObjectMapper()
                .readTree(folder.resolve("model/training.json").toFile());
        assertThat(record.at("/check/maxDifference").asDouble()).isLessThan(1e-4);
        try (LoadedModel model = LoadedModel.open(folder.resolve("model"), 1, false, false)) {
            assertThat(model.facts().inputs())
                    .extracting(OnnxValue::name, OnnxValue::kind)
                    .containsExactly(
                            tuple("when", ElementKind.DOUBLE),
                            tuple("born", ElementKind.DOUBLE),
                            tuple("z", ElementKind.FLOAT));
        }
    }

    @Test
    void theSameDatesWrittenInOtherWaysAreTheSameRows() throws IOException {
        train(Algorithm.GRADIENT_BOOSTING, rows("data.csv", 1, "dd.MM.yyyy"));
        double own = accuracy(validate(folder.resolve("data.csv"), CsvFormat.DEFAULT));
        assertThat(own).isGreaterThan(0.9);

        Evaluation iso = validate(rows("iso.csv", 1, "yyyy-MM-dd"), CsvFormat.DEFAULT);
        assertThat(accuracy(iso)).isEqualTo(own, within(0.0));
        assertThat(accuracy(validate(rows("dmy.csv", 1, "d/M/yyyy"), CsvFormat.DEFAULT)))
                .isEqualTo(own, within(0.0));
        Path months = rows("mdy.csv", 1, "M/d/yyyy");
        assertThat(accuracy(validate(months, CsvFormat.DEFAULT.withDates(DateOrder.MDY))))
                .isEqualTo(own, within(0.0));
        // The rows that were learnt from are known again.
        assertThat(iso.dataChecks().metrics().get("train_test_overlap").value()).isEqualTo(0.7, within(0.001));
        assertThatThrownBy(() -> validate(months, CsvFormat.DEFAULT))
                .hasMessageContaining("is no date written as the column's are (dmy: 31/12/2024 or 31.12.2024)");
    }

    /** Seconds since 1970 say nothing to a reader. */
    @Test
    void datesBeyondThoseOfTrainingAreSaidAsDates() throws IOException {
        train(Algorithm.GAUSSIAN_NB, rows("data.csv", 1, "dd.MM.yyyy"));
        Path other = rows("other.csv", 1, "yyyy-MM-dd");
        Files.writeString(other, Files.readString(other).replaceFirst(",[0-9-]{10},", ",1801-02-03,"));

        Evaluation evaluation = validate(other, CsvFormat.DEFAULT);

        assertThat(evaluation.dataChecks().findings())
                .anySatisfy(finding -> assertThat(finding)
                        .matches("column \"born\": 2 cells outside of the range of the training part,"
                                + " [0-9]{4}-[0-9]{2}-[0-9]{2} to [0-9]{4}-[0-9]{2}-[0-9]{2}\\."));
    }

    @Test
    void aReferenceWithoutDatesIsRefused() throws IOException {
        Path data = rows("data.csv", 1, "dd.MM.yyyy");
        train(Algorithm.GAUSSIAN_NB, data);
        Path reference = folder.resolve("reference.json");
        Json.write(
                reference,
                ReferenceFile.of(TableReader.readReference(
                        data,
                        CsvFormat.DEFAULT,
                        new ColumnSelection("y", null, null, null, DECLARED, null),
                        null,
                        null)));
        ValidationRequest request =
                ValidationRequest.of(folder.resolve("model"), data, null).withReference(reference);
        assertThatThrownBy(() -> Validation.run(request, rows -> {}, Clock.systemUTC()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        reference + ": the column \"born\" is a date in the model and none in the reference. Make the"
                                + " reference again with --columns \"born=date dmy\", or give the rows themselves.");
        Evaluation rows = Validation.run(
                ValidationRequest.of(folder.resolve("model"), data, null).withReference(data),
                ignored -> {},
                Clock.systemUTC());
        assertThat(rows.dataChecks().metrics().get("train_test_overlap").value())
                .isEqualTo(1, within(0.0));
    }

    @Test
    void theManifestSaysWhatIsMadeOfADate() throws IOException {
        train(Algorithm.GAUSSIAN_NB, rows("data.csv", 1, "dd.MM.yyyy"));
        JsonNode columns = new ObjectMapper()
                .readTree(folder.resolve("model/model.json").toFile())
                .get("columns");
        assertThat(columns.get(0).get("type").asText()).isEqualTo("date");
        assertThat(columns.get(0).get("date"))
                .hasToString("{\"form\":\"iso\",\"parts\":[\"year\",\"month\",\"day\",\"weekday\",\"hour\"]}");
        assertThat(columns.get(1).get("date"))
                .hasToString(
                        "{\"form\":\"dmy\",\"parts\":[\"year\",\"month\",\"day\",\"weekday\",\"age\"],\"at\":\"when\"}");
        assertThat(List.of(columns.get(2).has("date"), columns.get(2).has("lower")))
                .containsExactly(false, true);
    }
}

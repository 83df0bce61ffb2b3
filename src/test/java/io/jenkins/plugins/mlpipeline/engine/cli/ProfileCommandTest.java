package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.SchemasTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model without a package is compared with the rows that it learnt from, and answers as its package does. */
class ProfileCommandTest {
    private static final Path DATA = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/check");
    private static final Path TRAIN = DATA.resolve("train.csv");
    private static final Path TEST = DATA.resolve("test.csv");

    @TempDir
    private static Path folder;

    private static Path plain;
    private static Path reference;

    @BeforeAll
    static void train() throws IOException {
        Path model = folder.resolve("model");
        Invocation train = Invocation.of(
                "train",
                "--data",
                TRAIN,
                "--test-data",
                TRAIN,
                "--label",
                "label",
                "--algorithm",
                "random_forest",
                "--hyperparameter",
                "n_estimators=5",
                "--output",
                model);
        assertThat(train.code()).as(train.err()).isZero();
        plain = Files.copy(model.resolve("model.onnx"), folder.resolve("plain.onnx"));
        reference = folder.resolve("reference.json");
        Invocation profile = Invocation.of("profile", "--data", TRAIN, "--label", "label", "--output", reference);
        assertThat(profile.code()).as(profile.err()).isZero();
        assertThat(profile.out())
                .isEqualTo(
                        String.format("1,203 rows, 9 columns beside \"label\" (binary)%nReference: %s%n", reference));
    }

    private static Invocation validate(Path model, Object... options) {
        List<Object> args = new ArrayList<>(
                List.of("validate", "--model", model, "--data", TEST, "--label", "label", "--output", evaluation()));
        args.addAll(Arrays.asList(options));
        return Invocation.of(args.toArray());
    }

    private static Path evaluation() {
        return folder.resolve("evaluation.json");
    }

    private static JsonNode checks(Path model, Object... options) throws IOException {
        Invocation validate = validate(model, options);
        assertThat(validate.code()).as(validate.err()).isZero();
        return Json.readTree(evaluation()).get("dataChecks");
    }

    private static void assertRefused(Path file, String message, Object... options) {
        List<Object> args = new ArrayList<>(List.of("--reference", file));
        args.addAll(Arrays.asList(options));
        Invocation validate = validate(plain, args.toArray());
        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.err()).isEqualTo(String.format("error: %s%n", message));
    }

    private static Path changed(String name, Consumer<ObjectNode> change) throws IOException {
        ObjectNode document = (ObjectNode) Json.readTree(reference);
        change.accept(document);
        Path file = folder.resolve(name);
        Json.write(file, document);
        return file;
    }

    @Test
    void itIsComparedAsThePackageIs() throws IOException {
        JsonNode ofPackage = checks(folder.resolve("model"));

        assertThat(ofPackage.at("/metrics/psi_max/value").isNumber()).isTrue();
        assertThat(ofPackage.at("/metrics/train_test_overlap/value").asDouble()).isPositive();
        assertThat(checks(plain, "--reference", reference)).isEqualTo(ofPackage);
        assertThat(checks(plain, "--reference", TRAIN)).isEqualTo(ofPackage);
    }

    @Test
    void otherRowsThanThoseOfThePackageMayBeTheReference() throws IOException {
        List<String> lines = Files.readAllLines(TRAIN);
        lines.subList(1, 602).clear();
        Path half = Files.write(folder.resolve("half.csv"), lines);

        JsonNode checks = checks(folder.resolve("model"), "--reference", half);

        assertThat(checks.at("/reference/rows").asInt()).isEqualTo(602);
        assertThat(checks.at("/metrics/train_test_overlap/value").asDouble())
                .isLessThan(checks(plain, "--reference", TRAIN)
                        .at("/metrics/train_test_overlap/value")
                        .asDouble());
    }

    @Test
    void aSpecNamesItBesideItself() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("ml-pipeline.yaml"),
                "apiVersion: ml-pipeline/v1\nvalidate: {reference: reference.json}\ngates: ['psi_max<=0.1']\n");

        assertThat(checks(plain, "--spec", spec).at("/metrics/psi_max/value").isNumber())
                .isTrue();
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation(), "--spec", spec);
        assertThat(gate.code()).isEqualTo(1);
        assertThat(gate.out()).contains("of column \"void\"");
    }

    @Test
    void equalRowsGiveEqualBytesThatTheSchemaDescribes() throws IOException {
        Path again = folder.resolve("again.json");
        Invocation.of("profile", "--data", TRAIN, "--label", "label", "--output", again);

        assertThat(again).hasSameBinaryContentAs(reference);
        assertThat(SchemasTest.problems("reference", Json.readTree(reference))).isEmpty();
    }

    @Test
    void moreColumnsThanTheModelTakesLeaveTheOverlapUndefined() throws IOException {
        Path wider = folder.resolve("wider.csv");
        List<String> lines = Files.readAllLines(TRAIN);
        Files.writeString(
                wider,
                lines.stream()
                        .map(line -> line.equals(lines.get(0)) ? "zone," + line : "1," + line)
                        .collect(Collectors.joining("\n")));
        Path file = folder.resolve("wider.json");
        Invocation.of("profile", "--data", wider, "--label", "label", "--output", file);

        JsonNode metrics = checks(plain, "--reference", file).get("metrics");

        assertThat(metrics.at("/train_test_overlap/undefined").asText())
                .isEqualTo(
                        "the reference was made of more columns than the model takes: name those with --features when"
                                + " it is made");
        assertThat(metrics.at("/psi_max/value").isNumber()).isTrue();
        assertThat(checks(plain, "--reference", wider)
                        .at("/metrics/train_test_overlap/value")
                        .asDouble())
                .isPositive();
    }

    @Test
    void aReferenceOfOtherColumnsOrLabelsIsRefused() throws IOException {
        Path narrow = folder.resolve("narrow.json");
        Invocation.of("profile", "--data", TRAIN, "--label", "label", "--ignore", "age", "--output", narrow);
        assertRefused(
                narrow,
                narrow + ": lacks the column \"age\", which the model takes. Make the reference from the rows that the"
                        + " model learnt from, and name its columns with --features.");
        Path other = folder.resolve("other.json");
        Invocation.of("profile", "--data", TRAIN, "--label", "amount", "--output", other);
        assertRefused(
                other,
                other + ": is about rows with the number \"amount\", and the rows to validate on have the label"
                        + " \"label\". Make a reference with the same label.");
    }

    @Test
    void whatIsNoReferenceIsRefused() throws IOException {
        Path version = changed("version.json", document -> document.put("schemaVersion", 2));
        assertRefused(
                version,
                version + ": schema version 2 is not understood; this is version 1. Make the reference again with this"
                        + " release (ml-pipeline profile).");
        Path half = changed("half.json", document -> document.remove("profile"));
        assertRefused(
                half, half + ": is not a reference as \"ml-pipeline profile\" writes it. Make it again from the rows.");
        Path twice = changed(
                "twice.json",
                document -> document.withArray("columns")
                        .add(document.withArray("columns").get(0)));
        assertRefused(
                twice,
                twice + ": is not a reference as \"ml-pipeline profile\" writes it. Make it again from the rows.");
        Path rows = changed("rows.json", document -> document.put("rowSet", "AAAA"));
        assertRefused(rows, rows + ": is not a set of training rows. Take the file that train wrote, or train again.");
        Path missing = folder.resolve("missing.csv");
        assertThat(validate(plain, "--reference", missing).err()).startsWith("error: " + missing + ": ");
    }

    @Test
    void predictionsHaveNothingToCompare() throws IOException {
        Path predictions = Files.writeString(folder.resolve("predictions.csv"), "label,p\nno,no\nyes,no\n");
        Invocation validate = Invocation.of(
                "validate",
                "--predictions",
                predictions,
                "--prediction-column",
                "p",
                "--label",
                "label",
                "--labels",
                "no,yes",
                "--reference",
                reference,
                "--output",
                evaluation());

        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.err())
                .isEqualTo(String.format(
                        "error: a predictions file does not hold what the model was fed, so there is nothing to compare"
                                + " with a reference. Leave --reference (validate.reference) out, or name a model.%n"));
    }

    @Test
    void rowsAndLabelMustBeNamed() {
        assertThat(Invocation.of("profile", "--data", TRAIN, "--output", folder.resolve("never.json"))
                        .err())
                .isEqualTo(String.format(
                        "error: the column that is predicted is not given. Give --label, or label in the spec.%n"));
        assertThat(Invocation.of("profile", "--label", "label", "--output", folder.resolve("never.json"))
                        .err())
                .isEqualTo(String.format(
                        "error: the file of rows is not given. Give --data, or train.data in the spec.%n"));
    }
}

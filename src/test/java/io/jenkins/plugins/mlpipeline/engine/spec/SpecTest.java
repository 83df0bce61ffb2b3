package io.jenkins.plugins.mlpipeline.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {
    private static final String FULL = """
            apiVersion: ml-pipeline/v1
            task: binary
            label: credit_risk
            labels: [good, bad]
            posLabel: bad
            rowId: id
            ignore: [notes]
            csv: {delimiter: ";", charset: ISO-8859-1, missing: ["?", NA]}
            train:
              data: data/train.csv
              algorithm: auto
              candidates: [gradient_boosting, mlp]
              seed: 42
              testSize: 0.2
              split: group:customer
              classWeight: balanced
              threads: 2
              hyperparameters: {max_depth: null, learning_rate: 0.1, hidden_layer_sizes: [100, 50], early_stopping: true}
            validate:
              data: data/test.csv
              sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
              threshold: 0.5
              baseline: {from: none}
            gates:
              - {id: floor, metric: roc_auc, min: 0.75}
              - accuracy>=0.7
            """;

    @Test
    void oneTextStandsForAListWhereOneIsMeant() {
        Spec spec = spec("""
                label: y
                labels: no, yes
                ignore: id, batch (new, old)
                csv: {missing: "NA,"}
                validate:
                  slices: sex, race
                  baseline: dummy
                  bootstrap: f1, average_precision
                gates: accuracy>=baseline-0.01
                """);
        assertThat(spec.get(SpecKeys.LABELS)).containsExactly("no", "yes");
        assertThat(spec.get(SpecKeys.IGNORE)).containsExactly("id", "batch (new, old)");
        assertThat(spec.get(SpecKeys.MISSING)).containsExactly("NA,");
        assertThat(spec.get(ValidateKeys.SLICES))
                .singleElement()
                .satisfies(slice -> assertThat(slice.by()).containsExactly("sex", "race"));
        assertThat(spec.get(ValidateKeys.BASELINE).from()).isEqualTo("dummy");
        assertThat(spec.get(ValidateKeys.BOOTSTRAP)).containsExactly("f1", "average_precision");
        assertThat(spec.gates().gates()).hasSize(1);
    }

    @Test
    void whatIsMisspeltInAnotherSectionIsFound() {
        assertThatThrownBy(() -> spec("train: {data: d.csv, labell: y}\n"))
                .hasMessage(
                        "ml.yaml:2:22: the key \"labell\" is unknown here. Did you mean \"label\"? It belongs at the top"
                                + " level.");
        assertThatThrownBy(() -> spec("validate: {baseline: old.onnx}\n"))
                .hasMessage(
                        "ml.yaml:2:22: baseline is \"old.onnx\"; one of lastPassed, deployed, build, file, model, dummy,"
                                + " none is expected. A model is {from: model, model: FILE}.");
        assertThatThrownBy(() -> spec("gates: [{metric: accuracy, min: 94%}]\n"))
                .hasMessage("ml.yaml:2:33: min is \"94%\"; a number (0.94 for 94 %) is expected.");
    }

    @Test
    void readsEverySection() {
        Spec spec = Spec.parse(FULL, "ml.yaml");
        assertThat(spec.get(SpecKeys.TASK)).isEqualTo(Task.BINARY);
        assertThat(spec.get(SpecKeys.LABEL)).isEqualTo("credit_risk");
        assertThat(spec.get(SpecKeys.LABELS)).containsExactly("good", "bad");
        assertThat(spec.get(SpecKeys.POS_LABEL)).isEqualTo("bad");
        assertThat(spec.get(SpecKeys.ROW_ID)).isEqualTo("id");
        assertThat(spec.get(SpecKeys.FEATURES)).isNull();
        assertThat(spec.get(SpecKeys.IGNORE)).containsExactly("notes");
        assertThat(spec.get(SpecKeys.DELIMITER)).isEqualTo(";");
        assertThat(spec.get(SpecKeys.CHARSET)).isEqualTo("ISO-8859-1");
        assertThat(spec.get(SpecKeys.MISSING)).containsExactly("?", "NA");
        assertThat(spec.get(TrainKeys.DATA)).isEqualTo("data/train.csv");
        assertThat(spec.get(TrainKeys.TEST_DATA)).isNull();
        assertThat(spec.get(TrainKeys.TEST_SIZE)).isEqualTo(0.2);
        assertThat(spec.get(TrainKeys.SPLIT)).isEqualTo("group:customer");
        assertThat(spec.get(TrainKeys.SEED)).isEqualTo(42L);
        assertThat(spec.get(TrainKeys.ALGORITHM)).isEqualTo("auto");
        assertThat(spec.get(TrainKeys.CANDIDATES)).containsExactly("gradient_boosting", "mlp");
        assertThat(spec.get(TrainKeys.HYPERPARAMETERS))
                .isEqualTo(Map.of(
                        "max_depth", "none",
                        "learning_rate", "0.1",
                        "hidden_layer_sizes", "100,50",
                        "early_stopping", "true"));
        assertThat(spec.get(TrainKeys.CLASS_WEIGHT)).isEqualTo("balanced");
        assertThat(spec.get(TrainKeys.THREADS)).isEqualTo(2);
        assertThat(spec.get(ValidateKeys.DATA)).containsExactly("data/test.csv");
        assertThat(spec.get(ValidateKeys.SHA256))
                .isEqualTo("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
        assertThat(spec.get(ValidateKeys.THRESHOLD)).isEqualTo(0.5);
        assertThat(spec.gates().gates()).extracting(Gate::id).containsExactly("floor", "accuracy");
        assertThat(spec.sha256()).isEqualTo(Digest.ofText(FULL));
    }

    @Test
    void readsAFileAndHashesItsBytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ml.yaml");
        Files.write(file, ("\uFEFF" + FULL).getBytes(StandardCharsets.UTF_8));
        assertThat(Spec.read(file).sha256()).isEqualTo(Digest.ofFile(file));
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "label: gr\u00f6\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Spec.read(latin)).hasMessage(latin + ": not UTF-8; save the spec as UTF-8.");
        Path none = folder.resolve("none.yaml");
        assertThatThrownBy(() -> Spec.read(none)).hasMessage(none + ": there is no such file.");
    }

    @Test
    void labelsAreTexts() {
        assertThat(spec("labels: [0, 1.0, -2.00, 1.5, 007]\n").get(SpecKeys.LABELS))
                .containsExactly("0", "1", "-2", "1.5", "007");
        assertThat(spec("labels: [true, False]\nposLabel: true\n").get(SpecKeys.LABELS))
                .containsExactly("true", "False");
        assertThat(spec("labels: [yes, no]\nposLabel: yes\n").get(SpecKeys.POS_LABEL))
                .isEqualTo("yes");
        assertThat(spec("labels: ['1.0', 2024-01-01]\n").get(SpecKeys.LABELS)).containsExactly("1", "2024-01-01");
        assertThat(spec("labels: [0, 1]\nposLabel: 1.0\n").get(SpecKeys.POS_LABEL))
                .isEqualTo("1");
        assertThat(spec("validate: {scoreColumns: {0: p0, 1.0: p1}}\n").get(ValidateKeys.SCORE_COLUMNS))
                .containsOnlyKeys("0", "1");
        assertThat(Spec.of(Map.of("labels", List.of(0, 1.0, true)), "options").get(SpecKeys.LABELS))
                .containsExactly("0", "1", "true");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    lable: x                      | ml.yaml:2:1: the key "lable" is unknown here. Did you mean "label"?
                    seed: 1                       | ml.yaml:2:1: the key "seed" is unknown here. It belongs under "train".
                    train: {labels: [a, b]}       | ml.yaml:2:9: the key "labels" is unknown here. It belongs at the top level.
                    train: {dat: a.csv}           | ml.yaml:2:9: the key "dat" is unknown here. Did you mean "data" or "testData" or "candidates"?
                    deploy: {cluster: x}          | ml.yaml:2:1: "deploy" is not supported yet; leave it out.
                    slices: []                    | ml.yaml:2:1: the key "slices" is unknown here. It belongs under "validate".
                    validate: {slices: [{}]}      | ml.yaml:2:21: a slice is given either by columns (by) or by an expression (where).
                    validate: {slices: [{where: a > 1}]} | ml.yaml:2:21: a slice by an expression needs a name, for example {name: young, where: "a > 1"}.
                    validate: {slices: [{by: [a, a]}]} | ml.yaml:2:21: a slice is by one column or by two different ones, not by [a, a].
                    validate: {slices: [{by: a, bins: [2, 1]}]} | ml.yaml:2:21: the bins of slice "a" must ascend.
                    validate: {slices: [{name: x, where: a = 1}]} | ml.yaml:2:21: the expression "a = 1" is not understood at position 3 ("= 1"): this is not understood.
                    validate: {worstRows: -1}     | ml.yaml:2:23: worstRows is "-1"; an integer of at least 0 is expected.
                    validate: {baseline: {from: file}} | ml.yaml:2:22: baseline {from: file} needs "file": which one.
                    validate: {baseline: {from: model, file: a}} | ml.yaml:2:42: file is for {from: file}, and this is {from: model}.
                    validate: {baseline: {from: none, firstBuild: 1}} | ml.yaml:2:47: firstBuild is "1"; true or false is expected.
                    validate: {baseline: {from: model, model: a, firstBuild: true}} | ml.yaml:2:58: firstBuild declares that there is no baseline yet, and there is one. Leave firstBuild out.
                    validate: {baseline: {from: lastPased}}  | ml.yaml:2:29: from "lastPased" is unknown. Did you mean "lastPassed"?
                    validate: {baseline: {}}      | ml.yaml:2:22: baseline does not say from where; write {from: none} for none.
                    task: classification          | ml.yaml:2:7: task "classification" is unknown. Known: binary, multiclass, regression.
                    label:                        | ml.yaml:2:7: label is empty; a text is expected.
                    label: [a]                    | ml.yaml:2:8: label is a list; a text is expected.
                    labels: good                  | ml.yaml: labels has one entry; a classification needs two or more.
                    labels: [a, {b: c}]           | ml.yaml:2:13: labels is a mapping; a text is expected.
                    labels: [a, a]                | ml.yaml: labels has "a" twice.
                    labels: [1, 1.0]              | ml.yaml: labels has "1" twice.
                    labels: [a]                   | ml.yaml: labels has one entry; a classification needs two or more.
                    train: []                     | ml.yaml:2:8: train is a list; a mapping is expected.
                    train: {seed: 1.5}            | ml.yaml:2:15: seed is "1.5"; an integer is expected.
                    train: {seed: 0x10}           | ml.yaml:2:15: seed is "0x10"; a number is expected.
                    train: {testSize: 20}         | ml.yaml:2:19: testSize is "20"; a share of rows between 0 and 1 is expected.
                    train: {testSize: .nan}       | ml.yaml:2:19: testSize is ".nan"; a number is expected.
                    train: {threads: 0}           | ml.yaml:2:18: threads is "0"; an integer from 1 to 1024 is expected.
                    train: {split: group}         | ml.yaml:2:16: split "group" names no column. Write group:COLUMN.
                    train: {split: stratifed}     | ml.yaml:2:16: split "stratifed" is unknown. Did you mean "stratified"?
                    train: {algorithm: randomforest2} | ml.yaml:2:20: algorithm "randomforest2" is unknown. Did you mean "random_forest"?
                    train: {algorithm: mlp, candidates: [mlp]} | ml.yaml: train gives candidates, and the algorithm mlp; candidates are for auto alone.
                    train: {candidates: [auto]}   | ml.yaml:2:21: candidate "auto" is unknown. Known: gradient_boosting, random_forest, logistic_regression, linear_regression, mlp, gaussian_nb.
                    train: {testSize: 0.5, testData: t.csv} | ml.yaml: train gives both testData and testSize; keep one of them.
                    validate: {threshold: 50}     | ml.yaml:2:23: threshold is "50"; a score between 0 and 1 is expected.
                    validate: {sha256: abc}       | ml.yaml:2:20: sha256 is "abc"; "sha256:" and 64 lower-case hexadecimal digits is expected.
                    validate: {model: m, predictions: p} | ml.yaml: validate gives both a model and predictions; keep one of them.
                    gates: accuracy               | ml.yaml:2:8: gate "accuracy" is not understood. Write metric>=value or metric<=value, for example accuracy>=0.94.
                    gates: [1]                    | ml.yaml:2:9: a gate is "1"; a mapping such as {metric: accuracy, min: 0.94} is expected.
                    gates: [{metric: acuracy, min: 1}] | ml.yaml:2:18: metric "acuracy" is unknown. Did you mean "accuracy"? A metric of another tool needs its direction stated: higher or lower.
                    gates: [accuracy>=0.9, accuracy>=0.8] | ml.yaml:2:8: two gates have the id "accuracy"; give each its own with "id" (it is the metric when left out).
                    gates: [{metric: accuracy, min: 0.9, slice: {}}] | ml.yaml:2:45: the slice names no column; write for example {by: [sex]}.
                    gates: [{metric: accuracy, min: 94}] | ml.yaml:2:9: the threshold 94 makes no sense, since accuracy is never above 1: nothing could pass. Write 0.94 for 94 %.
                    """)
    void namesThePlaceOfWhatItDoesNotUnderstand(String yaml, String message) {
        assertThatThrownBy(() -> spec(yaml)).isInstanceOf(UserError.class).hasMessage(message);
    }

    @Test
    void refusesContradictions() {
        refuses("task: binary\nlabels: [a, b, c]", "the task is binary, and labels has 3 entries; list exactly two.");
        refuses(
                "task: multiclass\nlabels: [a, b]",
                "the task is multiclass, and labels has 2 entries; list them all or set the task to binary.");
        refuses(
                "task: regression\nlabels: [a, b]",
                "the task is regression, which has no labels; leave labels and" + " posLabel out.");
        refuses(
                "task: multiclass\nposLabel: a",
                "the task is multiclass, which has no positive label; leave posLabel" + " out.");
        refuses("labels: [good, bad]\nposLabel: Bad", "posLabel \"Bad\" is not one of labels. Did you mean \"bad\"?");
        refuses("label: y\nrowId: y", "\"y\" is both the label and the row id.");
        refuses("label: y\nfeatures: [x, y]", "the label \"y\" is among the features; a model must not see it.");
        refuses("features: [x, y]\nignore: [y]", "the column \"y\" is both a feature and ignored.");
        refuses(
                "task: regression\ngates: [accuracy>=0.9]",
                "gate \"accuracy\": metric accuracy does not apply to a regression task; it is a metric of labels.");
    }

    @Test
    void refusesWhatIsNoSpec() {
        fails("", "ml.yaml: the file is empty; a spec begins with \"apiVersion: ml-pipeline/v1\".");
        fails("# nothing\n", "ml.yaml: the file is empty; a spec begins with \"apiVersion: ml-pipeline/v1\".");
        fails(
                "- a\n",
                "ml.yaml:1:1: a spec is a mapping of keys to values; it begins with \"apiVersion:"
                        + " ml-pipeline/v1\".");
        fails("task: binary\n", "ml.yaml: apiVersion is missing; begin the spec with \"apiVersion: ml-pipeline/v1\".");
        fails(
                "apiVersion: ml-pipeline/v2\n",
                "ml.yaml:1:13: apiVersion is \"ml-pipeline/v2\"; this version reads" + " \"ml-pipeline/v1\".");
        fails("a: 1\n---\nb: 2\n", "ml.yaml:3:1: a second YAML document begins here; a spec is one document.");
        fails(
                "label: a\nlabel: b\n",
                "ml.yaml:2:1: the key \"label\" was already given at ml.yaml:1:1; keep one of" + " them.");
        fails(
                "label: [a\n",
                "ml.yaml:2:1: not valid YAML: while parsing a flow sequence, expected ',' or ']', but got"
                        + " <stream end>.");
        fails("? [a]\n: b\n", "ml.yaml:1:3: a key must be a plain text.");
        fails("x".repeat((1 << 20) + 1), "ml.yaml: larger than 1 MiB, which is more than a spec needs.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader []]",
                "label: !!java.lang.String x",
                "label: !local x",
                "train: {hyperparameters: &a {x: *a}}",
                "train: &a {hyperparameters: {x: [*a, *a]}}",
                "label: *nowhere",
                "label: \u0000"
            })
    void neverBuildsObjectsNorLoops(String yaml) {
        assertThatThrownBy(() -> spec(yaml)).isInstanceOf(UserError.class).hasMessageStartingWith("ml.yaml");
    }

    @Test
    void doesNotExpandABillionLaughs() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String below = "*a" + (i - 1);
            yaml.append(
                    "a" + i + ": &a" + i + " [" + String.join(", ", java.util.Collections.nCopies(5, below)) + "]\n");
        }
        assertThatThrownBy(() -> Spec.parse(yaml.toString(), "ml.yaml"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "ml.yaml:6:15: more than 20,000 keys and values up to here, which is the most for a spec and"
                                + " what is read together with it; a YAML alias counts as all that it stands for. Write less.");
        assertThatThrownBy(() -> Spec.parse("label: " + "[".repeat(500) + "]".repeat(500), "ml.yaml"))
                .isInstanceOf(UserError.class)
                .hasMessage("ml.yaml:1:27: nested more than 20 levels deep, the most that a spec may have. Write it"
                        + " flatter.");
    }

    @Test
    void aliasesStandForWhatTheyName() {
        Spec spec = spec("features: &columns [a, b]\ngates:\n- &g {metric: accuracy, min: 0.9}\n");
        assertThat(spec.get(SpecKeys.FEATURES)).containsExactly("a", "b");
    }

    @Test
    void optionsReplaceWhatTheyGive() {
        Spec options = Spec.of(
                Map.of(
                        "label", "y",
                        "train", Map.of("testData", "t.csv", "hyperparameters", Map.of("learning_rate", 0.2)),
                        "validate", Map.of("data", "other.csv"),
                        "gates", List.of(Map.of("id", "floor", "metric", "roc_auc", "min", 0.8))),
                "options");
        Spec merged = Spec.parse(FULL, "ml.yaml").overriddenBy(options);
        assertThat(merged.get(SpecKeys.LABEL)).isEqualTo("y");
        assertThat(merged.get(SpecKeys.POS_LABEL)).isEqualTo("bad");
        assertThat(merged.get(TrainKeys.TEST_DATA)).isEqualTo("t.csv");
        assertThat(merged.get(TrainKeys.TEST_SIZE)).isNull();
        assertThat(merged.get(TrainKeys.SEED)).isEqualTo(42);
        assertThat(merged.get(TrainKeys.HYPERPARAMETERS))
                .containsEntry("learning_rate", "0.2")
                .containsEntry("max_depth", "none");
        assertThat(merged.get(ValidateKeys.DATA)).containsExactly("other.csv");
        assertThat(merged.get(ValidateKeys.SHA256)).isNull();
        assertThat(merged.get(ValidateKeys.THRESHOLD)).isEqualTo(0.5);
        assertThat(merged.gates().gates().get(0).required()).isEqualTo(">= 0.8");
        assertThat(merged.gates().notes()).hasSize(1);
        assertThat(merged.sha256()).isEqualTo(Digest.ofText(FULL));
    }

    @Test
    void mergingFindsContradictions() {
        Spec spec = Spec.parse(FULL, "ml.yaml");
        assertThatThrownBy(() -> spec.overriddenBy(Spec.of(Map.of("posLabel", "ugly"), "options")))
                .hasMessage("ml.yaml: posLabel \"ugly\" is not one of labels. Known: good, bad.");
    }

    @Test
    void nothingOverNothingIsNothing() {
        assertThat(Spec.EMPTY.overriddenBy(Spec.EMPTY)).isEqualTo(Spec.EMPTY);
        assertThat(Spec.EMPTY.get(TrainKeys.DATA)).isNull();
        assertThat(Spec.EMPTY.gates()).isEqualTo(Gates.NONE);
        Spec spec = Spec.parse(FULL, "ml.yaml");
        assertThat(spec.overriddenBy(Spec.EMPTY)).isEqualTo(spec);
    }

    private static Spec spec(String yaml) {
        return Spec.parse("apiVersion: ml-pipeline/v1\n" + yaml + "\n", "ml.yaml");
    }

    private static void refuses(String yaml, String message) {
        assertThatThrownBy(() -> spec(yaml)).isInstanceOf(UserError.class).hasMessage("ml.yaml: " + message);
    }

    private static void fails(String yaml, String message) {
        assertThatThrownBy(() -> Spec.parse(yaml, "ml.yaml"))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }
}

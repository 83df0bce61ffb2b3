package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.BaselineRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order a model with one tensor is fed: its answer is a + 10 b, and the rows have b before a. */
class FeatureOrderTest {
    private static final String ROWS = "b,a,y\n2,1,21\n5,3,53\n";

    @TempDir
    private Path folder;

    @Test
    void whatFeaturesNamesIsTheOrder() throws IOException {
        Path model = graph().write(folder);
        assertThat(error(run(model, ROWS, features("a", "b")))).isZero();
        assertThat(orderNotes(run(model, ROWS, features("a", "b")))).isEmpty();
        assertThat(error(run(model, ROWS, features("b", "a")))).isEqualTo(18);
        assertThat(run(model, ROWS, features("a", "b")).model().columns()).containsExactly("a", "b");
        assertThat(run(model, ROWS, request -> request).model().columns()).containsExactly("b", "a");
    }

    @Test
    void theOrderOfTheFileIsTakenWithALineThatSaysSo() throws IOException {
        Evaluation evaluation = run(graph().write(folder), ROWS, request -> request);
        assertThat(error(evaluation)).isEqualTo(18);
        assertThat(orderNotes(evaluation))
                .containsExactly(
                        "nothing says in which order the model takes its columns in its one tensor, so they are fed"
                                + " as they stand in FILE (b, a). Name them with features in the order of training.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"a\", \"b\"]",
                "['a', 'b']",
                "a,b",
                "a\nb",
                "('a', 'b')",
                "a; b",
                "{\"feature_names\": [\"a\", \"b\"]}"
            })
    void theModelsMetadataNamesTheOrder(String names) throws IOException {
        Evaluation evaluation = run(graph().metadata("feature_names", names).write(folder), ROWS, request -> request);
        assertThat(error(evaluation)).isZero();
        assertThat(orderNotes(evaluation))
                .containsExactly("the columns of the model's one tensor are fed in the order of its metadata"
                        + " (feature_names): a, b.");
    }

    @ParameterizedTest
    @CsvSource({
        "model, the model's description",
        "graph, the graph's description",
        "input, the description of its input \"x\"",
        "node, an operator's description"
    })
    void descriptionsNameTheOrderWhenTheyAreNothingElse(String what, String said) throws IOException {
        Evaluation evaluation = run(graph().described(what, "features: a, b").write(folder), ROWS, request -> request);
        assertThat(error(evaluation)).isZero();
        assertThat(orderNotes(evaluation))
                .containsExactly("the columns of the model's one tensor are fed in the order of " + said + ": a, b.");
        Evaluation prose = run(graph().described(what, "churn of b, and of a").write(folder), ROWS, request -> request);
        assertThat(orderNotes(prose)).singleElement().asString().startsWith("nothing says in which order");
    }

    @Test
    void theSignatureThatMlflowWroteBesideTheModelNamesTheOrder() throws IOException {
        Path model = graph().write(folder);
        Files.writeString(
                folder.resolve("MLmodel"),
                "flavors:\n  onnx:\n    data: small.onnx\nsignature:\n  inputs: '[{\"type\": \"double\", \"name\": \"a\","
                        + " \"required\": true}, {\"type\": \"double\", \"name\": \"b\"}]'\n  outputs: null\n");
        Evaluation evaluation = run(model, ROWS, request -> request);
        assertThat(error(evaluation)).isZero();
        assertThat(orderNotes(evaluation))
                .containsExactly(
                        "the columns of the model's one tensor are fed in the order of the signature in MLmodel"
                                + " beside it: a, b.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signature: [",
                "!!java.lang.Object {}",
                "signature: {inputs: '[{'}",
                "signature: {inputs: '[{\"type\": \"tensor\", \"name\": \"a\"}, {\"type\": \"tensor\", \"name\": \"b\"}]'}",
                "signature: {inputs: '[{\"name\": \"a\"}, {\"name\": \"a\"}]'}",
                "signature: {inputs: '[1, 2]'}",
                "a: &a [*a]"
            })
    void aSignatureThatSaysNothingIsNone(String text) throws IOException {
        Path model = graph().write(folder);
        Files.writeString(folder.resolve("MLmodel"), text);
        assertThat(orderNotes(run(model, ROWS, request -> request)))
                .singleElement()
                .asString()
                .startsWith("nothing says in which order");
    }

    @Test
    void aSignatureThatIsALinkIsNotFollowed() throws IOException {
        Path model = graph().write(folder);
        Path elsewhere = Files.createDirectory(folder.resolve("other")).resolve("MLmodel");
        Files.writeString(elsewhere, "signature: {inputs: '[{\"name\": \"a\"}, {\"name\": \"b\"}]'}");
        Files.createSymbolicLink(folder.resolve("MLmodel"), elsewhere);
        assertThat(error(run(model, ROWS, request -> request))).isEqualTo(18);
    }

    @Test
    void theReferenceNamesTheOrder() throws IOException {
        Path model = graph().write(folder);
        Path reference = Files.writeString(folder.resolve("train.csv"), "y,a,b\n1,1,0\n32,2,3\n43,3,4\n");
        Evaluation evaluation = run(model, ROWS, request -> request.withReference(reference));
        assertThat(error(evaluation)).isZero();
        assertThat(orderNotes(evaluation))
                .containsExactly("the columns of the model's one tensor are fed in the order of the reference "
                        + reference + ": a, b.");
    }

    @Test
    void featuresOutrankTheModelAndTheModelTheReference() throws IOException {
        Path model = graph().metadata("feature_names", "a,b").write(folder);
        Evaluation named = run(model, ROWS, features("b", "a"));
        assertThat(error(named)).isEqualTo(18);
        assertThat(orderNotes(named))
                .containsExactly("features names the columns of the model's one tensor otherwise than its metadata"
                        + " (feature_names) (a, b); they are fed as features says (b, a).");
        Path reference = Files.writeString(folder.resolve("train.csv"), "y,b,a\n1,1,0\n32,2,3\n43,3,4\n");
        assertThat(error(run(model, ROWS, request -> request.withReference(reference))))
                .isZero();
    }

    @Test
    void namesPickTheColumnsThatTheModelTakes() throws IOException {
        Path model = graph().metadata("columns", "a,b").write(folder);
        Evaluation evaluation = run(model, "id,b,a,y\n7,2,1,21\n8,5,3,53\n", request -> request);
        assertThat(error(evaluation)).isZero();
        assertThat(evaluation.warnings()).contains("the model does not take the columns id.");
    }

    @Test
    void aNameThatTheRowsLackIsAnError() throws IOException {
        Path model = graph().metadata("feature_names", "a,bb").write(folder);
        assertThat(mistake(model))
                .isEqualTo(
                        "MODEL: takes the column \"bb\" according to its metadata (feature_names), and FILE has no such"
                                + " column to feed. Did you mean \"b\"? Rename the column, or name the columns with features in the"
                                + " order of training.");
    }

    @Test
    void namesOfNothingInTheRowsSayNothing() throws IOException {
        Path model = graph().metadata("feature_names", "f0,f1").write(folder);
        assertThat(orderNotes(run(model, ROWS, request -> request)))
                .singleElement()
                .asString()
                .startsWith("nothing says in which order");
    }

    /** A baseline that is fed in the wrong order is a bad model, which every candidate beats. */
    @Test
    void howABaselineWasFedIsSaidToo() throws IOException {
        Path candidate = graph().metadata("feature_names", "a,b").write(folder);
        Path former = graph().write(Files.createDirectory(folder.resolve("former")));
        Evaluation evaluation = run(candidate, ROWS, request -> comparing(request, former));
        assertThat(orderNotes(evaluation))
                .containsExactly(
                        "the columns of the model's one tensor are fed in the order of its metadata (feature_names): a, b.",
                        "of the baseline: nothing says in which order the model takes its columns in its one tensor, so they"
                                + " are fed as they stand in FILE (b, a). Name them with features in the order of training.");
    }

    private static ValidationRequest comparing(ValidationRequest request, Path baseline) {
        return new ValidationRequest(
                request.id(),
                request.model(),
                request.data(),
                request.format(),
                request.selection(),
                request.target(),
                request.scores(),
                request.threshold(),
                request.metrics(),
                request.threads(),
                request.reference(),
                request.expectedSha256(),
                new AnalysisRequest(
                        new BaselineRequest("model", baseline, null, null, false, false, null),
                        List.of(),
                        List.of(),
                        null,
                        Set.of(),
                        0,
                        Map.of(),
                        1,
                        null),
                request.allowTorchscript());
    }

    @Test
    void aRealModelOnShuffledColumns() throws IOException {
        ForeignCase logistic = ForeignCase.of("logistic_int_tensor");
        List<String[]> lines = Files.readAllLines(ForeignCase.file("cancer_int.csv")).stream()
                .map(line -> line.split(","))
                .toList();
        List<String> trained = Arrays.asList(lines.get(0)).subList(0, 8);
        String reversed = lines.stream()
                .map(line -> {
                    List<String> cells = Arrays.asList(line.clone());
                    Collections.reverse(cells);
                    return String.join(",", cells);
                })
                .collect(Collectors.joining("\n", "", "\n"));
        Path rows = Files.writeString(folder.resolve("reversed.csv"), reversed);
        ValidationRequest request = ValidationRequest.of(ForeignCase.file("logistic_int_tensor.onnx"), rows, "outcome")
                .with(new TargetOptions(null, null, "1"));
        double expected = logistic.expected().path("metrics").path("roc_auc").asDouble();
        assertThat(expected).isGreaterThan(0.9);
        assertThat(auc(Trial.run(request.with(new ColumnSelection("outcome", null, trained, null, null, null)))))
                .isCloseTo(expected, within(1e-9));
        assertThat(auc(Trial.run(request))).isLessThan(0.9);
    }

    private static double auc(Evaluation evaluation) {
        return evaluation.metrics().get("roc_auc").value();
    }

    private static SmallGraph graph() {
        return new SmallGraph()
                .input("x", DataType.FLOAT, -1, 2)
                .output("y", DataType.FLOAT, -1, 1)
                .node(
                        "ai.onnx.ml",
                        "LinearRegressor",
                        List.of("x"),
                        "y",
                        SmallGraph.floats("coefficients", 1, 10),
                        SmallGraph.floats("intercepts", 0));
    }

    private static UnaryOperator<ValidationRequest> features(String... names) {
        return request -> request.with(new ColumnSelection("y", null, List.of(names), null, null, null));
    }

    private Evaluation run(Path model, String text, UnaryOperator<ValidationRequest> options) throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), text);
        return Trial.run(options.apply(
                ValidationRequest.of(model, rows, "y").with(new TargetOptions(Task.REGRESSION, null, null))));
    }

    private String mistake(Path model) throws IOException {
        try {
            run(model, ROWS, request -> request);
            return "no mistake was found";
        } catch (UserError e) {
            return e.getMessage()
                    .replace(folder.resolve("rows.csv").toString(), "FILE")
                    .replace(model.toString(), "MODEL");
        }
    }

    private static double error(Evaluation evaluation) {
        return evaluation.metrics().get("max_error").value();
    }

    private List<String> orderNotes(Evaluation evaluation) {
        return evaluation.warnings().stream()
                .filter(warning -> warning.contains("one tensor"))
                .map(warning -> warning.replace(folder.resolve("rows.csv").toString(), "FILE"))
                .toList();
    }
}

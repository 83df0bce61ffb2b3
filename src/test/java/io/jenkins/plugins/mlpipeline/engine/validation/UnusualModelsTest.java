package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs and outputs that the usual converters don't write, but ONNX allows. */
class UnusualModelsTest {
    private static final TargetOptions NUMBERS = new TargetOptions(Task.REGRESSION, null, null);

    @TempDir
    private Path folder;

    @Test
    void everyTypeOfColumnIsFedByName() throws Exception {
        SmallGraph graph = new SmallGraph()
                .input("flag", DataType.BOOL, -1, 1)
                .input("small", DataType.INT32, -1, 1)
                .input("large", DataType.INT64, -1, 1)
                .input("real", DataType.DOUBLE, -1, 1)
                .input("single", DataType.FLOAT, -1, 1)
                .input("text", DataType.STRING, -1, 1)
                .output("sum", DataType.DOUBLE, -1, 1);
        for (String name : List.of("flag", "small", "large", "real", "single", "text")) {
            graph.node("Cast", List.of(name), name + "_double", SmallGraph.toType(DataType.DOUBLE));
        }
        Path model = graph.node(
                        "Sum",
                        List.of(
                                "flag_double",
                                "small_double",
                                "large_double",
                                "real_double",
                                "single_double",
                                "text_double"),
                        "sum")
                .write(folder);
        Evaluation evaluation = run(
                model,
                "text,flag,y,small,large,real,single\n0.5,true,1111.625,10,100,1000,0.125\n8,FALSE,8,0,0,0,0\n"
                        + "0,1,-3,-1,-1,-1,-1\n",
                NUMBERS);
        assertThat(evaluation.metrics().get("max_error").value()).isZero();
    }

    @Test
    void aLinearModelThatLeavesItsColumnsOpenIsNotFedNonsense() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, -1)
                .output("y", DataType.FLOAT, -1, 1)
                .node(
                        "ai.onnx.ml",
                        "LinearRegressor",
                        List.of("x"),
                        "y",
                        SmallGraph.floats("coefficients", 1, 10),
                        SmallGraph.floats("intercepts", 100))
                .write(folder);
        assertThat(run(model, "a,b,y\n1,2,121\n", NUMBERS)
                        .metrics()
                        .get("max_error")
                        .value())
                .isZero();
        assertMistake(
                model,
                "id,a,b,y\n7,1,2,121\n",
                NUMBERS,
                "MODEL: takes 2 columns in one tensor, FILE has 3 columns to feed (id, a, b). Name those that the model was"
                        + " trained on with features, in the order of training, or leave the others out with ignore.");
    }

    @Test
    void treesThatLeaveTheirColumnsOpenSayHowManyTheyUse() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, -1)
                .output("y", DataType.FLOAT, -1, 1)
                .node(
                        "ai.onnx.ml",
                        "TreeEnsembleRegressor",
                        List.of("x"),
                        "y",
                        SmallGraph.integers("nodes_treeids", 0, 0, 0),
                        SmallGraph.integers("nodes_nodeids", 0, 1, 2),
                        SmallGraph.integers("nodes_featureids", 1, 0, 0),
                        SmallGraph.floats("nodes_values", 0.5f, 0, 0),
                        SmallGraph.texts("nodes_modes", "BRANCH_LEQ", "LEAF", "LEAF"),
                        SmallGraph.integers("nodes_truenodeids", 1, 0, 0),
                        SmallGraph.integers("nodes_falsenodeids", 2, 0, 0),
                        SmallGraph.integers("target_treeids", 0, 0),
                        SmallGraph.integers("target_nodeids", 1, 2),
                        SmallGraph.integers("target_ids", 0, 0),
                        SmallGraph.floats("target_weights", -1, 1),
                        SmallGraph.integer("n_targets", 1))
                .write(folder);
        assertThat(run(model, "a,b,y\n9,0,-1\n9,1,1\n", NUMBERS).warnings())
                .singleElement()
                .asString()
                .startsWith("nothing says in which order the model takes its columns");
        Evaluation wide = run(model, "a,b,c,y\n9,0,5,-1\n9,1,5,1\n", NUMBERS);
        assertThat(wide.metrics().get("max_error").value()).isZero();
        assertThat(wide.warnings())
                .contains("the model leaves the number of its columns open and asks about the first 2 of 3 only; check"
                        + " that it was trained on these columns in this order.");
    }

    @Test
    void severalLabelsARowAreRefused() throws Exception {
        Path declared = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 2)
                .output("label", DataType.INT64, -1, 2)
                .node("Cast", List.of("x"), "label", SmallGraph.toType(DataType.INT64))
                .write(folder);
        String message =
                "MODEL: answers 2 labels a row in \"label\" (several outputs, or several labels at once), which is not"
                        + " supported yet. Export a model for each label; or write its answers into a predictions file, and"
                        + " validate one label after the other.";
        TargetOptions labels = new TargetOptions(null, List.of("0", "1"), "1");
        assertMistake(declared, "a,b,y\n0,1,1\n", labels, message);
        Path open = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 2)
                .output("label", DataType.INT64, -1, -1)
                .node("Cast", List.of("x"), "label", SmallGraph.toType(DataType.INT64))
                .write(folder);
        assertMistake(open, "a,b,y\n0,1,1\n", labels, message);
    }

    @Test
    void aScoreThatIsNoNumberIsTracedToMissingCells() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 2)
                .output("scores", DataType.FLOAT, -1, 2)
                .node("Softmax", List.of("x"), "scores")
                .write(folder);
        TargetOptions labels = new TargetOptions(null, List.of("no", "yes"), "yes");
        assertMistake(
                model,
                "a,b,y\n0,1,yes\n,1,no\n",
                labels,
                "FILE: line 3: a score of the model is NaN. The row has no value in a: fill the cells as in training, leave such"
                        + " rows out, or export the model together with its imputer.");
        Path root = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 2)
                .output("scores", DataType.FLOAT, -1, 2)
                .node("Sqrt", List.of("x"), "scores")
                .write(folder);
        assertMistake(
                root,
                "a,b,y\n-1,1,yes\n",
                labels,
                "FILE: line 2: a score of the model is NaN. No cell of this row is missing: look for very large ones, and"
                        + " whether the model's training went well.");
    }

    @Test
    void countsThatAreNoLabelsMayBeARegression() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 2)
                .output("scores", DataType.FLOAT, -1, 2)
                .node("Softmax", List.of("x"), "scores")
                .write(folder);
        assertMistake(
                model,
                "a,b,y\n0,1,37\n",
                new TargetOptions(null, List.of("0", "1"), "1"),
                "FILE: line 2, column \"y\": the label \"37\" is not one of 0, 1. Correct the cell, name another label column,"
                        + " or declare the label with labels. If the column holds counts or amounts, the task is regression.");
    }

    @Test
    void aTruthValueIsNone() throws Exception {
        Path model = new SmallGraph()
                .input("flag", DataType.BOOL, -1, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .node("Cast", List.of("flag"), "y", SmallGraph.toType(DataType.FLOAT))
                .write(folder);
        assertMistake(
                model,
                "flag,y\nmaybe,1\n",
                NUMBERS,
                "FILE: line 2, column \"flag\": \"maybe\" is not a truth value, which the model takes. Write true or false,"
                        + " or 1 or 0.");
    }

    @Test
    void integersBeyond32BitsDoNotWrapAround() throws Exception {
        Path model = new SmallGraph()
                .input("n", DataType.INT32, -1, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .node("Cast", List.of("n"), "y", SmallGraph.toType(DataType.FLOAT))
                .write(folder);
        assertMistake(
                model,
                "n,y\n3000000000,1\n",
                NUMBERS,
                "FILE: line 2, column \"n\": \"3000000000\" is too large for the 32-bit integers that the model takes."
                        + " Correct it, or export the model with float inputs.");
    }

    @Test
    void aFixedNumberOfRowsIsFilledUp() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, 3, 1)
                .output("y", DataType.FLOAT, 3, 1)
                .node("Add", List.of("x", "x"), "y")
                .write(folder);
        Evaluation evaluation = run(model, "x,y\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n7,14\n", NUMBERS);
        assertThat(evaluation.metrics().get("max_error").value()).isZero();
        assertThat(evaluation.data().rows()).isEqualTo(7);
    }

    @Test
    void labelsMayStandInAColumn() throws Exception {
        Path model = new SmallGraph()
                .input("name", DataType.STRING, -1, 1)
                .output("label", DataType.STRING, -1, 1)
                .node("Identity", List.of("name"), "label")
                .write(folder);
        TargetOptions options = new TargetOptions(null, List.of("a", "b"), null);
        Evaluation evaluation = run(model, "name,y\na,a\nb,b\nb,a\n", options);
        assertThat(evaluation.confusionMatrix().counts()).isDeepEqualTo(new long[][] {{1, 1}, {0, 1}});
        assertMistake(
                model,
                "name,y\na,a\nb,b\nc,a\n",
                options,
                "FILE: line 4: MODEL answers the label \"c\", which is not one of a, b. Declare the labels that the model"
                        + " answers.");
    }

    @Test
    void labelsMayBe32BitIntegers() throws Exception {
        Path model = new SmallGraph()
                .input("n", DataType.INT32, -1)
                .output("label", DataType.INT32, -1)
                .node("Identity", List.of("n"), "label")
                .write(folder);
        Evaluation evaluation = run(model, "n,y\n3,3\n4,4.0\n4,3\n", new TargetOptions(null, List.of("3", "4"), "4"));
        assertThat(evaluation.metrics().get("recall").value()).isEqualTo(1);
        assertThat(evaluation.metrics().get("precision").value()).isEqualTo(0.5);
        assertThat(evaluation.metrics().get("roc_auc").undefined()).isNotNull();
    }

    @Test
    void columnsWithBlanksAndSignsMeetInputsWithUnderscores() throws Exception {
        Path model = new SmallGraph()
                .input("hours_per_week", DataType.FLOAT, -1, 1)
                .input("b", DataType.FLOAT, -1, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .node("Add", List.of("hours_per_week", "b"), "y")
                .write(folder);
        Evaluation evaluation = run(model, "b,note,hours-per week,y\n1,z,40,41\n", NUMBERS);
        assertThat(evaluation.metrics().get("max_error").value()).isZero();
        assertThat(evaluation.warnings()).contains("the model does not take the columns note.");
    }

    @Test
    void aSumOverAllRowsIsNoAnswer() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 1)
                .output("y", DataType.FLOAT, 1, 1)
                .node("ReduceSum", List.of("x"), "y")
                .write(folder);
        assertMistake(
                model,
                "x,y\n1,1\n2,2\n",
                NUMBERS,
                "MODEL: answers 1 values in \"y\" for 2 rows. Export the model with an open first dimension (dynamic_axes) at"
                        + " inputs and outputs.");
    }

    @Test
    void twoNumbersARowAreNoRegression() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 2)
                .output("y", DataType.FLOAT, -1, 2)
                .node("Identity", List.of("x"), "y")
                .write(folder);
        assertMistake(
                model,
                "a,b,y\n1,1,1\n",
                NUMBERS,
                "MODEL: answers 2 numbers a row; a regression predicts one. If they are the scores of labels,"
                        + " set the task to multiclass; several numbers to predict are not supported: export a model for each.");
    }

    @Test
    void anAnswerThatIsNoNumberIsNoAnswer() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .node("Log", List.of("x"), "y")
                .write(folder);
        assertMistake(
                model,
                "x,y\n1,0\n-1,0\n",
                NUMBERS,
                "FILE: line 3: MODEL answers NaN, not a number that can be compared. No cell of this row is missing: look"
                        + " for very large ones, and whether the model's training went well.");
    }

    @Test
    void rowsAreNoImages() throws Exception {
        Path model = new SmallGraph()
                .input("image", DataType.FLOAT, -1, 3, 4)
                .output("y", DataType.FLOAT, -1, 12)
                .node("Flatten", List.of("image"), "y")
                .write(folder);
        assertMistake(
                model,
                "x,y\n1,0\n",
                NUMBERS,
                "MODEL: the input \"image\" has 3 dimensions; a model of rows takes two, [rows, columns].");
    }

    @Test
    void whichOutputIsMeantMustBeClear() throws Exception {
        SmallGraph graph = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 1)
                .output("a", DataType.FLOAT, -1, 1)
                .output("b", DataType.FLOAT, -1, 1)
                .node("Identity", List.of("x"), "a")
                .node("Neg", List.of("x"), "b");
        assertMistake(
                graph.write(folder),
                "x,y\n1,0\n",
                NUMBERS,
                "MODEL: answers \"a\" (tensor(float)), \"b\" (tensor(float)), and which of them are the scores can't be told."
                        + " Export the model with one such output, or name it \"probabilities\".");
    }

    @Test
    void bytesAreRefused() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.UINT8, -1, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .node("Cast", List.of("x"), "y", SmallGraph.toType(DataType.FLOAT))
                .write(folder);
        assertMistake(
                model,
                "x,y\n1,0\n",
                NUMBERS,
                "MODEL: the input \"x\" is a tensor(uint8); rows of a table can be fed as float, double, float16, bfloat16,"
                        + " int64, int32, bool or string tensors. Export the model with one of these.");
    }

    @Test
    void inputsOfSeveralColumnsShareThoseThatNoneTakesByName() throws Exception {
        Path model = new SmallGraph()
                .input("numbers", DataType.FLOAT, -1, 2)
                .input("text", DataType.FLOAT, -1, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .constant("axes", 1)
                .node("ReduceSum", List.of("numbers", "axes"), "sum", SmallGraph.integer("keepdims", 1))
                .node("Sub", List.of("sum", "text"), "y")
                .write(folder);
        Evaluation evaluation = run(model, "a,text,b,y\n1,3,2,0\n5,1,2,6\n", NUMBERS);
        assertThat(evaluation.metrics().get("max_error").value()).isZero();
        assertMistake(
                model,
                "a,text,y\n1,2,3\n",
                NUMBERS,
                "MODEL: takes 2 columns in \"numbers\"; beside the columns that it takes by name, FILE has 1 column (a). Name the"
                        + " columns with features in the order of training, those of the first input first, or leave the"
                        + " others out with ignore.");
    }

    @Test
    void anOperatorThatNobodyKnowsCanNotBeLoaded() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .node("NoSuchOperator", List.of("x"), "y")
                .write(folder);
        assertThatThrownBy(() -> run(model, "x,y\n1,0\n", NUMBERS))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(model + ": ONNX Runtime 1.23.2 can't load the model: ")
                .hasMessageContaining("NoSuchOperator");
    }

    /** Two rows at a time fit such an input as well, and each would be made of a column. */
    @Test
    void columnsInThePlaceOfRowsAreRefused() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, 2, -1)
                .output("y", DataType.FLOAT, -1, 1)
                .constant("axes", 1)
                .node("Transpose", List.of("x"), "rows")
                .node("ReduceSum", List.of("rows", "axes"), "y", SmallGraph.integer("keepdims", 1))
                .write(folder);
        assertMistake(
                model,
                "a,b,y\n1,2,3\n5,1,6\n",
                NUMBERS,
                "MODEL: the input \"x\" has 2 values in its first dimension and any number in its second, as if columns stood"
                        + " where rows are expected. A model of rows takes [rows, columns]: transpose inside the model, and"
                        + " export it with an open first dimension.");
    }

    /** As PyTorch exports a model that computes with bfloat16. */
    @Test
    void numbersThatAnOperatorCanNotComputeWithNameTheWayOut() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.BFLOAT16, -1, 1)
                .output("y", DataType.BFLOAT16, -1, 1)
                .node("Sub", List.of("x", "x"), "y")
                .write(folder);
        assertThatThrownBy(() -> run(model, "x,y\n1,0\n", NUMBERS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Could not find an implementation for Sub(")
                .hasMessageEndingWith(
                        ". It has none on processors for the type of the numbers (often bfloat16): export the model"
                                + " with 32-bit numbers (PyTorch: model.float()).");
    }

    @Test
    void aModelThatFailsOnRowsSaysSo() throws Exception {
        Path model = new SmallGraph()
                .input("x", DataType.FLOAT, -1, 1)
                .constant("five", 5, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .node("Reshape", List.of("x", "five"), "y")
                .write(folder);
        assertMistake(
                model,
                "x,y\n1,0\n",
                NUMBERS,
                "MODEL: the model fails on these rows: Non-zero status code returned while running Reshape node. Name:''"
                        + " Status Message: input_shape_size == size was false. The input tensor cannot be reshaped to the"
                        + " requested shape. Input shape:{1,1}, requested shape:{5,1}.");
    }

    private Evaluation run(Path model, String rows, TargetOptions options) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), rows);
        return Validation.run(
                ValidationRequest.of(model, file, "y").with(options), ValidationListener.SILENT, Clock.systemUTC());
    }

    private void assertMistake(Path model, String rows, TargetOptions options, String message) {
        assertThatThrownBy(() -> run(model, rows, options))
                .isInstanceOf(UserError.class)
                .hasMessage(message.replace("MODEL", model.toString())
                        .replace("FILE", folder.resolve("rows.csv").toString()));
    }
}

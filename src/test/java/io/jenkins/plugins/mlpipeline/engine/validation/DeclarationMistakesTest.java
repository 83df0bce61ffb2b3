package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong about task, labels, scores and threshold, and the one sentence that they are told. */
class DeclarationMistakesTest {
    private static final Path FOREST_INT = ForeignCase.file("forest_int_tensor.onnx");
    private static final Path LOGITS = ForeignCase.file("torch_logits.onnx");
    private static final Path SIGMOID = ForeignCase.file("torch_sigmoid.onnx");

    @TempDir
    private Path folder;

    @Test
    void labelsContradictTheModel() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS,
                "species",
                r -> r.with(new TargetOptions(null, List.of("setosa", "other"), null)),
                "MODEL: answers the labels setosa, versicolor, virginica, but setosa, other are declared. Declare the model's"
                        + " own labels.");
        assertMistake(
                FOREST_INT,
                Trial.IRIS,
                "species",
                r -> r.with(Trial.IRIS_LABELS),
                "MODEL: answers the labels 0, 1, 2, but setosa, versicolor, virginica are declared. The model was trained on"
                        + " numbers in place of labels: say which is which with labels 0=setosa,1=versicolor,2=virginica, or"
                        + " write the label column in the same numbers.");
    }

    @Test
    void taskContradictsTheModel() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS,
                "species",
                r -> r.with(new TargetOptions(Task.REGRESSION, null, null)),
                "MODEL: the task is regression, but the model answers labels (setosa, versicolor, virginica). Set the task to"
                        + " binary or multiclass.");
        assertMistake(
                Trial.FOREST,
                Trial.IRIS,
                "species",
                r -> r.with(new TargetOptions(Task.BINARY, null, null)),
                "MODEL: a binary task has two labels, not 3 (setosa, versicolor, virginica). List two, or set the task to"
                        + " multiclass.");
        assertMistake(
                Trial.REGRESSOR,
                "a,b,c,d,e,f,g,h,i,j,y\n1,2,3,4,5,6,7,8,9,10,1\n",
                "y",
                r -> r.with(new TargetOptions(Task.BINARY, null, null)),
                "MODEL: does not name the labels that it answers. Declare them with labels, in the order of its score"
                        + " columns.");
    }

    @Test
    void taskOfAPlainNetworkIsNotKnown() {
        assertMistake(
                LOGITS,
                Trial.IRIS,
                "species",
                r -> r,
                "MODEL: does not say whether it predicts labels or numbers. Give the task (binary, multiclass or regression),"
                        + " and for the first two the labels in the order of its score columns.");
    }

    @Test
    void positiveLabelIsUnknown() {
        assertMistake(
                Trial.PIPELINE,
                "a\n1\n",
                "a",
                r -> r.with(new TargetOptions(null, null, "goood")),
                "the options: the positive label \"goood\" is not one of the labels (bad, good). Did you mean \"good\"?");
    }

    @Test
    void positiveLabelOfManyLabels() {
        assertMistake(
                Trial.FOREST,
                Trial.IRIS,
                "species",
                r -> r.with(new TargetOptions(null, null, "setosa")),
                "the options: the positive label \"setosa\" says which of two labels counts; a multiclass task has none."
                        + " Leave it out.");
    }

    @Test
    void scoresAreLogits() {
        String message = new Trial(folder).mistake(LOGITS, Trial.IRIS, "species", r -> r.with(Trial.IRIS_LABELS));
        assertThat(message)
                .startsWith("FILE: line 2: the scores of the model sum to ")
                .endsWith(
                        ", not to 1. Scores are taken for probabilities: if they are log-odds, say scores=logits; if they"
                                + " only rank the rows, scores=margins; percentages are divided by 100"
                                + " first.");
    }

    @Test
    void fewerLabelsThanScores() {
        assertMistake(
                LOGITS,
                Trial.IRIS,
                "species",
                r -> r.with(new TargetOptions(null, List.of("setosa", "versicolor"), null)),
                "MODEL: gives 3 scores a row for 2 labels (setosa, versicolor). Declare the labels in the order of the"
                        + " scores.");
    }

    @Test
    void aSingleScoreNeedsAPositiveLabel() throws Exception {
        assertMistake(
                SIGMOID,
                Files.readString(ForeignCase.file("cancer_str.csv")),
                "outcome",
                r -> r.with(new TargetOptions(null, List.of("benign", "malignant"), null)),
                "MODEL: gives one score a row, which is that of the positive label. Declare posLabel (benign or malignant).");
    }

    @Test
    void aThresholdNeedsAPositiveLabel() throws Exception {
        assertMistake(
                Trial.PIPELINE,
                Files.readString(ForeignCase.file("german.csv")),
                "credit_risk",
                r -> r.with(null, 0.3),
                "a threshold of 0.3 is given, which is about the score of the positive label, and none is declared. Declare"
                        + " posLabel, or leave the threshold out.");
    }

    @Test
    void aRegressionHasNoThreshold() {
        assertMistake(
                Trial.REGRESSOR,
                "a,b,c,d,e,f,g,h,i,j,y\n1,2,3,4,5,6,7,8,9,10,1\n",
                "y",
                r -> r.with(null, 0.5),
                "a regression has no scores: leave the threshold out.");
    }

    private void assertMistake(
            Path model, String text, String label, UnaryOperator<ValidationRequest> options, String message) {
        assertThat(new Trial(folder).mistake(model, text, label, options)).isEqualTo(message);
    }
}

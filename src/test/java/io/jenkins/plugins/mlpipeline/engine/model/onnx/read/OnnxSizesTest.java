package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of a few hundred bytes whose values are gigabytes. */
class OnnxSizesTest {
    private static final long LARGE = 3_000_000_000L;

    @TempDir
    private Path folder;

    static Stream<Arguments> bombs() {
        return Stream.of(
                bomb(
                        "ConstantOfShape",
                        HungryModel.model().constant("shape", LARGE).node("ConstantOfShape", List.of("shape"), "v")),
                bomb(
                        "Expand",
                        HungryModel.model()
                                .constant("shape", 50_000, 60_000, 1)
                                .node("Expand", List.of("x", "shape"), "v"),
                        6_000_000_000L),
                bomb(
                        "Tile",
                        HungryModel.model()
                                .constant("times", 1, 1_500_000_000)
                                .node("Tile", List.of("x", "times"), "v")),
                bomb(
                        "Range",
                        HungryModel.model()
                                .node("Constant", List.of(), "from", HungryModel.integer("value_int", 0))
                                .node("Constant", List.of(), "to", HungryModel.integer("value_int", LARGE))
                                .node("Constant", List.of(), "step", HungryModel.integer("value_int", 1))
                                .node("Range", List.of("from", "to", "step"), "v")),
                bomb(
                        "Pad",
                        HungryModel.model()
                                .constant("pads", 0, 0, 0, 2_999_999_998L)
                                .node("Pad", List.of("x", "pads"), "v")),
                bomb(
                        "Resize",
                        HungryModel.model()
                                .constant("sizes", 1, LARGE)
                                .node("Resize", List.of("x", "", "", "sizes"), "v")),
                bomb(
                        "OneHot",
                        HungryModel.model()
                                .constant("depth", 1_500_000_000)
                                .constant("values", 0, 1)
                                .node("OneHot", List.of("x", "depth", "values"), "v")),
                bomb(
                        "RandomNormal",
                        HungryModel.model()
                                .node("RandomNormal", List.of(), "v", HungryModel.integers("shape", 1_000_000, 3_000))),
                // An outer product.
                bomb(
                        "Mul",
                        HungryModel.model()
                                .constant("long", 1, 60_000)
                                .constant("high", 50_000, 1)
                                .node("ConstantOfShape", List.of("long"), "row")
                                .node("ConstantOfShape", List.of("high"), "column")
                                .node("Mul", List.of("row", "column"), "v")),
                bomb(
                        "MatMul",
                        HungryModel.model()
                                .constant("long", 1, 60_000)
                                .constant("high", 50_000, 1)
                                .node("ConstantOfShape", List.of("long"), "row")
                                .node("ConstantOfShape", List.of("high"), "column")
                                .node("MatMul", List.of("column", "row"), "v")),
                bomb(
                        "Einsum",
                        HungryModel.model()
                                .constant("many", 60_000)
                                .constant("more", 50_000)
                                .node("ConstantOfShape", List.of("many"), "a")
                                .node("ConstantOfShape", List.of("more"), "b")
                                .node("Einsum", List.of("a", "b"), "v", HungryModel.text("equation", "i,j->ij"))),
                bomb(
                        "Gather",
                        HungryModel.model()
                                .constant("many", 60_000)
                                .constant("shape", 50_000, 60_000)
                                .node("ConstantOfShape", List.of("many"), "indices")
                                .node("Expand", List.of("indices", "small"), "same")
                                .constant("small", 1)
                                .constant("wide", 2, 50_000)
                                .node("ConstantOfShape", List.of("wide"), "table")
                                .node("Gather", List.of("table", "same"), "v")),
                // The size is computed: 2 columns, times 1.5 thousand million.
                bomb(
                        "ConstantOfShape",
                        HungryModel.model()
                                .node("Shape", List.of("x"), "shape")
                                .constant("factor", 1, 1_500_000_000)
                                .node("Mul", List.of("shape", "factor"), "product")
                                .node("ConstantOfShape", List.of("product"), "v")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void aValueThatIsTooLargeForOneRowIsRefusedBeforeAnythingRuns(String operator, HungryModel model, String elements)
            throws IOException {
        Path file = model.answer("v").write(folder.resolve("small.onnx"));

        assertThat(Files.size(file)).isLessThan(700);
        assertThatThrownBy(() -> OnnxInspector.inspect(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": its operator " + operator + " makes a value of " + elements
                        + " elements of a single row, and 268,435,456 are the most that are computed. Export a smaller"
                        + " model.");
    }

    @Test
    void moreThanCanBeCountedIsSaidSo() throws IOException {
        Path file = HungryModel.model()
                .constant("shape", Long.MAX_VALUE, Long.MAX_VALUE)
                .node("ConstantOfShape", List.of("shape"), "v")
                .answer("v")
                .write(folder.resolve("small.onnx"));

        assertThatThrownBy(() -> OnnxInspector.inspect(file))
                .hasMessageContaining("makes a value of more elements than can be counted of a single row");
    }

    /** Each round doubles a value. */
    @Test
    void aLoopThatDoublesAValueIsRefused() throws IOException {
        Path file = HungryModel.model()
                .node("Constant", List.of(), "rounds", HungryModel.integer("value_int", 40))
                .node(
                        "Loop",
                        List.of("rounds", "", "x"),
                        "v",
                        HungryModel.graph(
                                "body", List.of("i", "go", "in"), List.of("go", "out"), "Concat", "in", "out"))
                .answer("v")
                .write(folder.resolve("small.onnx"));

        assertThatThrownBy(() -> OnnxInspector.inspect(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": its operator Concat makes a value of 536,870,912 elements of a single row, and"
                        + " 268,435,456 are the most that are computed. Export a smaller model.");
    }

    @Test
    void aLoopThatEndsBeforeIsNot() throws IOException {
        Path file = HungryModel.model()
                .node("Constant", List.of(), "rounds", HungryModel.integer("value_int", 10))
                .node(
                        "Loop",
                        List.of("rounds", "", "x"),
                        "v",
                        HungryModel.graph(
                                "body", List.of("i", "go", "in"), List.of("go", "out"), "Concat", "in", "out"))
                .answer("v")
                .write(folder.resolve("small.onnx"));

        assertThatCode(() -> OnnxInspector.inspect(file)).doesNotThrowAnyException();
    }

    @Test
    void whatDependsOnTheDataIsLeftToTheLimitOfTheProcess() throws IOException {
        Path file = HungryModel.byItsData(folder.resolve("hungry.onnx"));

        assertThatCode(() -> OnnxInspector.inspect(file)).doesNotThrowAnyException();
    }

    private static Arguments bomb(String operator, HungryModel model) {
        return bomb(operator, model, LARGE);
    }

    private static Arguments bomb(String operator, HungryModel model, long elements) {
        return Arguments.of(operator, model, String.format(Locale.ROOT, "%,d", elements));
    }
}

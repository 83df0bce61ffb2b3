package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.SizedGraph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shapes of what the standard's operators answer, by their definitions (https://onnx.ai/onnx/operators/). What is not known
 * is open; an operator that is not listed answers something unknown.
 */
final class SizeRules {
    /** Those that answer the shape of their first input. */
    private static final Set<String> SAME = Set.of(
            "Abs",
            "Acos",
            "Acosh",
            "Asin",
            "Asinh",
            "Atan",
            "Atanh",
            "BatchNormalization",
            "Bernoulli",
            "Binarizer",
            "BitwiseNot",
            "Cast",
            "CastLike",
            "Ceil",
            "Celu",
            "Clip",
            "Cos",
            "Cosh",
            "CumSum",
            "Dropout",
            "Elu",
            "Erf",
            "Exp",
            "EyeLike",
            "Floor",
            "Gelu",
            "GroupNormalization",
            "HardSigmoid",
            "HardSwish",
            "Hardmax",
            "Identity",
            "Imputer",
            "InstanceNormalization",
            "IsInf",
            "IsNaN",
            "LRN",
            "LayerNormalization",
            "LeakyRelu",
            "Log",
            "LogSoftmax",
            "LpNormalization",
            "MeanVarianceNormalization",
            "Mish",
            "Neg",
            "Normalizer",
            "Not",
            "RandomNormalLike",
            "RandomUniformLike",
            "Reciprocal",
            "Relu",
            "ReverseSequence",
            "Round",
            "Scaler",
            "ScatterElements",
            "ScatterND",
            "Selu",
            "Shrink",
            "Sigmoid",
            "Sign",
            "Sin",
            "Sinh",
            "Softmax",
            "Softplus",
            "Softsign",
            "Sqrt",
            "Tan",
            "Tanh",
            "ThresholdedRelu",
            "Trilu");

    /** Those that answer the shape that all inputs have together. */
    private static final Set<String> TOGETHER = Set.of(
            "Add",
            "And",
            "BitShift",
            "BitwiseAnd",
            "BitwiseOr",
            "BitwiseXor",
            "Div",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Less",
            "LessOrEqual",
            "Max",
            "Mean",
            "Min",
            "Mod",
            "Mul",
            "Or",
            "PRelu",
            "Pow",
            "Sub",
            "Sum",
            "Where",
            "Xor");

    private final Node node;
    private final List<SizedValue> in;

    private SizeRules(Node node, List<SizedValue> in) {
        this.node = node;
        this.in = in;
    }

    /** What the first output is like; the others are never larger, or those of graphs within. */
    static SizedValue first(Node node, List<SizedValue> in) {
        SizedValue shape = new SizeRules(node, in).shape();
        return shape.numbers() != null ? shape : SizeNumbers.of(node, in, shape);
    }

    private SizedValue shape() {
        String operator = node.operator();
        if (SAME.contains(operator)) {
            return SizedValue.of(at(0).dimensions());
        }
        if (TOGETHER.contains(operator)) {
            return together();
        }
        if (operator.startsWith("Reduce")) {
            return reduced(axes(), node.integer("keepdims", 1) != 0);
        }
        return switch (operator) {
            case "Constant" -> constant();
            case "ConstantOfShape", "HannWindow", "HammingWindow", "BlackmanWindow" ->
                SizedValue.of(lengths(at(0).integers()));
            case "Shape" -> at(0).hasShape() ? SizedValue.of(at(0).rank()) : SizedValue.UNKNOWN;
            case "Size" -> SizedValue.of();
            case "Range" -> range();
            case "Expand" -> SizedValue.broadcast(at(0), SizedValue.of(lengths(at(1).integers())));
            case "Tile" -> tile();
            case "Reshape" -> reshaped();
            case "Pad" -> pad();
            case "Resize", "Upsample" -> resized();
            case "Gather" -> gathered();
            case "GatherElements" -> SizedValue.of(at(1).dimensions());
            case "Concat" -> joined();
            case "OneHot" -> oneHot();
            case "RandomNormal", "RandomUniform" -> SizedValue.of(list("shape").orElse(null));
            case "Unsqueeze" -> unsqueezed();
            case "Squeeze" -> squeezed();
            case "Transpose" -> transposed();
            case "Flatten" -> flat();
            case "MatMul" -> SizeProducts.matrix(at(0).dimensions(), at(1).dimensions());
            case "Gemm" ->
                SizeProducts.general(
                        at(0).dimensions(),
                        at(1).dimensions(),
                        node.integer("transA", 0) != 0,
                        node.integer("transB", 0) != 0);
            case "Einsum" -> SizeProducts.einsum(node.attribute("equation").text(), in);
            case "Conv" -> SizeProducts.convolution(node, at(0).dimensions(), at(1).dimensions(), false);
            case "ConvTranspose" -> SizeProducts.convolution(node, at(0).dimensions(), at(1).dimensions(), true);
            case "ArgMax", "ArgMin" -> reduced(new long[] {node.integer("axis", 0)}, node.integer("keepdims", 1) != 0);
            default -> SizedValue.UNKNOWN;
        };
    }

    private SizedValue together() {
        return in.stream()
                .reduce(SizedValue::broadcast)
                .map(v -> SizedValue.of(v.dimensions()))
                .orElse(SizedValue.UNKNOWN);
    }

    private SizedValue at(int input) {
        return input < in.size() ? in.get(input) : SizedValue.UNKNOWN;
    }

    /** Dimensions that are none are not known: the engine refuses them. */
    private static long[] lengths(long[] values) {
        return values == null
                ? null
                : Arrays.stream(values).map(v -> Math.max(SizedValue.OPEN, v)).toArray();
    }

    private Optional<long[]> list(String attribute) {
        return node.has(attribute)
                ? Optional.of(
                        SizedValue.list(node.attribute(attribute).numbers()).integers())
                : Optional.empty();
    }

    /** An attribute in old files, an input in new ones; null when there is none, or it is not known. */
    private long[] listOrInput(String attribute, int input) {
        return list(attribute).orElseGet(() -> at(input).integers());
    }

    private long[] axes() {
        return listOrInput("axes", 1);
    }

    private SizedValue constant() {
        if (node.attribute("value").tensor() != null) {
            return node.attribute("value").tensor();
        }
        if (node.has("value_int") || node.has("value_float")) {
            return SizedValue.number(node.attribute("value_int").integer()
                    + node.attribute("value_float").number());
        }
        double[] numbers = node.has("value_ints")
                ? node.attribute("value_ints").numbers()
                : node.has("value_floats") ? node.attribute("value_floats").numbers() : null;
        return numbers == null ? SizedValue.UNKNOWN : SizedValue.list(numbers);
    }

    private SizedValue range() {
        double start = at(0).numberOr(Double.NaN);
        double limit = at(1).numberOr(Double.NaN);
        double step = at(2).numberOr(Double.NaN);
        double steps = Math.ceil((limit - start) / step);
        return Double.isNaN(steps) ? SizedValue.of(SizedValue.OPEN) : SizedValue.of((long) Math.max(0, steps));
    }

    private SizedValue tile() {
        long[] shape = at(0).dimensions();
        long[] times = at(1).integers();
        if (shape == null || times == null || times.length != shape.length) {
            return SizedValue.UNKNOWN;
        }
        long[] tiled = new long[shape.length];
        for (int i = 0; i < tiled.length; i++) {
            tiled[i] = shape[i] < 0 || times[i] < 0 ? SizedValue.OPEN : SizedValue.saturated(shape[i], times[i]);
        }
        return SizedValue.of(tiled);
    }

    private SizedValue reshaped() {
        long[] wanted = listOrInput("shape", 1);
        if (wanted == null) {
            return SizedValue.UNKNOWN;
        }
        long[] from = at(0).dimensions();
        long[] shape = wanted.clone();
        long known = 1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0 && node.integer("allowzero", 0) == 0) {
                shape[i] = from == null || i >= from.length ? SizedValue.OPEN : from[i];
            }
            known = shape[i] < 0 ? known : SizedValue.saturated(known, shape[i]);
        }
        boolean whole = at(0).isWhole() && known > 0;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shape[i] >= 0 ? shape[i] : whole ? at(0).elements() / known : SizedValue.OPEN;
        }
        return SizedValue.of(shape);
    }

    private SizedValue pad() {
        long[] shape = at(0).dimensions();
        long[] pads = listOrInput("pads", 1);
        if (shape == null || pads == null || pads.length != 2 * shape.length) {
            return SizedValue.UNKNOWN;
        }
        long[] padded = new long[shape.length];
        for (int i = 0; i < padded.length; i++) {
            double length = (double) shape[i] + pads[i] + pads[i + shape.length];
            padded[i] = shape[i] < 0 ? SizedValue.OPEN : (long) Math.max(0, length);
        }
        return SizedValue.of(padded);
    }

    private SizedValue resized() {
        long[] shape = at(0).dimensions();
        boolean old = node.operator().equals("Upsample") || in.size() == 2;
        double[] scales = node.has("scales")
                ? node.attribute("scales").numbers()
                : at(old ? 1 : 2).numbers();
        long[] sizes = at(3).integers();
        if (sizes != null) {
            return SizedValue.of(lengths(sizes));
        }
        if (shape == null || scales == null || scales.length != shape.length) {
            return SizedValue.UNKNOWN;
        }
        long[] resized = new long[shape.length];
        for (int i = 0; i < resized.length; i++) {
            resized[i] = shape[i] < 0 ? SizedValue.OPEN : (long) Math.max(0, Math.floor(shape[i] * scales[i]));
        }
        return SizedValue.of(resized);
    }

    private SizedValue gathered() {
        long[] shape = at(0).dimensions();
        long[] indices = at(1).dimensions();
        int axis = shape == null ? -1 : SizedValue.axis(node.integer("axis", 0), shape.length);
        if (axis < 0 || indices == null) {
            return SizedValue.UNKNOWN;
        }
        long[] gathered = new long[shape.length - 1 + indices.length];
        System.arraycopy(shape, 0, gathered, 0, axis);
        System.arraycopy(indices, 0, gathered, axis, indices.length);
        System.arraycopy(shape, axis + 1, gathered, axis + indices.length, shape.length - axis - 1);
        return SizedValue.of(gathered);
    }

    private SizedValue joined() {
        if (in.isEmpty() || in.stream().anyMatch(v -> !v.hasShape() || v.rank() != at(0).rank())) {
            return SizedValue.UNKNOWN;
        }
        long[] shape = at(0).dimensions().clone();
        int axis = SizedValue.axis(node.integer("axis", 0), shape.length);
        if (axis < 0) {
            return SizedValue.UNKNOWN;
        }
        long length = 0;
        for (SizedValue part : in) {
            long own = part.dimensions()[axis];
            boolean open = length < 0 || own < 0;
            length = open ? SizedValue.OPEN : own > Long.MAX_VALUE - length ? Long.MAX_VALUE : length + own;
        }
        shape[axis] = length;
        return SizedValue.of(shape);
    }

    private SizedValue oneHot() {
        long[] indices = at(0).dimensions();
        double depth = at(1).numberOr(SizedValue.OPEN);
        if (indices == null) {
            return SizedValue.UNKNOWN;
        }
        int axis = SizedValue.axis(node.integer("axis", -1), indices.length + 1);
        if (axis < 0) {
            return SizedValue.UNKNOWN;
        }
        long[] shape = new long[indices.length + 1];
        System.arraycopy(indices, 0, shape, 0, axis);
        shape[axis] = (long) depth;
        System.arraycopy(indices, axis, shape, axis + 1, indices.length - axis);
        return SizedValue.of(shape);
    }

    private SizedValue unsqueezed() {
        long[] shape = at(0).dimensions();
        long[] axes = axes();
        if (shape == null || axes == null || axes.length > SizedValue.MOST_NUMBERS) {
            return SizedValue.UNKNOWN;
        }
        boolean[] added = new boolean[shape.length + axes.length];
        for (long axis : axes) {
            int at = SizedValue.axis(axis, added.length);
            if (at < 0 || added[at]) {
                return SizedValue.UNKNOWN;
            }
            added[at] = true;
        }
        long[] wider = new long[added.length];
        for (int i = 0, from = 0; i < wider.length; i++) {
            wider[i] = added[i] ? 1 : shape[from++];
        }
        return new SizedValue(wider, at(0).numbers());
    }

    private SizedValue squeezed() {
        long[] shape = at(0).dimensions();
        long[] axes = axes();
        if (shape == null || axes == null && in.size() > 1) {
            return SizedValue.UNKNOWN;
        }
        boolean[] gone = new boolean[shape.length];
        for (int i = 0; i < shape.length; i++) {
            gone[i] = axes == null && shape[i] == 1;
        }
        for (long axis : axes == null ? new long[0] : axes) {
            int at = SizedValue.axis(axis, shape.length);
            if (at < 0) {
                return SizedValue.UNKNOWN;
            }
            gone[at] = true;
        }
        return new SizedValue(without(shape, gone, false), at(0).numbers());
    }

    private SizedValue reduced(long[] axes, boolean kept) {
        long[] shape = at(0).dimensions();
        if (shape == null) {
            return SizedValue.UNKNOWN;
        }
        boolean[] gone = new boolean[shape.length];
        if (axes == null || axes.length == 0) {
            if (in.size() > 1 && axes == null) {
                return SizedValue.UNKNOWN;
            }
            Arrays.fill(gone, node.integer("noop_with_empty_axes", 0) == 0);
        } else {
            for (long axis : axes) {
                int at = SizedValue.axis(axis, shape.length);
                if (at < 0) {
                    return SizedValue.UNKNOWN;
                }
                gone[at] = true;
            }
        }
        return SizedValue.of(without(shape, gone, kept));
    }

    private static long[] without(long[] shape, boolean[] gone, boolean kept) {
        long[] left = new long[shape.length];
        int n = 0;
        for (int i = 0; i < shape.length; i++) {
            if (!gone[i] || kept) {
                left[n++] = gone[i] ? 1 : shape[i];
            }
        }
        return Arrays.copyOf(left, n);
    }

    private SizedValue transposed() {
        long[] shape = at(0).dimensions();
        if (shape == null) {
            return SizedValue.UNKNOWN;
        }
        long[] order = list("perm").orElse(null);
        long[] transposed = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            long from = order == null ? shape.length - 1 - i : i < order.length ? order[i] : -1;
            if (from < 0 || from >= shape.length) {
                return SizedValue.UNKNOWN;
            }
            transposed[i] = shape[(int) from];
        }
        return SizedValue.of(transposed);
    }

    private SizedValue flat() {
        long[] shape = at(0).dimensions();
        if (shape == null) {
            return SizedValue.UNKNOWN;
        }
        long axis = node.integer("axis", 1);
        int at = (int) Math.max(0, Math.min(shape.length, axis < 0 ? axis + shape.length : axis));
        return SizedValue.of(
                product(Arrays.copyOfRange(shape, 0, at)), product(Arrays.copyOfRange(shape, at, shape.length)));
    }

    private static long product(long[] shape) {
        SizedValue part = SizedValue.of(shape);
        return part.isWhole() ? part.elements() : SizedValue.OPEN;
    }
}

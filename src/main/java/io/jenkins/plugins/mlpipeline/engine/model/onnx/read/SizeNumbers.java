package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.SizedGraph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Numbers that a graph computes from constants and shapes: other operators take them for shapes. See {@link SizeRules}. */
final class SizeNumbers {
    private static final Map<String, DoubleUnaryOperator> OF_ONE = Map.of(
            "Identity", n -> n,
            "Neg", n -> -n,
            "Abs", Math::abs,
            "Floor", Math::floor,
            "Ceil", Math::ceil,
            "Round", Math::rint,
            "Sqrt", Math::sqrt,
            "Exp", Math::exp,
            "Log", Math::log);

    private static final Map<String, DoubleBinaryOperator> OF_TWO = Map.of(
            "Add", Double::sum,
            "Sub", (a, b) -> a - b,
            "Mul", (a, b) -> a * b,
            "Div", (a, b) -> a / b,
            "Pow", Math::pow,
            "Min", Math::min,
            "Max", Math::max);

    private static final Map<String, DoubleBinaryOperator> OF_ALL = Map.of(
            "ReduceProd", (a, b) -> a * b,
            "ReduceSum", Double::sum,
            "ReduceMax", Math::max,
            "ReduceMin", Math::min);

    /** Does not fit any shape but the empty one, which it is right for. */
    private static final double[] NONE = new double[0];

    private SizeNumbers() {}

    /** The value with its numbers where they can be told and are few. */
    static SizedValue of(Node node, List<SizedValue> in, SizedValue shape) {
        if (!shape.isWhole() || shape.elements() > SizedValue.MOST_NUMBERS) {
            return shape;
        }
        double[] numbers = numbers(node, in, (int) shape.elements());
        return numbers == null || numbers.length != shape.elements()
                ? shape
                : new SizedValue(shape.dimensions(), numbers);
    }

    private static double[] numbers(Node node, List<SizedValue> in, int count) {
        String operator = node.operator();
        SizedValue first = in.isEmpty() ? SizedValue.UNKNOWN : in.get(0);
        double[] own = first.numbers();
        return switch (operator) {
            case "Shape" -> dimensions(first);
            case "Size" -> first.isWhole() ? new double[] {first.elements()} : null;
            case "ConstantOfShape" -> filled(node, count);
            case "Range" -> range(in, count);
            case "Reshape" -> own;
            case "Cast" ->
                own == null
                        ? null
                        : Arrays.stream(own)
                                .map(n -> cast(n, node.integer("to", 0)))
                                .toArray();
            case "Concat" -> first.hasShape() && first.rank() == 1 ? joined(in) : null;
            case "Gather" -> gathered(first, in);
            default -> computed(operator, in, count);
        };
    }

    private static double[] computed(String operator, List<SizedValue> in, int count) {
        if (in.isEmpty() || in.stream().anyMatch(v -> v.numbers() == null)) {
            return NONE;
        }
        double[] own = in.get(0).numbers();
        if (OF_ONE.containsKey(operator)) {
            return Arrays.stream(own).map(OF_ONE.get(operator)).toArray();
        }
        if (OF_TWO.containsKey(operator) && in.size() == 2) {
            return together(OF_TWO.get(operator), own, in.get(1).numbers(), count);
        }
        if (OF_ALL.containsKey(operator) && count == 1 && own.length > 0) {
            return new double[] {Arrays.stream(own).reduce(OF_ALL.get(operator)).getAsDouble()};
        }
        return NONE;
    }

    /** Lists of one length, or one number with a list. */
    private static double[] together(DoubleBinaryOperator operator, double[] a, double[] b, int count) {
        if (a.length != count && a.length != 1 || b.length != count && b.length != 1) {
            return NONE;
        }
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            result[i] = operator.applyAsDouble(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]);
        }
        return result;
    }

    private static double cast(double number, long type) {
        boolean real = type == 1 || type == 10 || type == 11 || type == 16;
        return real ? number : number < 0 ? Math.ceil(number) : Math.floor(number);
    }

    private static double[] dimensions(SizedValue value) {
        return value.isWhole()
                ? Arrays.stream(value.dimensions()).asDoubleStream().toArray()
                : NONE;
    }

    private static double[] filled(Node node, int count) {
        SizedValue given = node.attribute("value").tensor();
        double[] numbers = new double[count];
        Arrays.fill(numbers, given == null ? 0 : given.numberOr(Double.NaN));
        return numbers;
    }

    private static double[] range(List<SizedValue> in, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = in.get(0).numberOr(0) + i * in.get(2).numberOr(0);
        }
        return numbers;
    }

    private static double[] joined(List<SizedValue> in) {
        return in.stream().anyMatch(v -> v.numbers() == null)
                ? NONE
                : in.stream().flatMapToDouble(v -> Arrays.stream(v.numbers())).toArray();
    }

    private static double[] gathered(SizedValue from, List<SizedValue> in) {
        long[] indices = in.size() < 2 ? null : in.get(1).integers();
        if (from.numbers() == null || from.rank() != 1 || indices == null) {
            return NONE;
        }
        double[] numbers = new double[indices.length];
        for (int i = 0; i < numbers.length; i++) {
            int at = SizedValue.axis(indices[i], from.numbers().length);
            if (at < 0) {
                return NONE;
            }
            numbers[i] = from.numbers()[at];
        }
        return numbers;
    }
}

package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.SizedGraph.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shapes of products of tensors; see {@link SizeRules}. */
final class SizeProducts {
    private SizeProducts() {}

    static SizedValue matrix(long[] a, long[] b) {
        if (a == null || b == null || a.length == 0 || b.length == 0) {
            return SizedValue.UNKNOWN;
        }
        long[] left = a.length == 1 ? new long[] {1, a[0]} : a;
        long[] right = b.length == 1 ? new long[] {b[0], 1} : b;
        SizedValue together = SizedValue.broadcast(
                SizedValue.of(Arrays.copyOf(left, left.length - 2)),
                SizedValue.of(Arrays.copyOf(right, right.length - 2)));
        long[] several = together.dimensions();
        long[] product = Arrays.copyOf(several, several.length + 2);
        product[several.length] = left[left.length - 2];
        product[several.length + 1] = right[right.length - 1];
        return SizedValue.of(product);
    }

    static SizedValue general(long[] a, long[] b, boolean transposedA, boolean transposedB) {
        return a == null || b == null || a.length != 2 || b.length != 2
                ? SizedValue.UNKNOWN
                : SizedValue.of(a[transposedA ? 1 : 0], b[transposedB ? 0 : 1]);
    }

    /** The letters behind the arrow; without an arrow nothing is known. */
    static SizedValue einsum(String equation, List<SizedValue> in) {
        String[] sides = equation.replace(" ", "").split("->", -1);
        String[] terms = sides[0].split(",", -1);
        if (sides.length != 2 || terms.length != in.size() || equation.contains(".")) {
            return SizedValue.UNKNOWN;
        }
        Map<Character, Long> lengths = new HashMap<>();
        for (int i = 0; i < terms.length; i++) {
            long[] shape = in.get(i).dimensions();
            if (shape == null || shape.length != terms[i].length()) {
                return SizedValue.UNKNOWN;
            }
            for (int k = 0; k < shape.length; k++) {
                lengths.merge(terms[i].charAt(k), shape[k], Math::max);
            }
        }
        return SizedValue.of(sides[1].chars()
                .mapToLong(letter -> lengths.getOrDefault((char) letter, SizedValue.OPEN))
                .toArray());
    }

    /** @param back whether it is the transposed one, which makes images larger */
    static SizedValue convolution(Node node, long[] image, long[] weights, boolean back) {
        if (image == null || weights == null || image.length < 3 || image.length != weights.length) {
            return SizedValue.UNKNOWN;
        }
        int places = image.length - 2;
        long[] shape = new long[image.length];
        shape[0] = image[0];
        long group = Math.max(1, node.integer("group", 1));
        shape[1] = back ? SizedValue.saturated(Math.max(0, weights[1]), group) : weights[0];
        double[] given = node.attribute("output_shape").numbers();
        String auto = node.attribute("auto_pad").text();
        for (int i = 0; i < places; i++) {
            double stride = entry(node, "strides", i, 1);
            double spread = (weights[i + 2] - 1) * entry(node, "dilations", i, 1) + 1;
            double pads = entry(node, "pads", i, 0) + entry(node, "pads", i + places, 0);
            boolean same = auto.startsWith("SAME");
            double length;
            if (back) {
                length = same
                        ? image[i + 2] * stride
                        : stride * (image[i + 2] - 1) + entry(node, "output_padding", i, 0) + spread - pads;
                length = given.length == places ? given[i] : length;
            } else {
                length = same
                        ? Math.ceil(image[i + 2] / stride)
                        : Math.floor((image[i + 2] + pads - spread) / stride) + 1;
            }
            shape[i + 2] = image[i + 2] < 0 || Double.isNaN(length) ? SizedValue.OPEN : (long) Math.max(0, length);
        }
        return SizedValue.of(shape);
    }

    private static double entry(Node node, String list, int at, double standard) {
        double[] numbers = node.attribute(list).numbers();
        return at < numbers.length ? numbers[at] : standard;
    }
}

package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the attributes of operators that say something about labels or columns; of floats only how many there are. */
final class OnnxAttributeReader {
    /** Attributes whose integers or texts are kept. */
    private static final Set<String> KEPT = Set.of(
            "classlabels_ints",
            "classlabels_int64s",
            "classlabels_strings",
            "keys_int64s",
            "keys_strings",
            "values_int64s",
            "values_strings",
            "vectors_per_class",
            "nodes_featureids");

    /** Attributes of which a single integer or the number of floats is wanted. */
    private static final Set<String> COUNTED = Set.of(
            "coefficients",
            "intercepts",
            "targets",
            "offset",
            "scale",
            "imputed_value_floats",
            "support_vectors",
            "n_supports",
            "kernel_params",
            "rho",
            "prob_a",
            "prob_b");

    private final String name;
    private final ProtobufReader wire;

    OnnxAttributeReader(ProtobufReader wire) {
        // The name may come last, so it is looked for first.
        ProtobufReader names = wire.copy();
        String found = "";
        while (names.next()) {
            if (names.field() == 1) {
                found = names.text();
            }
        }
        this.name = found;
        this.wire = wire;
    }

    /** Adds the attribute when it is one of those that are wanted. */
    void into(Map<String, OnnxNode.Attribute> attributes) {
        boolean kept = KEPT.contains(name) || TreeLists.LISTS.contains(name);
        if (!kept && !COUNTED.contains(name) && !TreeLists.LENGTHS.contains(name)) {
            return;
        }
        long integer = 0;
        long floats = 0;
        Integers integers = new Integers();
        List<String> texts = new ArrayList<>();
        while (wire.next()) {
            switch (wire.field()) {
                case 3 -> integer = wire.integer();
                case 5 ->
                    floats += Math.max(0, OnnxConstant.read(wire.message()).elements());
                case 7 -> floats += wire.isLong() ? wire.message().remaining() / Float.BYTES : 1;
                case 8 -> {
                    if (kept) {
                        integers.add(wire);
                    }
                }
                case 9 -> {
                    if (kept) {
                        texts.add(wire.text());
                    }
                }
                default -> {}
            }
        }
        attributes.put(name, new OnnxNode.Attribute(integer, integers.values(), List.copyOf(texts), floats));
    }

    /** A growing list of integers. */
    static final class Integers {
        private long[] values = new long[16];
        private int size;

        /** Takes the current field, one integer or packed ones. */
        void add(ProtobufReader wire) {
            if (!wire.isLong()) {
                add(wire.integer());
                return;
            }
            ProtobufReader packed = wire.message();
            while (packed.remaining() > 0) {
                add(packed.packedInteger());
            }
        }

        /** Takes packed integers of a fixed size in bytes. */
        void addFixed(ProtobufReader packed, int bytes) {
            while (packed.remaining() > 0) {
                long value = packed.packedFixed(bytes);
                add(bytes == Integer.BYTES ? (int) value : value);
            }
        }

        long[] values() {
            return Arrays.copyOf(values, size);
        }

        private void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }
    }
}

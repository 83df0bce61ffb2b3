package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.model.trees.BranchMode;
import io.jenkins.plugins.mlpipeline.engine.model.trees.PostTransform;
import io.jenkins.plugins.mlpipeline.engine.model.trees.TreeEnsemble;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a TreeEnsembleClassifier or TreeEnsembleRegressor of {@code ai.onnx.ml} 1 and 3. */
final class TreeAttributes {
    private static final String MODES = "nodes_modes";
    private static final byte[][] MODE_NAMES = Arrays.stream(BranchMode.values())
            .map(mode -> mode.name().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private final Map<String, Numbers> numbers = new HashMap<>();
    private final Map<String, List<String>> texts = new HashMap<>();
    private final List<BranchMode> modes = new ArrayList<>();
    private long[] labels = new long[0];
    /** Whether everything so far is of a kind that is understood. */
    private boolean understood = true;

    /** A growing list of 32-bit numbers: integers, or floats by their bits. */
    private static final class Numbers {
        private int[] values = new int[16];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }
    }

    /** Takes an attribute. */
    void add(ProtobufReader wire) {
        ProtobufReader names = wire.copy();
        String name = "";
        while (names.next()) {
            if (names.field() == 1) {
                name = names.text();
            }
        }
        if (name.equals("classlabels_int64s")) {
            labels(wire);
            return;
        }
        Numbers list = numbers.computeIfAbsent(name, n -> new Numbers());
        while (wire.next()) {
            switch (wire.field()) {
                case 3, 8 -> integers(wire, list);
                case 7 -> floats(wire, list);
                case 4, 9 -> text(name, wire);
                // Tensors: the thresholds and weights of models in double precision.
                case 5 -> understood = false;
                default -> {}
            }
        }
    }

    private void labels(ProtobufReader wire) {
        OnnxAttributeReader.Integers list = new OnnxAttributeReader.Integers();
        while (wire.next()) {
            if (wire.field() == 8) {
                list.add(wire);
            }
        }
        labels = list.values();
    }

    private void integers(ProtobufReader wire, Numbers into) {
        if (!wire.isLong()) {
            add(wire.integer(), into);
            return;
        }
        ProtobufReader packed = wire.message();
        while (packed.remaining() > 0) {
            add(packed.packedInteger(), into);
        }
    }

    private void add(long value, Numbers into) {
        if (value != (int) value) {
            understood = false;
        }
        into.add((int) value);
    }

    private static void floats(ProtobufReader wire, Numbers into) {
        if (!wire.isLong()) {
            into.add(Float.floatToRawIntBits(wire.real()));
            return;
        }
        ProtobufReader packed = wire.message();
        while (packed.remaining() > 0) {
            into.add(Float.floatToRawIntBits(packed.packedReal()));
        }
    }

    private void text(String name, ProtobufReader wire) {
        if (name.equals(MODES)) {
            modes.add(mode(wire.message()));
        } else {
            texts.computeIfAbsent(name, n -> new ArrayList<>()).add(wire.text());
        }
    }

    /** The mode of that name; null where it is another. */
    private static BranchMode mode(ProtobufReader name) {
        for (int i = 0; i < MODE_NAMES.length; i++) {
            if (name.holds(MODE_NAMES[i])) {
                return BranchMode.values()[i];
            }
        }
        return null;
    }

    /** The ensemble; nothing where something is missing, or not understood. */
    Optional<TreeEnsemble> ensemble(boolean classifier) {
        String leaf = classifier ? "class" : "target";
        String function = text("aggregate_function", "SUM");
        Optional<PostTransform> transform = transform(text("post_transform", "NONE"));
        if (!understood || transform.isEmpty() || !function.equals("SUM") && !function.equals("AVERAGE")) {
            return Optional.empty();
        }
        TreeEnsemble.Nodes nodes = new TreeEnsemble.Nodes(
                integers("nodes_treeids"),
                integers("nodes_nodeids"),
                modes.toArray(new BranchMode[0]),
                integers("nodes_featureids"),
                floats("nodes_values"),
                integers("nodes_truenodeids"),
                integers("nodes_falsenodeids"),
                flags("nodes_missing_value_tracks_true"));
        TreeEnsemble.Leaves leaves = new TreeEnsemble.Leaves(
                integers(leaf + "_treeids"),
                integers(leaf + "_nodeids"),
                integers(leaf + "_ids"),
                floats(leaf + "_weights"));
        if (!nodes.isComplete() || !leaves.isComplete()) {
            return Optional.empty();
        }
        TreeEnsemble.ClassList classes = classifier ? classes() : null;
        return Optional.of(new TreeEnsemble(
                nodes,
                leaves,
                classifier ? classes.count() : targets(),
                function.equals("AVERAGE"),
                floats("base_values"),
                transform.get(),
                classes));
    }

    private int targets() {
        int[] targets = integers("n_targets");
        return targets.length == 1 ? targets[0] : 0;
    }

    private TreeEnsemble.ClassList classes() {
        List<String> names = texts.getOrDefault("classlabels_strings", List.of());
        return names.isEmpty()
                ? new TreeEnsemble.ClassList(labels, null)
                : new TreeEnsemble.ClassList(null, names.toArray(new String[0]));
    }

    private static Optional<PostTransform> transform(String name) {
        return Arrays.stream(PostTransform.values())
                .filter(t -> t.name().equals(name))
                .findFirst();
    }

    private String text(String name, String otherwise) {
        List<String> given = texts.getOrDefault(name, List.of());
        return given.isEmpty() ? otherwise : given.get(0);
    }

    private int[] integers(String name) {
        Numbers list = numbers.get(name);
        return list == null ? new int[0] : Arrays.copyOf(list.values, list.size);
    }

    private float[] floats(String name) {
        int[] bits = integers(name);
        float[] floats = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            floats[i] = Float.intBitsToFloat(bits[i]);
        }
        return floats;
    }

    private boolean[] flags(String name) {
        int[] integers = integers(name);
        boolean[] flags = new boolean[integers.length];
        for (int i = 0; i < integers.length; i++) {
            flags[i] = integers[i] != 0;
        }
        return flags;
    }
}

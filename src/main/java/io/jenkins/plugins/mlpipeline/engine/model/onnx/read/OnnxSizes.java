package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.SizedGraph.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Follows the shapes of a graph that is fed one row, before anything runs, and refuses a model that makes a value of more
 * than {@link #MOST_ELEMENTS} elements even then. What depends on the data, or on operators whose shapes are not known here,
 * is left to the limit on the memory of the process.
 */
final class OnnxSizes {
    /** Most elements of a value: a gibibyte of floats. */
    static final long MOST_ELEMENTS = 1L << 28;

    /** Rounds of a loop that are followed; values that grow are too large long before. */
    private static final int MOST_ROUNDS = 64;

    /** Operators that are looked at, those of loops again and again; a graph beyond is not followed to its end. */
    private static final int MOST_STEPS = 1_000_000;

    private final Path file;
    private int steps;

    private OnnxSizes(Path file) {
        this.file = file;
    }

    /**
     * Looks at a file that {@link OnnxReader} accepted.
     *
     * @param inputs its declared inputs
     * @throws UserError when a value is too large
     */
    static void check(ModelFile file, List<OnnxValue> inputs) {
        SizedGraph graph = SizedGraph.of(file);
        Scope scope = Scope.of(graph, null);
        inputs.forEach(input -> scope.own.putIfAbsent(input.name(), value(input)));
        new OnnxSizes(file.path()).run(graph, scope);
    }

    private static SizedValue value(OnnxValue input) {
        if (input.form() != OnnxValue.Form.TENSOR || input.shape() == null) {
            return SizedValue.UNKNOWN;
        }
        long[] shape = input.shape().stream().mapToLong(d -> d).toArray();
        if (shape.length > 0 && shape[0] < 0) {
            shape[0] = 1;
        }
        return SizedValue.of(shape);
    }

    /**
     * What is known by name, in a graph and in those around it.
     *
     * @param own what was computed or given
     * @param constants of the graph
     * @param outer null for the main graph
     */
    private record Scope(Map<String, SizedValue> own, Map<String, SizedValue> constants, Scope outer) {
        static Scope of(SizedGraph graph, Scope outer) {
            return new Scope(new HashMap<>(), graph.constants(), outer);
        }

        SizedValue get(String name) {
            for (Scope scope = this; scope != null; scope = scope.outer) {
                // A constant of an old file is declared as an input too.
                SizedValue value = scope.constants.get(name);
                value = value == null ? scope.own.get(name) : value;
                if (value != null) {
                    return value;
                }
            }
            return SizedValue.UNKNOWN;
        }
    }

    /** Follows a graph; answers its outputs. What it computes is added to the scope. */
    private List<SizedValue> run(SizedGraph graph, Scope scope) {
        for (Node node : graph.nodes()) {
            steps += 1 + node.inputs().size() + node.outputs().size();
            if (steps > MOST_STEPS) {
                break;
            }
            List<SizedValue> in = node.inputs().stream().map(scope::get).toList();
            List<SizedValue> out = outputs(node, in, scope);
            for (int i = 0; i < node.outputs().size(); i++) {
                SizedValue value = i < out.size() ? out.get(i) : SizedValue.UNKNOWN;
                requireRoom(node, value);
                scope.own.put(node.outputs().get(i), value);
            }
        }
        steps += graph.outputs().size();
        return graph.outputs().stream().map(scope::get).toList();
    }

    private void requireRoom(Node node, SizedValue value) {
        if (value.elements() > MOST_ELEMENTS) {
            throw new UserError(file + ": its operator " + node.operator() + " makes a value of "
                    + (value.elements() == Long.MAX_VALUE
                            ? "more elements than can be counted"
                            : String.format(Locale.ROOT, "%,d elements", value.elements()))
                    + " of a single row, and " + String.format(Locale.ROOT, "%,d", MOST_ELEMENTS)
                    + " are the most that are computed. Export a smaller model.");
        }
    }

    private List<SizedValue> outputs(Node node, List<SizedValue> in, Scope scope) {
        boolean standard = node.domain().isEmpty() || node.domain().startsWith("ai.onnx");
        if (!standard) {
            return List.of();
        }
        return switch (node.operator()) {
            case "If" -> branches(node, scope);
            case "Loop" -> loop(node, in, scope);
            case "Scan" -> scan(node, scope);
            default -> List.of(SizeRules.first(node, in));
        };
    }

    private List<SizedValue> branches(Node node, Scope scope) {
        List<SizedValue> answers = null;
        for (String branch : List.of("then_branch", "else_branch")) {
            SizedGraph graph = node.attribute(branch).graph();
            if (graph == null) {
                return List.of();
            }
            List<SizedValue> these = run(graph, Scope.of(graph, scope));
            answers = answers == null ? these : same(answers, these);
        }
        return answers;
    }

    /** What two lists have in common. */
    private static List<SizedValue> same(List<SizedValue> a, List<SizedValue> b) {
        List<SizedValue> same = new ArrayList<>();
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            boolean equal = Arrays.equals(a.get(i).dimensions(), b.get(i).dimensions());
            same.add(equal ? new SizedValue(a.get(i).dimensions(), null) : SizedValue.UNKNOWN);
        }
        return same;
    }

    /** Goes around until nothing changes any more: a value that grows with each round grows too large here already. */
    private List<SizedValue> loop(Node node, List<SizedValue> in, Scope scope) {
        SizedGraph body = node.attribute("body").graph();
        double count = in.isEmpty() ? SizedValue.OPEN : in.get(0).numberOr(SizedValue.OPEN);
        if (body == null || in.size() < 2 || count == 0) {
            return List.of();
        }
        List<SizedValue> carried = new ArrayList<>(in.subList(2, in.size()));
        List<SizedValue> scanned = List.of();
        long rounds = count < 0 ? MOST_ROUNDS : (long) Math.min(MOST_ROUNDS, count);
        for (long round = 0; round < rounds && steps <= MOST_STEPS; round++) {
            Scope within = Scope.of(body, scope);
            for (int i = 2; i < body.inputs().size() && i - 2 < carried.size(); i++) {
                within.own.put(body.inputs().get(i), carried.get(i - 2));
            }
            List<SizedValue> out = run(body, within);
            steps += 1 + carried.size();
            if (out.size() < 1 + carried.size()) {
                return List.of();
            }
            List<SizedValue> next = out.subList(1, 1 + carried.size());
            scanned = out.subList(1 + carried.size(), out.size());
            boolean settled = true;
            for (int i = 0; i < next.size(); i++) {
                settled &= Arrays.equals(
                                next.get(i).dimensions(), carried.get(i).dimensions())
                        && Arrays.equals(next.get(i).numbers(), carried.get(i).numbers());
            }
            carried = new ArrayList<>(next);
            if (settled) {
                break;
            }
        }
        List<SizedValue> all = new ArrayList<>();
        carried.forEach(value -> all.add(new SizedValue(value.dimensions(), null)));
        scanned.forEach(value -> all.add(stacked(value, count)));
        return all;
    }

    private static SizedValue stacked(SizedValue value, double count) {
        if (!value.hasShape()) {
            return SizedValue.UNKNOWN;
        }
        long[] shape = new long[value.rank() + 1];
        shape[0] = count < 0 ? SizedValue.OPEN : (long) count;
        System.arraycopy(value.dimensions(), 0, shape, 1, value.rank());
        return SizedValue.of(shape);
    }

    /** What its body makes of values that are not known; what it answers is no larger for each step. */
    private List<SizedValue> scan(Node node, Scope scope) {
        SizedGraph body = node.attribute("body").graph();
        if (body != null) {
            Scope within = Scope.of(body, scope);
            body.inputs().forEach(name -> within.own.put(name, SizedValue.UNKNOWN));
            run(body, within);
        }
        return List.of();
    }
}

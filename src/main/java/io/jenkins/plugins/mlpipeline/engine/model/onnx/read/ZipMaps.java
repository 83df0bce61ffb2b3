package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes ZipMap operators off a graph's outputs, so that the tensor of probabilities beneath is answered under the same
 * name.
 *
 * <p>A ZipMap turns every row into a map from label to probability. DJL reads the values of such maps in the order of
 * Java's hash table, which is not the labels' order, and one map per row is slow; the numbers are the same without it.
 *
 * <p>Field by field: everything is copied byte for byte but ZipMap nodes, which become Identity nodes, and the
 * declarations of their outputs, which become float tensors. Field numbers are those of onnx.proto3.
 */
public final class ZipMaps {
    private static final int GRAPH = 7;
    private static final int OPSET = 8;
    private static final int NODE = 1;
    private static final int OUTPUT = 12;
    private static final int FLOAT = 1;
    private static final long IDENTITY_OPSET = 13;

    private final byte[] bytes;
    private final Set<String> zipped;

    private ZipMaps(byte[] bytes, Set<String> zipped) {
        this.bytes = bytes;
        this.zipped = zipped;
    }

    /**
     * The model with each ZipMap replaced by an Identity.
     *
     * @param model the file's bytes
     * @param graph what was read of it
     */
    public static byte[] strip(byte[] model, OnnxGraph graph) {
        Set<String> zipped = graph.nodes().stream()
                .filter(ZipMaps::isZipMap)
                .map(node -> node.outputs().get(0))
                .collect(Collectors.toSet());
        ZipMaps stripping = new ZipMaps(model, zipped);
        ProtobufWriter out = new ProtobufWriter(model.length + (1 << 8));
        ProtobufReader wire = new ProtobufReader(model, 0, model.length);
        for (int start = wire.position(); wire.next(); start = wire.position()) {
            if (wire.field() == GRAPH) {
                out.message(GRAPH, stripping.graph(wire.message()));
            } else {
                wire.pass();
                out.copy(model, start, wire.position());
            }
        }
        if (!graph.opsets().containsKey("ai.onnx")) {
            out.message(OPSET, new ProtobufWriter().integer(2, IDENTITY_OPSET));
        }
        return out.bytes();
    }

    private static boolean isZipMap(OnnxNode node) {
        return node.operator().equals("ZipMap")
                && node.inputs().size() == 1
                && node.outputs().size() == 1;
    }

    private ProtobufWriter graph(ProtobufReader wire) {
        ProtobufWriter out = new ProtobufWriter(wire.remaining());
        for (int start = wire.position(); wire.next(); start = wire.position()) {
            ProtobufWriter changed = null;
            if (wire.field() == NODE) {
                changed = node(wire.message());
            } else if (wire.field() == OUTPUT) {
                changed = output(wire.message());
            } else {
                wire.pass();
            }
            if (changed == null) {
                out.copy(bytes, start, wire.position());
            } else {
                out.message(wire.field(), changed);
            }
        }
        return out;
    }

    /** An Identity in place of a ZipMap; null for other nodes. */
    private ProtobufWriter node(ProtobufReader wire) {
        String input = "";
        String output = "";
        while (wire.next()) {
            if (wire.field() == 1) {
                input = wire.text();
            } else if (wire.field() == 2) {
                output = wire.text();
            }
        }
        if (!zipped.contains(output)) {
            return null;
        }
        return new ProtobufWriter().text(1, input).text(2, output).text(4, "Identity");
    }

    /** A matrix of floats in place of a list of maps; null for other outputs. */
    private ProtobufWriter output(ProtobufReader wire) {
        String name = "";
        while (wire.next()) {
            if (wire.field() == 1) {
                name = wire.text();
            }
        }
        if (!zipped.contains(name)) {
            return null;
        }
        ProtobufWriter shape = new ProtobufWriter();
        for (String dimension : new String[] {"rows", "labels"}) {
            shape.message(1, new ProtobufWriter().text(2, dimension));
        }
        ProtobufWriter tensor = new ProtobufWriter().integer(1, FLOAT).message(2, shape);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }
}

package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
        ByteArrayOutputStream out = new ByteArrayOutputStream(model.length + (1 << 8));
        ProtobufReader wire = new ProtobufReader(model, 0, model.length);
        for (int start = wire.position(); wire.next(); start = wire.position()) {
            if (wire.field() == GRAPH) {
                write(out, GRAPH, stripping.graph(wire.message()));
            } else {
                wire.pass();
                out.write(model, start, wire.position() - start);
            }
        }
        if (!graph.opsets().containsKey("ai.onnx")) {
            ByteArrayOutputStream opset = new ByteArrayOutputStream();
            write(opset, 2, IDENTITY_OPSET);
            write(out, OPSET, opset);
        }
        return out.toByteArray();
    }

    private static boolean isZipMap(OnnxNode node) {
        return node.operator().equals("ZipMap")
                && node.inputs().size() == 1
                && node.outputs().size() == 1;
    }

    private ByteArrayOutputStream graph(ProtobufReader wire) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(wire.remaining());
        for (int start = wire.position(); wire.next(); start = wire.position()) {
            ByteArrayOutputStream changed = null;
            if (wire.field() == NODE) {
                changed = node(wire.message());
            } else if (wire.field() == OUTPUT) {
                changed = output(wire.message());
            } else {
                wire.pass();
            }
            if (changed == null) {
                out.write(bytes, start, wire.position() - start);
            } else {
                write(out, wire.field(), changed);
            }
        }
        return out;
    }

    /** An Identity in place of a ZipMap; null for other nodes. */
    private ByteArrayOutputStream node(ProtobufReader wire) {
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
        ByteArrayOutputStream identity = new ByteArrayOutputStream();
        write(identity, 1, input);
        write(identity, 2, output);
        write(identity, 4, "Identity");
        return identity;
    }

    /** A matrix of floats in place of a list of maps; null for other outputs. */
    private ByteArrayOutputStream output(ProtobufReader wire) {
        String name = "";
        while (wire.next()) {
            if (wire.field() == 1) {
                name = wire.text();
            }
        }
        if (!zipped.contains(name)) {
            return null;
        }
        ByteArrayOutputStream shape = new ByteArrayOutputStream();
        for (String dimension : new String[] {"rows", "labels"}) {
            ByteArrayOutputStream open = new ByteArrayOutputStream();
            write(open, 2, dimension);
            write(shape, 1, open);
        }
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        write(tensor, 1, FLOAT);
        write(tensor, 2, shape);
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        write(type, 1, tensor);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        write(value, 1, name);
        write(value, 2, type);
        return value;
    }

    private static void write(ByteArrayOutputStream out, int field, ByteArrayOutputStream message) {
        varint(out, (long) field << 3 | 2);
        varint(out, message.size());
        out.writeBytes(message.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, int field, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(out, (long) field << 3 | 2);
        varint(out, utf8.length);
        out.write(utf8, 0, utf8.length);
    }

    private static void write(ByteArrayOutputStream out, int field, long value) {
        varint(out, (long) field << 3);
        varint(out, value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}

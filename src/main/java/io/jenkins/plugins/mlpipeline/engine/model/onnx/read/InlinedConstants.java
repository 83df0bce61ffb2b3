package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Puts small constants that lie in other files into the model: ONNX Runtime asks for the values of shapes before it takes constants
 * that are given beside a model.
 *
 * <p>Everything else is copied byte for byte. Field numbers are those of onnx.proto3.
 */
public final class InlinedConstants {
    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;

    private InlinedConstants() {}

    /**
     * The model with those constants in it.
     *
     * @param model the file's bytes
     * @param constants by name
     */
    public static byte[] into(byte[] model, Map<String, ExternalData.Constant> constants) {
        if (constants.isEmpty()) {
            return model;
        }
        ProtobufWriter out = new ProtobufWriter(model.length + (1 << 12));
        ProtobufReader wire = new ProtobufReader(model, 0, model.length);
        for (int start = wire.position(); wire.next(); start = wire.position()) {
            if (wire.field() == GRAPH) {
                out.message(GRAPH, graph(model, wire.message(), constants));
            } else {
                wire.pass();
                out.copy(model, start, wire.position());
            }
        }
        return out.bytes();
    }

    private static ProtobufWriter graph(
            byte[] model, ProtobufReader wire, Map<String, ExternalData.Constant> constants) {
        ProtobufWriter out = new ProtobufWriter(wire.remaining() + (1 << 12));
        for (int start = wire.position(); wire.next(); start = wire.position()) {
            ExternalData.Constant constant = null;
            String name = "";
            if (wire.field() == INITIALIZER) {
                name = OnnxConstant.read(wire.message()).name();
                constant = constants.get(name);
            } else {
                wire.pass();
            }
            if (constant == null) {
                out.copy(model, start, wire.position());
            } else {
                out.message(INITIALIZER, tensor(name, constant));
            }
        }
        return out;
    }

    private static ProtobufWriter tensor(String name, ExternalData.Constant constant) {
        ProtobufWriter tensor = new ProtobufWriter();
        for (long size : constant.shape()) {
            tensor.integer(1, size);
        }
        ByteBuffer values = constant.values().duplicate();
        byte[] raw = new byte[values.remaining()];
        values.get(raw);
        return tensor.integer(2, constant.type()).text(8, name).bytes(9, raw);
    }
}

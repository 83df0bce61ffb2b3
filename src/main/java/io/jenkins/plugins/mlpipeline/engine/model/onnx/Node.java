package io.jenkins.plugins.mlpipeline.engine.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** A node that is being written; {@link #out} ends it. Attributes are written in the order of the calls. */
public final class Node {
    private final GraphBuilder owner;
    private final NodeProto.Builder node = NodeProto.newBuilder();

    Node(GraphBuilder owner, String domain, String operator) {
        this.owner = owner;
        node.setOpType(operator).setDomain(domain);
    }

    /** Adds inputs. */
    public Node in(String... values) {
        node.addAllInput(List.of(values));
        return this;
    }

    /** Adds inputs. */
    public Node in(List<String> values) {
        node.addAllInput(values);
        return this;
    }

    /** Adds an integer attribute. */
    public Node attribute(String name, long value) {
        return add(attribute(name, AttributeType.INT).setI(value));
    }

    /** Adds a number attribute. */
    public Node attribute(String name, float value) {
        return add(attribute(name, AttributeType.FLOAT).setF(value));
    }

    /** Adds a text attribute. */
    public Node attribute(String name, String value) {
        return add(attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    /** Adds an attribute that is a list of integers. */
    public Node attribute(String name, long[] values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return add(attribute);
    }

    /** Adds an attribute that is a list of integers. */
    public Node attribute(String name, int[] values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
        for (int value : values) {
            attribute.addInts(value);
        }
        return add(attribute);
    }

    /** Adds an attribute that is a list of numbers. */
    public Node attribute(String name, float[] values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return add(attribute);
    }

    /** Adds an attribute that is a list of texts. */
    public Node attribute(String name, List<String> values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.STRINGS);
        values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
        return add(attribute);
    }

    /**
     * Adds an attribute that is a list of two different texts, each held once however long the list is.
     *
     * @param which for each place, whether the first text stands there
     */
    public Node attribute(String name, boolean[] which, String first, String second) {
        ByteString yes = ByteString.copyFromUtf8(first);
        ByteString no = ByteString.copyFromUtf8(second);
        AttributeProto.Builder attribute = attribute(name, AttributeType.STRINGS);
        for (boolean b : which) {
            attribute.addStrings(b ? yes : no);
        }
        return add(attribute);
    }

    /** Ends the node and gives the name of its only output, made from a hint. */
    public String out(String hint) {
        String output = owner.fresh(hint);
        owner.graph().addNode(node.addOutput(output).setName(node.getOpType() + "_" + output));
        return output;
    }

    private Node add(AttributeProto.Builder attribute) {
        node.addAttribute(attribute);
        return this;
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}

package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** A node that is being written; {@link #out} ends it. Attributes are written in the order of the calls. */
public final class Node {
    private final GraphBuilder owner;
    private final String domain;
    private final NodeProto.Builder node = NodeProto.newBuilder();
    private final List<Written> attributes = new ArrayList<>();

    Node(GraphBuilder owner, String domain, String operator) {
        this.owner = owner;
        this.domain = domain;
        node.setOpType(operator);
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

    /** Adds an attribute that is a list of numbers. */
    public Node attribute(String name, float[] values) {
        return floats(name, Pieces.of(values));
    }

    /** Adds an attribute that is a list of texts. */
    public Node attribute(String name, List<String> values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.STRINGS);
        values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
        return add(attribute);
    }

    /** Adds an attribute that is a long list of integers. */
    Node ints(String name, Pieces<int[]> values) {
        return add(ListAttribute.ints(name, values));
    }

    /** Adds an attribute that is a long list of numbers. */
    Node floats(String name, Pieces<float[]> values) {
        return add(ListAttribute.floats(name, values));
    }

    /** Adds an attribute that is a long list of two texts: the first where {@code which} says so. */
    Node texts(String name, Pieces<boolean[]> which, String first, String second) {
        return add(ListAttribute.texts(name, which, first, second));
    }

    /** Ends the node and gives the name of its only output, made from a hint. */
    public String out(String hint) {
        String output = owner.fresh(hint);
        owner.add(Written.around(
                node.addOutput(output).setName(node.getOpType() + "_" + output).build(),
                NodeProto.ATTRIBUTE_FIELD_NUMBER,
                attributes,
                NodeProto.newBuilder().setDomain(domain).build()));
        return output;
    }

    private Node add(AttributeProto.Builder attribute) {
        return add(Written.of(attribute.build()));
    }

    private Node add(Written attribute) {
        attributes.add(attribute);
        return this;
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}

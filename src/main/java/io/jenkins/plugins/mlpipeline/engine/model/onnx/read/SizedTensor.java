package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

/** A constant tensor as far as sizes are about it. Field numbers are those of onnx.proto3. */
record SizedTensor(String name, SizedValue value) {
    private static final int FLOAT = 1;
    private static final int INT32 = 6;
    private static final int INT64 = 7;
    private static final int DOUBLE = 11;

    static SizedTensor read(ProtobufReader wire) {
        String name = "";
        int type = 0;
        SizedGraph.Numbers dimensions = new SizedGraph.Numbers();
        SizedGraph.Numbers numbers = new SizedGraph.Numbers();
        ProtobufReader raw = null;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> dimensions.integers(wire);
                case 2 -> type = (int) wire.integer();
                case 4 -> numbers.reals(wire);
                case 5, 7 -> numbers.integers(wire);
                case 8 -> name = wire.text();
                case 9 -> raw = wire.message();
                case 10 -> doubles(wire.message(), numbers);
                default -> {}
            }
        }
        if (raw != null) {
            raw(raw, type, numbers);
        }
        double[] found = numbers.all();
        double[] lengths = dimensions.all();
        SizedValue shape = lengths.length > SizedValue.MOST_NUMBERS
                ? SizedValue.UNKNOWN
                : SizedValue.of(SizedValue.list(lengths).integers());
        boolean whole = shape.hasShape() && found.length <= SizedValue.MOST_NUMBERS && found.length == shape.elements();
        return new SizedTensor(name, whole ? new SizedValue(shape.dimensions(), found) : shape);
    }

    private static void doubles(ProtobufReader packed, SizedGraph.Numbers into) {
        while (packed.remaining() > 0 && into.isWanted()) {
            into.add(Double.longBitsToDouble(packed.packedFixed(Double.BYTES)));
        }
    }

    private static void raw(ProtobufReader raw, int type, SizedGraph.Numbers into) {
        while (raw.remaining() > 0 && into.isWanted()) {
            switch (type) {
                case FLOAT -> into.add(raw.packedReal());
                case INT32 -> into.add((int) raw.packedFixed(Integer.BYTES));
                case INT64 -> into.add(raw.packedFixed(Long.BYTES));
                case DOUBLE -> into.add(Double.longBitsToDouble(raw.packedFixed(Double.BYTES)));
                default -> {
                    return;
                }
            }
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Arrays;

/**
 * Takes finite JSON numbers alone. The mapper would make a number of the texts {@code "NaN"} and {@code "Infinity"}, and an
 * infinite one of {@code 1e999}; a comparison with such a value says nothing.
 */
final class StrictDouble extends StdScalarDeserializer<Double> {
    private static final long serialVersionUID = 1L;

    private final boolean primitive;

    private StrictDouble(boolean primitive) {
        super(primitive ? double.class : Double.class);
        this.primitive = primitive;
    }

    /** The module that has a mapper read {@code double}, {@code Double} and {@code double[]} so. */
    static SimpleModule module() {
        return new SimpleModule("finite numbers")
                .addDeserializer(Double.class, new StrictDouble(false))
                .addDeserializer(double.class, new StrictDouble(true))
                .addDeserializer(double[].class, new Row());
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return read(parser, context);
    }

    @Override
    public Double getNullValue(DeserializationContext context) throws JsonMappingException {
        return primitive ? context.reportInputMismatch(double.class, "null") : null;
    }

    private static double read(JsonParser parser, DeserializationContext context) throws IOException {
        double value = parser.currentToken().isNumeric() ? parser.getDoubleValue() : Double.NaN;
        if (!Double.isFinite(value)) {
            context.reportInputMismatch(double.class, "not a finite number");
        }
        return value;
    }

    /** A list of numbers. */
    private static final class Row extends StdScalarDeserializer<double[]> {
        private static final long serialVersionUID = 1L;
        private static final int FIRST = 16;

        Row() {
            super(double[].class);
        }

        @Override
        public double[] deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.isExpectedStartArrayToken()) {
                context.reportInputMismatch(double[].class, "not a list");
            }
            double[] values = new double[FIRST];
            int n = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values = n == values.length ? Arrays.copyOf(values, 2 * n) : values;
                values[n++] = read(parser, context);
            }
            return Arrays.copyOf(values, n);
        }
    }
}

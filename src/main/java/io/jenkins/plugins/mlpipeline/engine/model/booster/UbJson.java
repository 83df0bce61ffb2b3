package io.jenkins.plugins.mlpipeline.engine.model.booster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads UBJSON (Universal Binary JSON, draft 12), the form in which XGBoost gives its trees without rounding.
 *
 * <p>Objects become maps; arrays of one declared type become {@code float[]}, {@code int[]}, {@code long[]} or
 * {@code byte[]}, other arrays lists; numbers become {@code Long} or {@code Double}.
 */
public final class UbJson {
    private static final int DEEPEST = 50;
    private static final String CUT_OFF = "UBJSON ends in the middle of a value";

    private final ByteBuffer in;
    private int depth;

    private UbJson(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException when the bytes are not UBJSON
     */
    public static Object parse(byte[] bytes) {
        try {
            UbJson reader = new UbJson(bytes);
            return reader.value(reader.in.get());
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException(CUT_OFF, e);
        }
    }

    private Object value(byte type) {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("UBJSON is nested more than " + DEEPEST + " levels deep");
        }
        Object value = plain(type);
        depth--;
        return value;
    }

    private Object plain(byte type) {
        return switch (type) {
            case '{' -> object();
            case '[' -> array();
            case 'S' -> text();
            case 'Z' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'd' -> (double) in.getFloat();
            case 'D' -> in.getDouble();
            default -> integer(type);
        };
    }

    private long integer(byte type) {
        return switch (type) {
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xff;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            default -> throw new IllegalArgumentException("UBJSON has no type " + (char) type);
        };
    }

    private int length() {
        return Math.toIntExact(integer(in.get()));
    }

    /** Room for values that are there: nothing is made for what a stranger merely announces. */
    private int room(int length, int bytes) {
        if (length < 0 || (long) length * bytes > in.remaining()) {
            throw new IllegalArgumentException(CUT_OFF);
        }
        return length;
    }

    private String text() {
        byte[] bytes = new byte[room(length(), 1)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        while (in.get(in.position()) != '}') {
            String key = text();
            object.put(key, value(in.get()));
        }
        in.get();
        return object;
    }

    private Object array() {
        byte next = in.get(in.position());
        if (next == '$') {
            in.get();
            byte type = in.get();
            expectCount();
            return typed(type, length());
        }
        if (next == '#') {
            expectCount();
            int length = room(length(), 1);
            List<Object> list = new ArrayList<>(length);
            for (int i = 0; i < length; i++) {
                list.add(value(in.get()));
            }
            return list;
        }
        List<Object> list = new ArrayList<>();
        for (byte type = in.get(); type != ']'; type = in.get()) {
            list.add(value(type));
        }
        return list;
    }

    private void expectCount() {
        if (in.get() != '#') {
            throw new IllegalArgumentException("UBJSON array has a type but no count");
        }
    }

    private Object typed(byte type, int length) {
        switch (type) {
            case 'd' -> {
                float[] values = new float[room(length, Float.BYTES)];
                in.asFloatBuffer().get(values);
                in.position(in.position() + length * Float.BYTES);
                return values;
            }
            case 'l' -> {
                int[] values = new int[room(length, Integer.BYTES)];
                in.asIntBuffer().get(values);
                in.position(in.position() + length * Integer.BYTES);
                return values;
            }
            case 'L' -> {
                long[] values = new long[room(length, Long.BYTES)];
                in.asLongBuffer().get(values);
                in.position(in.position() + length * Long.BYTES);
                return values;
            }
            case 'U', 'i' -> {
                byte[] values = new byte[room(length, 1)];
                in.get(values);
                return values;
            }
            default -> throw new IllegalArgumentException("UBJSON arrays of type " + (char) type + " are not read");
        }
    }
}

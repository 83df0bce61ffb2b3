package io.jenkins.plugins.mlpipeline.engine.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Damage within a protobuf message whose lengths stay right, so that it reaches what lies below the parser: fields dropped,
 * doubled, renumbered, moved, with other values, at any depth.
 */
final class WireMutator implements Mutator {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MOST_COPIES = 300;

    /** A field: number, wire type, and its content without tag and length. */
    private record Field(int number, int type, byte[] content) {}

    @Override
    public byte[] mutate(byte[] input, Random random) {
        byte[] changed = input;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            changed = message(changed, random);
        }
        return changed;
    }

    private static byte[] message(byte[] bytes, Random random) {
        List<Field> fields = read(bytes);
        if (fields.isEmpty()) {
            return bytes;
        }
        int at = random.nextInt(fields.size());
        Field field = fields.get(at);
        boolean nested = field.type == LENGTH && !read(field.content).isEmpty();
        if (nested && random.nextInt(5) > 0) {
            fields.set(at, new Field(field.number, LENGTH, message(field.content, random)));
        } else {
            change(fields, at, random);
        }
        return write(fields);
    }

    private static void change(List<Field> fields, int at, Random random) {
        Field field = fields.get(at);
        switch (random.nextInt(7)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(field);
            case 2 -> fields.set(at, new Field(1 + random.nextInt(26), field.type, field.content));
            case 3 -> Collections.swap(fields, at, random.nextInt(fields.size()));
            case 4 -> fields.addAll(at, Collections.nCopies(random.nextInt(MOST_COPIES), field));
            default -> fields.set(at, new Field(field.number, field.type, content(field, random)));
        }
    }

    private static byte[] content(Field field, Random random) {
        if (field.type == VARINT) {
            return varint(
                    Mutator.one(random, 0L, 1L, -1L, 7L, 255L, 1L << 31, 1L << 40, Long.MIN_VALUE, random.nextLong()));
        }
        if (field.type != LENGTH) {
            byte[] bytes = field.content.clone();
            random.nextBytes(bytes);
            return bytes;
        }
        return switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> Words.text(random).getBytes(StandardCharsets.UTF_8);
            case 2 ->
                Mutator.one(random, "ai.onnx.ml", "com.example", "Loop", "If", "ConstantOfShape", "Expand", "Gather")
                        .getBytes(StandardCharsets.UTF_8);
            case 3 -> Arrays.copyOf(field.content, random.nextInt(2 * field.content.length + 2));
            default -> field.content.length == 0 ? field.content : new ByteMutator().mutate(field.content, random);
        };
    }

    /** The fields of a message; none when it is no message. */
    private static List<Field> read(byte[] bytes) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            long[] tag = varint(bytes, at);
            int number = (int) (tag[0] >>> 3);
            int type = (int) (tag[0] & 7);
            if (tag[1] < 0 || number < 1 || number > 100) {
                return new ArrayList<>();
            }
            int from = (int) tag[1];
            long length;
            if (type == VARINT) {
                length = varint(bytes, from)[1] - from;
            } else if (type == FIXED64) {
                length = 8;
            } else if (type == FIXED32) {
                length = 4;
            } else if (type == LENGTH) {
                long[] size = varint(bytes, from);
                from = (int) size[1];
                length = size[0];
            } else {
                return new ArrayList<>();
            }
            if (from < 0 || length < 0 || length > bytes.length - from) {
                return new ArrayList<>();
            }
            at = from + (int) length;
            fields.add(new Field(number, type, Arrays.copyOfRange(bytes, from, at)));
        }
        return fields;
    }

    private static byte[] write(List<Field> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            out.writeBytes(varint((long) field.number << 3 | field.type));
            if (field.type == LENGTH) {
                out.writeBytes(varint(field.content.length));
            }
            out.writeBytes(field.content);
        }
        return out.toByteArray();
    }

    /** Value and end of a varint; the end is negative when it is cut off. */
    private static long[] varint(byte[] bytes, int from) {
        long value = 0;
        for (int at = from, shift = 0; at < bytes.length && shift < Long.SIZE; at++, shift += 7) {
            value |= (long) (bytes[at] & 0x7F) << shift;
            if (bytes[at] >= 0) {
                return new long[] {value, at + 1};
            }
        }
        return new long[] {0, -1};
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }
}

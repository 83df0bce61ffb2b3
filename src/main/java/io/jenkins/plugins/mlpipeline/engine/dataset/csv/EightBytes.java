package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of ASCII text at a time, as one {@code long} whose lowest byte is the first character. What is found is
 * marked by the highest bit of its byte.
 */
final class EightBytes {
    /** Characters of a word. */
    static final int SIZE = Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long MARKS = 0x80 * EACH;
    private static final long ZEROS = '0' * EACH;
    private static final long POINTS = ('.' ^ '0') * EACH;
    /** Lifts a byte to a mark when it is above 9. */
    private static final long ABOVE_NINE = 0x76 * EACH;

    private EightBytes() {}

    static long at(byte[] bytes, int from) {
        return (long) WORDS.get(bytes, from);
    }

    /** A word of eight times the same character. */
    static long of(char c) {
        return c * EACH;
    }

    /** Marks the bytes of a word that are not ASCII. */
    static long notAscii(long word) {
        return word & MARKS;
    }

    /**
     * Marks a character, given eight times. Right up to the first byte that is not ASCII.
     */
    static long find(long word, long eight) {
        return MARKS - (word ^ eight) & MARKS;
    }

    /** The position in its word of the first mark; 8 without one. */
    static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** The last so many characters of a word, 1 to 8, as digits; what is before them becomes zeros. */
    static long lastDigits(long word, int characters) {
        int others = Byte.SIZE * (SIZE - characters);
        return (word ^ ZEROS) >>> others << others;
    }

    /** Marks the decimal points among digits. */
    static long points(long digits) {
        return MARKS - (digits ^ POINTS) & MARKS;
    }

    /** Takes the first point out; what was before it moves towards it, and a zero comes first. */
    static long withoutPoint(long digits, long points) {
        long point = points & -points;
        long before = (point >>> Byte.SIZE - 1) - 1;
        return (digits & before) << Byte.SIZE | digits & -(point << 1);
    }

    /** Marks what is no digit. */
    static long notDigits(long digits) {
        return (digits + ABOVE_NINE | digits) & MARKS;
    }

    /**
     * The number that eight digits are: neighbours are put together three times (D. Lemire, Number Parsing at a Gigabyte per
     * Second, 2021, section 4).
     */
    static long value(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        long low = (pairs & 0x000000FF000000FFL) * (100 + (1_000_000L << 32));
        long high = (pairs >>> 16 & 0x000000FF000000FFL) * (1 + (10_000L << 32));
        return low + high >>> 32;
    }
}

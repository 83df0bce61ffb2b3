package io.jenkins.plugins.mlpipeline.engine.dataset.rows;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.LongColumn;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The rows that a model learnt from as a set that can be asked whether a row is in it, without their values: of each row's
 * {@link RowHash} the leading b bits, b = {@value #ERROR_BITS} + log2(n) rounded up, sorted, as Rice-coded differences
 * (Golomb-coded set; F. Putze, P. Sanders and J. Singler, Cache-, Hash- and Space-Efficient Bloom Filters, 2007), about 22
 * bits a row.
 *
 * <p>A row that is in the set is always found. One that is not is taken for one that is with a probability of at most
 * 2^-{@value #ERROR_BITS}, about one in a million.
 */
public final class RowSet {
    /** A row that is not in the set is found with probability 2^-this. */
    public static final int ERROR_BITS = 20;

    /** Most rows of a set. */
    public static final int MOST_ROWS = 1 << 26;

    private static final int MAGIC = 0x4D4C5253;
    private static final int HEADER = 3 * Integer.BYTES;

    private final int bits;
    /** Distinct leading bits, ascending. */
    private final long[] leading;

    private RowSet(int bits, long[] leading) {
        this.bits = bits;
        this.leading = leading;
    }

    /** The set of some rows. */
    public static RowSet of(LongColumn hashes) {
        int bits = ERROR_BITS + log2(Math.max(1, hashes.size()));
        long[] leading = Arrays.stream(hashes.sorted())
                .map(hash -> hash >>> (Long.SIZE - bits))
                .distinct()
                .toArray();
        return new RowSet(bits, leading);
    }

    /**
     * The hashes of a table's rows: its columns and the label.
     *
     * @param labels as many as there are rows
     */
    public static LongColumn hashes(Table table, Labels labels) {
        LongColumn hashes = new LongColumn();
        long[] sums = sums(table);
        if (labels.names() == null) {
            addNumbers(sums, labels.column(), labels.values());
        } else {
            addTexts(sums, labels.column(), labels.codes(), parts(labels.column(), labels.names()));
        }
        for (long sum : sums) {
            hashes.add(RowHash.row(sum));
        }
        return hashes;
    }

    /** The hash of each row's cells without the label. */
    public static long[] inputs(Table table) {
        return Arrays.stream(sums(table)).map(RowHash::row).toArray();
    }

    private static long[] sums(Table table) {
        long[] sums = new long[table.rows()];
        for (int column = 0; column < table.names().size(); column++) {
            String name = table.names().get(column);
            if (table.type(column).isNumeric()) {
                addNumbers(sums, name, table.numbers(column));
            } else {
                addTexts(
                        sums,
                        name,
                        table.codes(column),
                        parts(name, table.dictionary(column).entries()));
            }
        }
        return sums;
    }

    /** Whether a row is in the set. */
    public boolean contains(long hash) {
        return Arrays.binarySearch(leading, hash >>> (Long.SIZE - bits)) >= 0;
    }

    /**
     * How many of some rows are in the set.
     *
     * @param sorted hashes in ascending order as unsigned numbers
     */
    public long count(long[] sorted) {
        long found = 0;
        int at = 0;
        for (long hash : sorted) {
            long wanted = hash >>> (Long.SIZE - bits);
            while (at < leading.length && leading[at] < wanted) {
                at++;
            }
            if (at < leading.length && leading[at] == wanted) {
                found++;
            }
        }
        return found;
    }

    /** The set as bytes; equal sets give equal bytes. */
    public byte[] write() {
        BitSet coded = new BitSet();
        int at = 0;
        long before = 0;
        for (long value : leading) {
            long gap = value - before;
            before = value;
            int quotient = (int) (gap >>> ERROR_BITS);
            coded.set(at, at + quotient);
            at += quotient + 1;
            for (int bit = 0; bit < ERROR_BITS; bit++) {
                coded.set(at++, (gap >>> bit & 1) == 1);
            }
        }
        byte[] body = Arrays.copyOf(coded.toByteArray(), (at + Byte.SIZE - 1) / Byte.SIZE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(HEADER)
                .putInt(MAGIC)
                .putInt(bits)
                .putInt(leading.length)
                .array());
        out.writeBytes(body);
        return out.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param name the file, for messages
     * @throws UserError when it is something else
     */
    public static RowSet read(byte[] bytes, String name) {
        UserError damaged = new UserError(
                name + ": is not a set of training rows. Take the file that train wrote, or train again.");
        if (bytes.length < HEADER) {
            throw damaged;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        boolean ours = header.getInt() == MAGIC;
        int bits = header.getInt();
        int size = header.getInt();
        long most = (bytes.length - HEADER) * (long) Byte.SIZE;
        if (!ours
                || bits < ERROR_BITS
                || bits > ERROR_BITS + log2(MOST_ROWS)
                || size < 0
                || size * (ERROR_BITS + 1L) > most) {
            throw damaged;
        }
        BitSet coded = BitSet.valueOf(ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER));
        long[] leading = new long[size];
        int at = 0;
        long before = 0;
        for (int i = 0; i < size; i++) {
            int end = coded.nextClearBit(at);
            long gap = (long) (end - at) << ERROR_BITS;
            at = end + 1;
            for (int bit = 0; bit < ERROR_BITS; bit++) {
                gap |= coded.get(at++) ? 1L << bit : 0;
            }
            before += gap;
            leading[i] = before;
        }
        if (at > most || before >>> bits != 0) {
            throw damaged;
        }
        return new RowSet(bits, leading);
    }

    private static void addNumbers(long[] sums, String column, double[] values) {
        long name = RowSum.name(column);
        long missing = RowSum.missing(column);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += Double.isNaN(values[i]) ? missing : RowSum.number(name, values[i]);
        }
    }

    private static void addTexts(long[] sums, String column, int[] codes, long[] parts) {
        long missing = RowSum.missing(column);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += codes[i] < 0 ? missing : parts[codes[i]];
        }
    }

    private static long[] parts(String column, java.util.List<String> texts) {
        return texts.stream().mapToLong(text -> RowSum.text(column, text)).toArray();
    }

    private static int log2(int n) {
        return n <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
    }
}

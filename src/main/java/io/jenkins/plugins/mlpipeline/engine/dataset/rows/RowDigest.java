package io.jenkins.plugins.mlpipeline.engine.dataset.rows;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowHash;
import io.jenkins.plugins.mlpipeline.engine.evaluation.RowSample;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;

/**
 * The identity of a test set: a digest of the multiset of its rows, in whatever order they come, and samples by which other
 * test sets with nearly the same rows are known. Constant memory.
 *
 * <p>The digest is the SHA-256 of the number of rows and of four sums, modulo 2^64, of differently mixed hashes of the rows.
 * Different test sets share one by accident with a probability near 2^-64. It is made to know a test set again, not to prove
 * that rows are those that somebody meant: the hashes resist no one who makes rows up. The digest of the file does.
 */
public final class RowDigest {
    private static final long[] SALTS = {
        0x9E3779B97F4A7C15L, 0xD1B54A32D192ED03L, 0x8CB92BA72F3D8DD7L, 0xABC98388FB8FAC03L
    };

    private final RowContent content;
    private final long[] sums = new long[SALTS.length];
    private final SmallestKeys contents = new SmallestKeys();
    private final SmallestKeys ids = new SmallestKeys();
    private long rows;

    /** @param content what rows are made of */
    public RowDigest(RowContent content) {
        this.content = content;
    }

    /** What rows are made of. */
    public RowContent content() {
        return content;
    }

    /**
     * Adds a row; for one thread at a time.
     *
     * @param hash as {@link RowContent#of} has it
     * @param id as {@link RowContent#id} has it
     */
    public void add(long hash, long id) {
        rows++;
        for (int i = 0; i < SALTS.length; i++) {
            sums[i] += RowHash.row(hash + SALTS[i]);
        }
        contents.add(hash);
        if (content.namesRows()) {
            ids.add(id);
        }
    }

    /** {@code sha256:<hex>} of the rows. */
    public String digest() {
        StringBuilder text = new StringBuilder("rows ").append(rows);
        for (long sum : sums) {
            text.append(' ').append(Long.toHexString(sum));
        }
        return Digest.ofText(text.toString());
    }

    /** A sample of the rows by their content; null where so many are alike that it would not tell test sets apart. */
    public RowSample contents() {
        return contents.sample(rows);
    }

    /** A sample of the cells that name rows; null where none do, or they do not. */
    public RowSample ids() {
        return content.namesRows() ? ids.sample(rows) : null;
    }
}

package io.jenkins.plugins.mlpipeline.engine.ledger;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.RowSample;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;

/**
 * How a test set is known again.
 *
 * @param digest {@code sha256:<hex>} of its rows, or of the file where an evaluation does not say that of the rows: its key
 * @param file {@code sha256:<hex>} of the file, by which older ledgers know it; may be null
 * @param name the file's name, for people; may be null
 * @param contents a sample of the rows by their content; may be null
 * @param ids a sample of the rows by the column that names them; may be null
 */
public record TestSet(String digest, String file, String name, RowSample contents, RowSample ids) {
    public TestSet {
        if (!Digest.isDigest(digest) || file != null && !Digest.isDigest(file)) {
            throw new IllegalArgumentException("a test set is known by its sha256");
        }
    }

    /** The test set of an evaluation; null where it does not say which rows it is about. */
    public static TestSet of(DataRef data) {
        if (data == null || !Digest.isDigest(data.rowsSha256()) && !Digest.isDigest(data.sha256())) {
            return null;
        }
        return new TestSet(
                Digest.isDigest(data.rowsSha256()) ? data.rowsSha256() : data.sha256(),
                Digest.isDigest(data.sha256()) ? data.sha256() : null,
                data.name(),
                data.rowContents(),
                data.rowIds());
    }

    /** A test set of which the file alone is known. */
    public static TestSet ofFile(String sha256, String name) {
        return new TestSet(sha256, sha256, name, null, null);
    }

    /** Whether the uses that are kept under a key are of these rows, or of nearly the same. */
    boolean isSame(String key, TestSetUses kept) {
        return isKnown(key, kept) || Overlap.isSame(contents, kept.contents()) || Overlap.isSame(ids, kept.ids());
    }

    /** Whether they are of exactly these rows, or of the same file. */
    boolean isKnown(String key, TestSetUses kept) {
        return key.equals(digest) || key.equals(file) || file != null && file.equals(kept.file());
    }
}

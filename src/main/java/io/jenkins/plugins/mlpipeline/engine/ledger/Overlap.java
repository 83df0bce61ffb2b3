package io.jenkins.plugins.mlpipeline.engine.ledger;

import io.jenkins.plugins.mlpipeline.engine.evaluation.RowSample;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether two test sets share over 90 % of the smaller one's rows, from samples of both. Where the samples hold all rows, the
 * answer is exact. Else the shared rows among the n that can be compared are binomial, and the test sets count as the same
 * unless as few would be shared with a probability below 1 % if the true share were 90 %: a test set that is the same is
 * missed once in a hundred times at most, and of the full 256 rows some with a true share from about 85 % on count as the
 * same too. Test sets of which no compared row is shared are different ones.
 */
final class Overlap {
    private static final double SHARE = 0.9;
    private static final double MISSED = 0.01;

    private Overlap() {}

    /** Whether they count as the same; false where one has no sample. */
    static boolean isSame(RowSample one, RowSample other) {
        if (one == null || other == null) {
            return false;
        }
        long[] ours = one.hashes();
        long[] theirs = other.hashes();
        int fromOurs = comparable(ours, other, theirs);
        int fromTheirs = comparable(theirs, one, ours);
        int shared = shared(ours, fromOurs, theirs, fromTheirs);
        int compared = Math.min(fromOurs, fromTheirs);
        if (shared == 0) {
            return false;
        }
        return one.all() && other.all()
                ? shared > SHARE * compared
                : BinomialDistribution.of(compared, SHARE).cumulativeProbability(shared) > MISSED;
    }

    /** How many of the hashes the other sample would hold if it had them. */
    private static int comparable(long[] hashes, RowSample other, long... theirs) {
        if (other.all() || theirs.length == 0) {
            return hashes.length;
        }
        int count = 0;
        while (count < hashes.length && Long.compareUnsigned(hashes[count], theirs[theirs.length - 1]) <= 0) {
            count++;
        }
        return count;
    }

    private static int shared(long[] ours, int fromOurs, long[] theirs, int fromTheirs) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < fromOurs && j < fromTheirs) {
            int order = Long.compareUnsigned(ours[i], theirs[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return shared;
    }
}

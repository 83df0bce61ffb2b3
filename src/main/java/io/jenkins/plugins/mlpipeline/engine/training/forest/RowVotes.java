package io.jenkins.plugins.mlpipeline.engine.training.forest;

/**
 * The rows that a tree sees when targets are 0 or 1 and weights are small whole numbers, as those of a bootstrap sample
 * are: number of rows, weight and weighted target of a row are then one number that a single addition tallies. Sums are
 * whole numbers, so that they are the same as those of doubles.
 *
 * @param votes per row twice the weight, plus 1 where the target is 1
 */
record RowVotes(byte[] votes) {
    private static final int BITS = 21;
    private static final long FIELD = (1L << BITS) - 1;
    private static final int MOST_WEIGHT = 127;

    /** By vote: 1 row, its weight, its weighted target, {@value #BITS} bits each. */
    private static final long[] UNITS = units();

    private static long[] units() {
        long[] units = new long[2 * MOST_WEIGHT + 2];
        for (int vote = 0; vote < units.length; vote++) {
            long weight = vote / 2;
            units[vote] = 1 | weight << BITS | weight * (vote % 2) << 2 * BITS;
        }
        return units;
    }

    /** The votes of rows, or null when targets or weights are others. */
    static RowVotes of(ForestTarget target, float[] weights) {
        if (target.width() > 1) {
            return null;
        }
        byte[] votes = new byte[weights.length];
        long total = 0;
        for (int row = 0; row < votes.length; row++) {
            int weight = (int) weights[row];
            int value = (int) target.values()[row];
            boolean whole = Float.compare(weight, weights[row]) == 0 && Float.compare(value, target.values()[row]) == 0;
            if (!whole || weight > MOST_WEIGHT || value < 0 || value > 1) {
                return null;
            }
            votes[row] = (byte) (2 * weight + value);
            total += weight;
        }
        return Math.max(total, votes.length) > FIELD ? null : new RowVotes(votes);
    }

    /**
     * Adds rows to the tally of their codes.
     *
     * @param cells where the codes are: that of row r at {@code r * step + first}
     */
    void count(byte[] cells, int step, int first, int[] rows, int from, int to, long[] byCode) {
        byte[] cast = votes;
        long[] units = UNITS;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            byCode[cells[row * step + first] & 0xff] += units[cast[row] & 0xff];
        }
    }

    /** The tally of all rows. */
    long sum(int[] rows, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += UNITS[votes[rows[i]] & 0xff];
        }
        return sum;
    }

    static double rows(long tally) {
        return tally & FIELD;
    }

    static double weight(long tally) {
        return tally >>> BITS & FIELD;
    }

    static double target(long tally) {
        return tally >>> 2 * BITS & FIELD;
    }
}

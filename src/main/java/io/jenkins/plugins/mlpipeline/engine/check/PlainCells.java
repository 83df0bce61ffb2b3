package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowSum;
import java.util.HashMap;
import java.util.Map;

/** A column of which nothing is known: cells are told apart by their hash, and the first distinct ones are counted. */
final class PlainCells extends Cells {
    /** Most distinct cells whose label is looked at. */
    static final int MOST_DISTINCT = 256;

    private final long hashedName;
    private final long missing;
    private final Map<Long, Integer> bins = new HashMap<>();
    private long first;
    private boolean any;
    private boolean varies;
    private boolean overflow;

    PlainCells(String name, int position, Association association) {
        super(name, position, null, FIRST + MOST_DISTINCT, association);
        this.hashedName = RowSum.name(name);
        this.missing = RowSum.missing(name);
    }

    @Override
    long take(RowCursor row, double truth, int fold) {
        if (row.isMissing(position)) {
            count(MISSING, truth, fold);
            return missing;
        }
        long hash = row.hash(position);
        if (!any) {
            any = true;
            first = hash;
        } else if (hash != first) {
            varies = true;
        }
        if (!overflow) {
            Integer bin = bins.get(hash);
            if (bin == null && bins.size() == MOST_DISTINCT) {
                overflow = true;
            } else {
                if (bin == null) {
                    bin = bins.size();
                    bins.put(hash, bin);
                }
                count(FIRST + bin, truth, fold);
            }
        }
        return RowSum.hashed(hashedName, hash);
    }

    @Override
    boolean isConstant() {
        return !varies;
    }

    /** Whether there were more distinct cells than are counted. */
    boolean overflow() {
        return overflow;
    }
}

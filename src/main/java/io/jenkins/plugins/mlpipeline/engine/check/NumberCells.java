package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.NumberBins;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowSum;

/** A column of numbers whose percentiles in training are known. */
final class NumberCells extends Cells {
    private final long hashedName;
    private final long missingPart;
    private final double[] edges;
    private final double lower;
    private final double upper;
    private double first = Double.NaN;
    private boolean varies;

    NumberCells(String name, int position, ColumnProfile trained, Association association) {
        super(name, position, trained, FIRST + trained.bins().counts().size(), association);
        this.hashedName = RowSum.name(name);
        this.missingPart = RowSum.missing(name);
        this.edges =
                trained.bins().edges().stream().mapToDouble(Double::doubleValue).toArray();
        this.lower = trained.min();
        this.upper = trained.max();
    }

    /** Bins of such a column. */
    static int bins(ColumnProfile trained) {
        return FIRST + trained.bins().counts().size();
    }

    @Override
    long take(RowCursor row, double truth, int fold) {
        double value = row.number(position);
        if (Double.isNaN(value)) {
            count(MISSING, truth, fold);
            return missingPart;
        }
        if (value < lower || value > upper) {
            outside++;
        }
        if (Double.isNaN(first)) {
            // 0.0 added: -0 is 0.
            first = value + 0.0;
        } else if (Double.compare(value + 0.0, first) != 0) {
            varies = true;
        }
        count(FIRST + NumberBins.bin(edges, value), truth, fold);
        return RowSum.number(hashedName, value);
    }

    @Override
    boolean isConstant() {
        return !varies;
    }
}

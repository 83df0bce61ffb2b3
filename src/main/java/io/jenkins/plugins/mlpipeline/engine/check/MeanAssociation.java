package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.Arrays;

/** Means of a number by bin: the correlation ratio (Pearson 1905), each fold predicted from the other. */
final class MeanAssociation implements Association {
    private final double[][] rows;
    private final double[][] sums;
    private final double[][] squares;
    /** Subtracted from all numbers, so that squares of large ones keep their digits. */
    private double origin = Double.NaN;

    MeanAssociation(int bins) {
        this.rows = new double[2][bins];
        this.sums = new double[2][bins];
        this.squares = new double[2][bins];
    }

    @Override
    public void add(int bin, double truth, int fold) {
        if (Double.isNaN(origin)) {
            origin = truth;
        }
        double value = truth - origin;
        rows[fold][bin]++;
        sums[fold][bin] += value;
        squares[fold][bin] += value * value;
    }

    @Override
    public double gain(int[] group) {
        int groups = Arrays.stream(group).max().orElse(0) + 1;
        double[][] n = grouped(rows, group, groups);
        double[][] sum = grouped(sums, group, groups);
        double[][] square = grouped(squares, group, groups);
        double with = 0;
        double without = 0;
        for (int fold = 0; fold < 2; fold++) {
            int other = 1 - fold;
            double all = Arrays.stream(n[other]).sum();
            double usual = all == 0 ? 0 : Arrays.stream(sum[other]).sum() / all;
            for (int g = 0; g < groups; g++) {
                double learnt = n[other][g] == 0 ? usual : sum[other][g] / n[other][g];
                with += error(n[fold][g], sum[fold][g], square[fold][g], learnt);
                without += error(n[fold][g], sum[fold][g], square[fold][g], usual);
            }
        }
        return without > 0 ? Math.min(1, Math.max(0, 1 - with / without)) : Double.NaN;
    }

    /** Sum of the squared differences of numbers from one. */
    private static double error(double n, double sum, double squares, double from) {
        return Math.max(0, squares - 2 * from * sum + n * from * from);
    }

    private static double[][] grouped(double[][] values, int[] group, int groups) {
        double[][] grouped = new double[2][groups];
        for (int fold = 0; fold < 2; fold++) {
            for (int bin = 0; bin < group.length; bin++) {
                grouped[fold][group[bin]] += values[fold][bin];
            }
        }
        return grouped;
    }
}

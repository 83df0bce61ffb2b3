package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.Arrays;

/** Numbers by group: how many, their sum and that of their squares. */
final class GroupMeans {
    private long[] rows = new long[16];
    private double[] sums = new double[16];
    private double[] squares = new double[16];
    private int groups;
    /** Subtracted from all numbers, so that squares of large ones keep their digits. */
    private double origin = Double.NaN;

    void add(int group, double number) {
        if (Double.isNaN(origin)) {
            origin = number;
        }
        double value = number - origin;
        add(group, 1, value, value * value);
    }

    private void add(int group, long count, double sum, double square) {
        if (group >= rows.length) {
            rows = Arrays.copyOf(rows, 2 * group);
            sums = Arrays.copyOf(sums, 2 * group);
            squares = Arrays.copyOf(squares, 2 * group);
        }
        rows[group] += count;
        sums[group] += sum;
        squares[group] += square;
        groups = Math.max(groups, group + 1);
    }

    GroupMeans regrouped(int[] to) {
        GroupMeans other = new GroupMeans();
        other.origin = origin;
        for (int group = 0; group < groups; group++) {
            if (rows[group] > 0) {
                other.add(to[group], rows[group], sums[group], squares[group]);
            }
        }
        return other;
    }

    int groups() {
        return groups;
    }

    long rows(int group) {
        return rows[group];
    }

    double gain(Neighbourhoods near) {
        double n = Arrays.stream(rows).sum();
        double mean = Arrays.stream(sums).sum() / n;
        double with = 0;
        double without = 0;
        for (int place = 0; place < near.size(); place++) {
            int group = near.group(place);
            if (rows[group] == 0) {
                continue;
            }
            double aroundRows = 0;
            double aroundSum = 0;
            for (int other = near.from(place); other < near.to(place); other++) {
                aroundRows += rows[near.group(other)];
                aroundSum += sums[near.group(other)];
            }
            double usual = error(group, 1, mean);
            without += usual;
            // The mean of the others, (sum - v) / (rows - 1), is off by (rows v - sum) / (rows - 1).
            with += aroundRows == 1 ? usual : error(group, aroundRows / (aroundRows - 1), aroundSum / (aroundRows - 1));
        }
        return without > 0 ? Math.min(1, Math.max(0, 1 - with / without)) : Double.NaN;
    }

    /** Sum over a group's numbers v of (factor v - shift)^2. */
    private double error(int group, double factor, double shift) {
        return Math.max(
                0, factor * factor * squares[group] - 2 * factor * shift * sums[group] + shift * shift * rows[group]);
    }
}

package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.Arrays;

/**
 * Counts of labels by group: the share of the errors that a prediction without the column makes, and one by the column does
 * not (lambda; Goodman and Kruskal 1954). Labels that are as frequent as the leading one, or less so by no more than half the
 * root of its rows, are predicted equally often.
 */
final class LabelAssociation implements Association {
    private final int labels;
    private final int mostCells;
    /** Pairs of group and label that occur, and how often. */
    private final LongIndex pairs;

    private long[] counts = new long[16];
    private long[] groupRows = new long[16];
    private int groups;

    LabelAssociation(int labels, int mostCells) {
        this.labels = labels;
        this.mostCells = mostCells;
        this.pairs = new LongIndex(mostCells);
    }

    @Override
    public boolean add(int group, double truth) {
        return add(group, (int) truth, 1);
    }

    private boolean add(int group, int label, long rows) {
        int pair = pairs.add((long) group * labels + label);
        if (pair == LongIndex.FULL) {
            return false;
        }
        if (pair == counts.length) {
            counts = Arrays.copyOf(counts, 2 * pair);
        }
        counts[pair] += rows;
        if (group >= groupRows.length) {
            groupRows = Arrays.copyOf(groupRows, 2 * group);
        }
        groupRows[group] += rows;
        groups = Math.max(groups, group + 1);
        return true;
    }

    @Override
    public double gain(Neighbourhoods near) {
        long[] totals = new long[labels];
        int[][] of = pairsOfGroups(totals);
        int usual = usual(totals);
        double right = 0;
        long[] around = new long[labels];
        for (int place = 0; place < near.size(); place++) {
            int[] own = of[near.group(place)];
            if (own.length > 0) {
                Arrays.fill(around, 0);
                for (int other = near.from(place); other < near.to(place); other++) {
                    for (int pair : of[near.group(other)]) {
                        around[label(pair)] += counts[pair];
                    }
                }
                right += right(own, around, usual);
            }
        }
        return gain(right, totals, usual);
    }

    @Override
    public double gainByOrder(int[] ascending) {
        long[] totals = new long[labels];
        int[][] of = pairsOfGroups(totals);
        int usual = usual(totals);
        int[][] at = new int[ascending.length][];
        long[][] rows = new long[ascending.length][];
        for (int place = 0; place < ascending.length; place++) {
            int[] pairsHere = of[ascending[place]];
            at[place] = Arrays.stream(pairsHere).map(this::label).toArray();
            rows[place] =
                    Arrays.stream(pairsHere).mapToLong(pair -> counts[pair]).toArray();
            of[ascending[place]] = new int[0];
        }
        double right = new LabelRuns(at, rows, labels, usual).right();
        long[] alone = new long[labels];
        for (int[] own : of) {
            for (int pair : own) {
                alone[label(pair)] = counts[pair];
            }
            right += right(own, alone, usual);
            for (int pair : own) {
                alone[label(pair)] = 0;
            }
        }
        return gain(right, totals, usual);
    }

    private static int usual(long[] totals) {
        int usual = 0;
        for (int label = 0; label < totals.length; label++) {
            usual = totals[label] > totals[usual] ? label : usual;
        }
        return usual;
    }

    /** What so many rows that are predicted right gain over the usual label for all. */
    private static double gain(double right, long[] totals, int usual) {
        long without = totals[usual];
        long rows = Arrays.stream(totals).sum();
        return rows == without ? Double.NaN : Math.max(0, (right - without) / (rows - without));
    }

    /** Rows of a group that are predicted right, each from the others around. */
    private double right(int[] own, long[] around, int usual) {
        double right = 0;
        for (int pair : own) {
            right += counts[pair] * shareOfLead(label(pair), around, usual);
        }
        return right;
    }

    /** How often a label is predicted from the rows around without one of its own. */
    private double shareOfLead(int label, long[] around, int usual) {
        around[label]--;
        long most = Arrays.stream(around).max().orElse(0);
        double share;
        if (most == 0) {
            share = label == usual ? 1 : 0;
        } else {
            // One row decides nothing where many are nearly equal.
            double leads = most - Math.sqrt(most) / 2;
            share = around[label] < leads
                    ? 0
                    : 1.0 / Arrays.stream(around).filter(rows -> rows >= leads).count();
        }
        around[label]++;
        return share;
    }

    private int label(int pair) {
        return (int) (pairs.key(pair) % labels);
    }

    private int group(int pair) {
        return (int) (pairs.key(pair) / labels);
    }

    private int[][] pairsOfGroups(long[] totals) {
        int[] sizes = new int[groups];
        for (int pair = 0; pair < pairs.size(); pair++) {
            sizes[group(pair)]++;
            totals[label(pair)] += counts[pair];
        }
        int[][] of = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        for (int pair = 0; pair < pairs.size(); pair++) {
            int group = group(pair);
            of[group][--sizes[group]] = pair;
        }
        return of;
    }

    @Override
    public Association regrouped(int[] to) {
        LabelAssociation other = new LabelAssociation(labels, mostCells);
        for (int pair = 0; pair < pairs.size(); pair++) {
            other.add(to[group(pair)], label(pair), counts[pair]);
        }
        return other;
    }

    @Override
    public int groups() {
        return groups;
    }

    @Override
    public long rows(int group) {
        return groupRows[group];
    }
}

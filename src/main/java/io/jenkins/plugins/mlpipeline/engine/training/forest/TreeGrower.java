package io.jenkins.plugins.mlpipeline.engine.training.forest;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;

/** Grows one tree of a forest. */
final class TreeGrower {
    private static final float BEYOND_ALL = Float.MAX_VALUE;

    /** A split that gains nothing is made, as in scikit-learn; rounding shall not make it a loss. */
    private static final double ROUNDING = 1e-12;

    private final BinnedFeatures features;
    private final ForestTarget target;
    private final ForestSettings settings;
    private final SplitSearch search;
    private final float[] weights;
    private final RowVotes votes;
    private final int[] rows;
    private final int[] spare;
    private final double rootWeight;
    private final TreeBuffer tree;

    private TreeGrower(BinnedFeatures features, ForestTarget target, ForestSettings settings, SplittableRandom random) {
        this.features = features;
        this.target = target;
        this.settings = settings;
        weights = draw(target.weights(), settings.draws(), random);
        votes = RowVotes.of(target, weights);
        int[] drawn = new int[weights.length];
        int n = 0;
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] > 0) {
                drawn[n++] = row;
                sum += weights[row];
            }
        }
        rows = Arrays.copyOf(drawn, n);
        spare = new int[n];
        rootWeight = sum;
        search = new SplitSearch(features, target, settings, random);
        tree = new TreeBuffer(target.width());
    }

    /**
     * Grows a tree.
     *
     * @param random decides which rows and features it sees
     * @return leaves hold the mean target divided by the number of trees
     */
    static Tree grow(BinnedFeatures features, ForestTarget target, ForestSettings settings, SplittableRandom random) {
        return new TreeGrower(features, target, settings, random).grow();
    }

    private static float[] draw(float[] weights, int draws, SplittableRandom random) {
        if (draws == 0) {
            return weights;
        }
        float[] drawn = new float[weights.length];
        for (int i = 0; i < draws; i++) {
            int row = random.nextInt(weights.length);
            drawn[row] += weights[row];
        }
        return drawn;
    }

    /** A node that has not been split; {@code split} is null when it can't be; {@code constant} are features that can't. */
    private record Open(int node, int from, int to, int depth, BitSet constant, NodeSplit split, double gain) {}

    private Tree grow() {
        Queue<Open> open = settings.maxLeaves() == Integer.MAX_VALUE
                ? Collections.asLifoQueue(new ArrayDeque<>())
                : new PriorityQueue<>(
                        Comparator.comparingDouble(Open::gain).reversed().thenComparingInt(Open::node));
        open.add(open(0, rows.length, 0, new BitSet()));
        int leaves = 1;
        while (!open.isEmpty()) {
            Open next = open.remove();
            if (next.split == null || leaves >= settings.maxLeaves()) {
                continue;
            }
            int middle = part(next);
            Open left = open(next.from, middle, next.depth + 1, (BitSet) next.constant.clone());
            Open right = open(middle, next.to, next.depth + 1, next.constant);
            boolean missingLeft = next.split.gaps() ? next.split.missingLeft() : middle - next.from >= next.to - middle;
            tree.split(next.node, left.node, right.node, next.split.feature(), threshold(next.split), missingLeft);
            open.add(left);
            open.add(right);
            leaves++;
        }
        return tree.build();
    }

    /** @param constant of the node above; taken over */
    private Open open(int from, int to, int depth, BitSet constant) {
        double[] totals = new double[target.width()];
        double weight = sum(from, to, totals);
        int node = tree.leaf(totals, weight * settings.trees());
        boolean whole = to - from < settings.minSplit()
                || to - from < 2 * settings.minLeaf()
                || depth >= settings.maxDepth()
                || isPure(from, to, totals, weight);
        NodeSplit split = whole ? null : search.find(rows, from, to, weights, votes, totals, weight, constant);
        double gain = 0;
        if (split != null) {
            double before = 0;
            for (double total : totals) {
                before += total * total / weight;
            }
            gain = (split.score() - before) / rootWeight * target.impurityUnit();
        }
        return new Open(node, from, to, depth, constant, gain + ROUNDING < settings.minDecrease() ? null : split, gain);
    }

    /** Adds the targets of rows to {@code totals}; answers their weight. */
    private double sum(int from, int to, double[] totals) {
        if (votes != null) {
            long tally = votes.sum(rows, from, to);
            totals[0] = RowVotes.target(tally);
            return RowVotes.weight(tally);
        }
        double weight = 0;
        for (int i = from; i < to; i++) {
            weight += weights[rows[i]];
            target.add(rows[i], weights[rows[i]], totals, 0);
        }
        return weight;
    }

    private boolean isPure(int from, int to, double[] totals, double weight) {
        if (votes != null) {
            return totals[0] <= 0 || totals[0] >= weight;
        }
        for (int i = from + 1; i < to; i++) {
            boolean same = target.width() == 1
                    ? Float.compare(target.values()[rows[i]], target.values()[rows[from]]) == 0
                    : target.codes()[rows[i]] == target.codes()[rows[from]];
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Puts the rows that go left first, in ascending order like the others; answers where the others begin. */
    private int part(Open node) {
        byte[] column = features.codes()[node.split.feature()];
        int lefts = node.from;
        int rights = 0;
        for (int i = node.from; i < node.to; i++) {
            int row = rows[i];
            int code = column[row] & 0xff;
            boolean left = code == BinnedFeatures.MISSING ? node.split.missingLeft() : code <= node.split.code();
            if (left) {
                rows[lefts++] = row;
            } else {
                spare[rights++] = row;
            }
        }
        System.arraycopy(spare, 0, rows, lefts, rights);
        return lefts;
    }

    private float threshold(NodeSplit split) {
        float[] cuts = features.cuts()[split.feature()];
        return split.code() < cuts.length ? cuts[split.code()] : BEYOND_ALL;
    }
}

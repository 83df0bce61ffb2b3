package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a series became another. Whether it did is said by Pettitt's test (Applied Statistics 28, 1979), which compares ranks and so is
 * not moved by a few wild values, on the whole and then on both parts; where, by the two medians from which the values
 * differ least, since the test itself draws the place towards the middle. A steady trend looks as a change to it; where a line explains the values
 * better than two levels do, it is none.
 */
final class ChangePoints {
    /** Fewer values on one side of a change say nothing. */
    static final int FEWEST = 5;
    /** How probable it may be that values that did not change look so. */
    static final double CHANCE = 0.01;

    private ChangePoints() {}

    /**
     * The likeliest change of a series.
     *
     * @param index of the first value after it
     * @param statistic Pettitt's K
     * @param chance how probable a K as great is when nothing changed, an upper bound
     */
    record Candidate(int index, double statistic, double chance) {}

    /** The first values after a change, in their order. */
    static List<Integer> of(History history) {
        List<Integer> found = new ArrayList<>();
        search(history, 0, history.size(), found);
        return found.stream().sorted().toList();
    }

    private static void search(History history, int from, int to, List<Integer> found) {
        if (to - from < 2 * FEWEST) {
            return;
        }
        History part = history.part(from, to);
        Candidate candidate = candidate(part.values());
        if (candidate.chance > CHANCE || isRatherATrend(part, candidate.index)) {
            return;
        }
        found.add(from + candidate.index);
        search(history, from, from + candidate.index, found);
        search(history, from + candidate.index, to, found);
    }

    /** The likeliest change with enough values on both sides. */
    static Candidate candidate(double[] values) {
        int n = values.length;
        int index = FEWEST;
        double greatest = -1;
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int first = 1; first <= n - FEWEST; first++) {
            for (double other : values) {
                sum += Math.signum(values[first - 1] - other);
            }
            if (first >= FEWEST) {
                greatest = Math.max(greatest, Math.abs(sum));
                double misfit = Robust.misfit(values, levels(values, first));
                if (misfit < least) {
                    least = misfit;
                    index = first;
                }
            }
        }
        double cube = Math.pow(n, 3) + Math.pow(n, 2);
        return new Candidate(index, greatest, Math.min(1, 2 * Math.exp(-6 * greatest * greatest / cube)));
    }

    /** The median before an index for each value before it, the one from it on for the others. */
    private static double[] levels(double[] values, int index) {
        double[] levels = new double[values.length];
        Arrays.fill(levels, 0, index, Robust.median(Arrays.copyOfRange(values, 0, index)));
        Arrays.fill(levels, index, levels.length, Robust.median(Arrays.copyOfRange(values, index, values.length)));
        return levels;
    }

    private static boolean isRatherATrend(History part, int index) {
        double[] values = part.values();
        double misfit = Robust.misfit(values, levels(values, index));
        return Trend.of(part)
                .filter(trend -> Robust.misfit(values, trend.line(part)) < misfit)
                .isPresent();
    }
}

package io.jenkins.plugins.mlpipeline.engine.training.learner;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The rows that early stopping keeps back from the training part.
 *
 * @param learnt positions of the rows to learn from, ascending
 * @param watched positions of the rows to watch, ascending
 */
public record ValidationSplit(int[] learnt, int[] watched) {
    /**
     * Draws rows, of each label the same part (of a label that has one row, none).
     *
     * @param fraction part to watch, between 0 and 1
     * @throws UserError when that is no row
     */
    public static ValidationSplit draw(Labels labels, double fraction, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] watched = new boolean[labels.rows()];
        int classes = labels.codes() == null ? 1 : labels.names().size();
        for (int c = 0; c < classes; c++) {
            int[] rows = rowsOf(labels, c);
            shuffle(rows, random);
            int most = Math.max(rows.length - 1, 0);
            int count = Math.min(most, (int) Math.round(rows.length * fraction));
            for (int i = 0; i < count; i++) {
                watched[rows[i]] = true;
            }
        }
        ValidationSplit split = new ValidationSplit(positions(watched, false), positions(watched, true));
        if (split.watched.length == 0) {
            throw new UserError("early stopping has no row to look at: validation_fraction " + fraction + " of "
                    + labels.rows() + " training rows is none. Give it more rows or a greater part, or switch"
                    + " early_stopping off.");
        }
        return split;
    }

    /** Puts positions into a random order (Fisher-Yates). */
    public static void shuffle(int[] positions, SplittableRandom random) {
        for (int i = positions.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = positions[i];
            positions[i] = positions[j];
            positions[j] = swap;
        }
    }

    private static int[] rowsOf(Labels labels, int code) {
        boolean[] member = new boolean[labels.rows()];
        for (int i = 0; i < member.length; i++) {
            member[i] = labels.codes() == null || labels.codes()[i] == code;
        }
        return positions(member, true);
    }

    private static int[] positions(boolean[] flags, boolean wanted) {
        int[] positions = new int[flags.length];
        int n = 0;
        for (int i = 0; i < flags.length; i++) {
            if (flags[i] == wanted) {
                positions[n++] = i;
            }
        }
        return Arrays.copyOf(positions, n);
    }
}

package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A sample of what a model answered at a look, kept until labels arrive: of at most {@value #MOST} rows the hash of the row's
 * name and the answer, 16 bytes each, as base64. Which rows are in it depends on their names alone.
 *
 * @param id hash of the cell that names the row
 * @param answer the predicted number, or the position of the predicted label
 * @param score the positive label's probability; {@code NaN} where there is none
 */
record KeptAnswers(long id, double answer, double score) {
    /** The most rows of a look that are kept. */
    static final int MOST = 2000;

    /** So many looks keep their answers. */
    static final int LOOKS = 60;

    private static final int BYTES = 2 * Long.BYTES;

    /**
     * A sample as a text.
     *
     * @param ids of the rows; rows whose name is not theirs alone are left out
     * @return null when no row has a name of its own
     */
    static String write(Outcomes answers, long... ids) {
        Integer[] order = new Integer[ids.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compareUnsigned(ids[a], ids[b]));
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < order.length && kept.size() < MOST; i++) {
            boolean repeats = i > 0 && ids[order[i]] == ids[order[i - 1]]
                    || i + 1 < order.length && ids[order[i]] == ids[order[i + 1]];
            if (!repeats) {
                kept.add(order[i]);
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(kept.size() * BYTES);
        for (int row : kept) {
            bytes.putLong(ids[row]);
            if (answers instanceof RegressionOutcomes numbers) {
                bytes.putDouble(numbers.predicted(row));
            } else {
                ClassificationOutcomes labels = (ClassificationOutcomes) answers;
                bytes.putInt(labels.predicted(row)).putFloat(score(labels, row));
            }
        }
        return kept.isEmpty() ? null : Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float score(ClassificationOutcomes labels, int row) {
        boolean has = labels.positive() != ClassificationOutcomes.NO_POSITIVE
                && (labels.scores() == Scores.PROBABILITIES || labels.scores() == Scores.POSITIVE_PROBABILITY);
        return has ? (float) labels.probability(row, labels.positive()) : Float.NaN;
    }

    /**
     * Reads a sample.
     *
     * @param labels number of labels; 0 for numbers
     * @return null when the text is no such sample
     */
    static List<KeptAnswers> read(String text, int labels) {
        byte[] bytes;
        try {
            bytes = text.length() > 2 * MOST * BYTES
                    ? new byte[1]
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (bytes.length % BYTES != 0 || bytes.length > MOST * BYTES) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<KeptAnswers> read = new ArrayList<>();
        while (buffer.hasRemaining()) {
            long id = buffer.getLong();
            KeptAnswers answer = labels == 0
                    ? new KeptAnswers(id, buffer.getDouble(), Double.NaN)
                    : new KeptAnswers(id, buffer.getInt(), buffer.getFloat());
            if (!answer.isPossible(labels)) {
                return null;
            }
            read.add(answer);
        }
        return read;
    }

    private boolean isPossible(int labels) {
        return labels == 0
                ? Double.isFinite(answer)
                : answer >= 0 && answer < labels && (Double.isNaN(score) || score >= 0 && score <= 1);
    }
}

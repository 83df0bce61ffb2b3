package io.jenkins.plugins.mlpipeline.engine.check;

/**
 * What columns are to predict.
 *
 * @param labels number of labels; 0 for numbers
 * @param ranks how great a number is among those of training; null when not known, or for labels
 */
record PredictedValues(int labels, TrainingRanks ranks) {
    /**
     * Room to count a column in.
     *
     * @param mostCells most pairs of group and label, where labels are counted
     */
    Association association(int mostCells) {
        return labels == 0 ? new MeanAssociation(ranks) : new LabelAssociation(labels, mostCells);
    }
}

package io.jenkins.plugins.mlpipeline.engine.ledger;

/**
 * What the ledger says about one decision, part of {@code gate.json}.
 *
 * @param testSet {@code sha256:<hex>} of the test set's rows, or of its file where those of the rows are not known; null when it is not known
 * @param model what was decided about, see {@link Use#model}; null when it is not known
 * @param use place of this model's use among all of the test set, from 1; null when it was not counted
 * @param uses all uses of the test set so far; null when not known
 * @param maxUses how many are allowed; null when not limited
 * @param repeated whether a decision about this model was made on the test set before
 * @param reason one sentence
 */
public record LedgerEntry(
        String testSet, String model, Integer use, Integer uses, Integer maxUses, boolean repeated, String reason) {
    /** Whether the decision was made within what is allowed. */
    public boolean isWithin() {
        return maxUses == null || use != null && use <= maxUses;
    }
}

package io.jenkins.plugins.mlpipeline.engine.monitoring;

/**
 * One column, or what the model answers, beside its reference.
 *
 * @param kind {@code input}, {@code prediction} or {@code histogram}
 * @param name its name
 * @param state {@code same}, {@code drifted} or {@code notCompared}
 * @param rows rows of this look
 * @param reference what it is compared with; null when there is nothing yet
 * @param referenceRows rows of the reference; null without one
 * @param psi population stability index; null without a reference
 * @param psiP how likely chance alone gives so great a difference of the bins
 * @param ks Kolmogorov-Smirnov distance; null without an order
 * @param ksP how likely chance alone gives it
 * @param alpha below it chance is no explanation
 * @param weekday the same beside the same weekday of earlier weeks; null when that was not asked
 * @param run how many looks in a row it has drifted
 * @param reason a sentence
 */
public record Drifted(
        String kind,
        String name,
        String state,
        long rows,
        String reference,
        Long referenceRows,
        Double psi,
        Double psiP,
        Double ks,
        Double ksP,
        Double alpha,
        Weekday weekday,
        int run,
        String reason) {
    /** It looks as its reference. */
    public static final String SAME = "same";

    static final String DRIFTED = "drifted";
    static final String NOT_COMPARED = "notCompared";

    /**
     * A comparison with the same weekday.
     *
     * @param drifted whether it differs from that, too
     * @param psi population stability index
     * @param ks Kolmogorov-Smirnov distance; null without an order
     * @param rows rows of these days
     */
    public record Weekday(boolean drifted, double psi, Double ks, long rows) {}

    /** What the ledger calls it. */
    String id() {
        return kind + " " + name;
    }

    /** Whether it was compared. */
    boolean isJudged() {
        return !state.equals(NOT_COMPARED);
    }

    boolean isBad() {
        return state.equals(DRIFTED);
    }

    Drifted running(int looks) {
        return new Drifted(
                kind, name, state, rows, reference, referenceRows, psi, psiP, ks, ksP, alpha, weekday, looks, reason);
    }
}

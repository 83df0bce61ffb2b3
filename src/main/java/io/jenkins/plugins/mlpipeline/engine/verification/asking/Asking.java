package io.jenkins.plugins.mlpipeline.engine.verification.asking;

import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers.Unreadable;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;

/** Asks the rows of a question, some at a time, and says whether what is gated is what answers. */
public final class Asking {
    /** The id of its check in a record. */
    public static final String ID = "answers";

    /** By how much probabilities may differ: equal bytes differed by 9e-13 at most across servers. */
    public static final double TOLERANCE = 1e-6;

    private static final int BATCH = 50;
    private static final double CONFIDENCE = 0.95;

    private Asking() {}

    /** The answer of this check; its value is the share of rows that are answered otherwise. */
    public static CheckResult ask(Question question, Protocol protocol, Endpoint endpoint, double tolerance)
            throws InterruptedException {
        Agreement agreement = new Agreement(tolerance);
        for (int from = 0; from < question.rows(); from += BATCH) {
            Question part = question.part(from, Math.min(from + BATCH, question.rows()));
            Endpoint.Reply reply = endpoint.ask(protocol.request(part.asked()));
            if (reply instanceof Endpoint.Reply.Unreachable none) {
                return without(Answer.NO_DATA, "The endpoint is silent: " + none.reason() + ".");
            }
            if (reply instanceof Endpoint.Reply.Refused refused) {
                return without(
                        Answer.ERROR,
                        "The endpoint does not take the rows as " + protocol.key() + ": " + refused.reason() + ".");
            }
            if (reply instanceof Endpoint.Reply.Failed failed) {
                return without(
                        Answer.FAIL, "The endpoint can't answer rows that the gate judged: " + failed.reason() + ".");
            }
            try {
                int rows = part.rows();
                agreement.add(part, protocol.read(((Endpoint.Reply.Answer) reply).body(), rows));
            } catch (Unreadable e) {
                return without(
                        Answer.ERROR,
                        "The endpoint's answer is not understood as " + protocol.key() + ": " + e.getMessage() + ".");
            }
        }
        return judged(agreement);
    }

    private static CheckResult judged(Agreement agreement) {
        int rows = agreement.rows();
        int different = agreement.different();
        double upper = Intervals.exactUpper(different, rows, CONFIDENCE);
        String alone = agreement.probabilities() ? "" : " Probabilities were not compared.";
        String said = different == 0
                ? Figures.count(rows) + " of " + Figures.count(rows)
                        + " rows are answered as the gate judged: with 95 % confidence fewer than "
                        + Figures.percent(upper) + " differ." + alone
                : Figures.count(different) + " of " + Figures.count(rows)
                        + " rows are answered otherwise than the gate judged; " + agreement.first() + "." + alone;
        return new CheckResult(
                ID,
                different == 0 ? Answer.PASS : Answer.FAIL,
                (double) different / rows,
                Intervals.exact(different, rows, CONFIDENCE).lower(),
                Intervals.exact(different, rows, CONFIDENCE).upper(),
                0.0,
                (long) rows,
                null,
                said);
    }

    private static CheckResult without(Answer answer, String reason) {
        return new CheckResult(ID, answer, null, null, null, null, null, null, reason);
    }
}

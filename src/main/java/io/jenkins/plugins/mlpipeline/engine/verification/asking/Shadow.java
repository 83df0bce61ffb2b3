package io.jenkins.plugins.mlpipeline.engine.verification.asking;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint.Reply;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers.Unreadable;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Sends recorded requests to the server before and to the new one, and counts those that are answered otherwise. What is counted
 * are requests, since rows of one request have much in common.
 */
public final class Shadow {
    /** The id of its check in a record. */
    public static final String ID = "shadow";

    private static final double CONFIDENCE = 0.95;

    private final Protocol protocol;
    private final Endpoint former;
    private final Endpoint now;
    private final double tolerance;
    private final double most;

    private int compared;
    private int different;
    private int left;
    /** Why the former server did not answer one, and what the first difference was; null when there was none. */
    private String leftBecause;

    private String first;

    /**
     * A comparison.
     *
     * @param tolerance by how much probabilities may differ, and numbers in proportion to their size
     * @param most the share of requests that may be answered otherwise, in [0, 1)
     */
    public Shadow(Protocol protocol, Endpoint former, Endpoint now, double tolerance, double most) {
        if (!(most >= 0 && most < 1)) {
            throw new UserError("the share of requests that may be answered otherwise is " + most
                    + "; a number from 0 to less than 1 is expected.");
        }
        this.protocol = protocol;
        this.former = former;
        this.now = now;
        this.tolerance = tolerance;
        this.most = most;
    }

    /**
     * The answer of this check; its value is the share of requests that are answered otherwise.
     *
     * @param file JSON Lines, a request's body each
     * @throws UserError when it is not
     */
    public CheckResult compare(Path file) throws IOException, InterruptedException {
        List<JsonNode> requests = RecordedRequests.read(file);
        for (int i = 0; i < requests.size(); i++) {
            Reply before = former.ask(requests.get(i));
            if (before instanceof Reply.Unreachable none) {
                return without(Answer.NO_DATA, "The former endpoint is silent: " + none.reason() + ".");
            }
            Reply after = now.ask(requests.get(i));
            if (after instanceof Reply.Unreachable none) {
                return without(Answer.NO_DATA, "The endpoint is silent: " + none.reason() + ".");
            }
            if (!(before instanceof Reply.Answer answered)) {
                left++;
                leftBecause = reason(before);
                continue;
            }
            ServedAnswers wanted;
            int rows = protocol.rows(answered.body());
            try {
                wanted = protocol.read(answered.body(), rows);
            } catch (Unreadable e) {
                return without(
                        Answer.ERROR,
                        "What the former endpoint answers is not understood as " + protocol.key() + ": "
                                + e.getMessage() + ".");
            }
            compared++;
            String other = otherwise(wanted, after, rows);
            if (other != null) {
                different++;
                first = first == null ? "request " + (i + 1) + ": " + other : first;
            }
        }
        return judged(requests.size());
    }

    /** What is other about an answer; null when nothing is. */
    private String otherwise(ServedAnswers wanted, Reply after, int rows) {
        if (!(after instanceof Reply.Answer answered)) {
            return reason(after);
        }
        ServedAnswers got;
        try {
            got = protocol.read(answered.body(), rows);
        } catch (Unreadable e) {
            return e.getMessage();
        }
        if (got.values().size() != wanted.values().size()
                || got.scores().size() != wanted.scores().size()) {
            return "labels or scores are there in one answer alone";
        }
        for (int row = 0; row < wanted.values().size(); row++) {
            JsonNode a = wanted.values().get(row);
            JsonNode b = got.values().get(row);
            if (!same(a, b)) {
                return PlainText.line(b.asText()) + " in place of " + PlainText.line(a.asText());
            }
        }
        for (int row = 0; row < wanted.scores().size(); row++) {
            if (!same(wanted.scores().get(row), got.scores().get(row))) {
                return "other scores";
            }
        }
        return null;
    }

    private boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return same(a.doubleValue(), b.doubleValue());
        }
        return Labels.canonical(a.asText()).equals(Labels.canonical(b.asText()));
    }

    private boolean same(double[] a, double[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (!same(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean same(double a, double b) {
        return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
    }

    private static String reason(Reply reply) {
        return reply instanceof Reply.Failed failed ? failed.reason() : ((Reply.Refused) reply).reason();
    }

    private CheckResult judged(int all) {
        if (compared == 0) {
            return without(
                    Answer.ERROR,
                    "The former endpoint answers none of " + Figures.count(all) + " requests: " + leftBecause + ".");
        }
        double value = (double) different / compared;
        String of = Figures.count(different) + " of " + Figures.count(compared)
                + " recorded requests are answered otherwise than before";
        String without = left == 0
                ? ""
                : " " + Figures.count(left) + " were left out, which the former endpoint does not answer: "
                        + leftBecause + ".";
        String example = first == null ? "" : "; " + first;
        Answer answer = Answer.PASS;
        String said = of + ": with 95 % confidence fewer than "
                + Figures.percent(Intervals.exactUpper(different, compared, CONFIDENCE)) + " are" + example + ".";
        if (Intervals.exactLower(different, compared, CONFIDENCE) > most) {
            answer = Answer.FAIL;
            said = of + ", and " + allowed() + example + ".";
        } else if (value > most) {
            answer = Answer.NO_DATA;
            said = of + ", and " + allowed() + ", but by so few requests that it may be chance" + example + ".";
        }
        return new CheckResult(
                ID,
                answer,
                value,
                Intervals.exact(different, compared, CONFIDENCE).lower(),
                Intervals.exact(different, compared, CONFIDENCE).upper(),
                most,
                (long) compared,
                null,
                said + without);
    }

    private String allowed() {
        return most == 0 ? "none may be" : Figures.percent(most) + " may be";
    }

    private static CheckResult without(Answer answer, String reason) {
        return new CheckResult(ID, answer, null, null, null, null, null, null, reason);
    }
}

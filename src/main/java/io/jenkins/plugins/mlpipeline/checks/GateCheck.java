package io.jenkins.plugins.mlpipeline.checks;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.report.MarkdownReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;

/**
 * What a reviewer sees of a gate beside a commit.
 *
 * @param id of the model
 * @param conclusion what it means for a merge
 * @param title one line
 * @param summary Markdown, of any length
 */
public record GateCheck(String id, Conclusion conclusion, String title, String summary) {
    private static final int MOST_TITLE = 200;

    /** What a verdict means for a merge. Code hosts let everything pass that is neutral, so nothing that blocks is. */
    public enum Conclusion {
        /** All gates passed. */
        SUCCESS,
        /** A person let a model go on that did not pass. */
        NEUTRAL,
        /** It can't be told: somebody has to bring more rows, or to approve the model. */
        ACTION_REQUIRED,
        /** A gate was not met, or could not be evaluated. */
        FAILURE
    }

    /** The check of a verdict. */
    public static GateCheck of(String id, Evaluation evaluation, GateResult result) {
        String approved = result.override() == null ? "" : " (approved)";
        return new GateCheck(
                id,
                conclusion(result),
                line(result.verdict() + approved + ": " + result.summary()),
                MarkdownReport.of(new ReportInput(evaluation, result, null)));
    }

    /** The check of a gate that came to no verdict. */
    public static GateCheck undecided(String id, String problem) {
        return new GateCheck(
                id, Conclusion.FAILURE, line(Verdict.ERROR + ": " + problem), MarkdownReport.escape(problem));
    }

    private static Conclusion conclusion(GateResult result) {
        if (result.override() != null) {
            return Conclusion.NEUTRAL;
        }
        return switch (result.verdict()) {
            case PASS -> Conclusion.SUCCESS;
            case INCONCLUSIVE -> Conclusion.ACTION_REQUIRED;
            case FAIL, ERROR -> Conclusion.FAILURE;
        };
    }

    private static String line(String text) {
        return text.codePointCount(0, text.length()) <= MOST_TITLE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_TITLE - 1)) + "\u2026";
    }
}

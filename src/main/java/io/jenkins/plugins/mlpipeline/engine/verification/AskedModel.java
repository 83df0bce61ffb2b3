package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The document {@code asked.json}: what a served model that was asked by an agent came to.
 *
 * @param results what its checks said
 * @param address where it was asked, as it may be shown
 * @param startedAt ISO 8601 instant
 * @param finishedAt ISO 8601 instant
 */
public record AskedModel(List<CheckResult> results, String address, String startedAt, String finishedAt) {
    private static final int MOST_RESULTS = 50;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TEXT = 2_000;

    public AskedModel {
        results = results == null ? List.of() : List.copyOf(results);
    }

    /**
     * The same where an agent wrote it.
     *
     * @throws UserError when it can't be what our worker wrote
     */
    public AskedModel checked() {
        boolean well = !results.isEmpty()
                && results.size() <= MOST_RESULTS
                && isLine(address, LONGEST_TEXT)
                && isTime(startedAt)
                && isTime(finishedAt)
                && results.stream().allMatch(AskedModel::isWell);
        if (!well) {
            throw new UserError("The worker's answer is not usable: it is no list of results of checks.");
        }
        return this;
    }

    private static boolean isWell(CheckResult result) {
        return isLine(result.id(), LONGEST_ID)
                && result.answer() != null
                && isLine(result.reason(), LONGEST_TEXT)
                && Stream.of(result.value(), result.lower(), result.upper(), result.threshold(), result.baseline())
                        .allMatch(number -> number == null || Double.isFinite(number));
    }

    private static boolean isLine(String text, int most) {
        return text != null && text.length() <= most && PlainText.line(text).equals(text);
    }

    private static boolean isTime(String text) {
        try {
            return text != null && Instant.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** What it is worth, by itself. */
    public Verdict verdict() {
        return Conclusion.verdict(results);
    }

    /**
     * Its record, before anything follows of it.
     *
     * @param build the build that verified, or null
     */
    public Verification of(VerifiedDeployment subject, String build) {
        return Conclusion.asked(subject, results, address, Instant.parse(startedAt), Instant.parse(finishedAt), build);
    }
}

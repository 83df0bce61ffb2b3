package io.jenkins.plugins.mlpipeline.engine.verification.check;

/**
 * What a check said at one look.
 *
 * @param id the check's
 * @param answer what it says
 * @param value the measured value; null when there is none
 * @param lower the value's lower limit at 95 % (two-sided); null when there is none
 * @param upper the value's upper limit at 95 % (two-sided); null when there is none
 * @param threshold the limit that counted: of a range the one that is nearer, of a comparison what came of the baseline
 * @param requests how many events it was judged by; null for a number
 * @param baseline the baseline's value; null when there is none
 * @param reason one sentence
 */
public record CheckResult(
        String id,
        Answer answer,
        Double value,
        Double lower,
        Double upper,
        Double threshold,
        Long requests,
        Double baseline,
        String reason) {
    /** One without a value. */
    static CheckResult without(Check check, Answer answer, Long requests, String reason) {
        return new CheckResult(check.id(), answer, null, null, null, null, requests, null, reason);
    }
}

package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;

/**
 * What a gate says about some rows.
 *
 * @param verdict what it says
 * @param reason one sentence
 * @param measured the metric; null when it is not there
 * @param threshold what the value is compared with; null when that is not known
 * @param baseline the other model's value; null when there is none
 * @param evidence what the verdict rests on beside the value; null for nothing
 */
record Judgement(
        Verdict verdict, String reason, MetricValue measured, Double threshold, Double baseline, Evidence evidence) {

    static Judgement of(Verdict verdict, String reason) {
        return new Judgement(verdict, reason, null, null, null, null);
    }

    /** With another verdict and reason. */
    Judgement but(Verdict other, String why) {
        return new Judgement(other, why, measured, threshold, baseline, evidence);
    }
}

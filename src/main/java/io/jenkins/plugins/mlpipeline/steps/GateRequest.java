package io.jenkins.plugins.mlpipeline.steps;

import java.io.Serializable;

/** The parameters of {@code mlGate}, in a form that outlives a restart. (A class: Pipeline's serialisation knows no records.) */
final class GateRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Name of the model within the build. */
    final String id;
    /** Gates and limits with the spec's keys, as JSON: nothing of Groovy's may be kept; null for none. */
    final String gatesJson;
    /** Spec file in the workspace; null for none. */
    final String spec;
    /** Evaluation in the workspace; null for the recorded one. */
    final String evaluation;
    /** Whether the verdict is kept from the pull request. */
    final boolean skipPublishingChecks;

    GateRequest(String id, String gatesJson, String spec, String evaluation, boolean skipPublishingChecks) {
        this.id = id;
        this.gatesJson = gatesJson;
        this.spec = spec;
        this.evaluation = evaluation;
        this.skipPublishingChecks = skipPublishingChecks;
    }
}

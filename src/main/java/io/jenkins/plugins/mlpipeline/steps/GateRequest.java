package io.jenkins.plugins.mlpipeline.steps;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

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
    /** Files of another tool's metrics in the workspace; null for none. */
    final ArrayList<String> metrics;
    /** What those metrics are about; null when they are not bound. */
    final String subject;
    /** Whether the verdict is kept from the pull request. */
    final boolean skipPublishingChecks;
    /** Whether the build is unstable when the job's builds say something together. */
    final boolean unstableOnNotes;

    GateRequest(
            String id,
            String gatesJson,
            String spec,
            String evaluation,
            List<String> metrics,
            String subject,
            boolean skipPublishingChecks,
            boolean unstableOnNotes) {
        this.id = id;
        this.gatesJson = gatesJson;
        this.spec = spec;
        this.evaluation = evaluation;
        this.metrics = metrics == null ? null : new ArrayList<>(metrics);
        this.subject = subject;
        this.skipPublishingChecks = skipPublishingChecks;
        this.unstableOnNotes = unstableOnNotes;
    }
}

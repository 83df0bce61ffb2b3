package io.jenkins.plugins.mlpipeline.steps.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.approval.Approvals;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import java.io.IOException;
import java.util.function.Consumer;

/** Finds the verdict that a deployment stands on: this build's, or that of another build that this one may read. */
final class Verdicts {
    private Verdicts() {}

    /**
     * A verdict and where it was given.
     *
     * @param run the build whose gate gave it
     * @param verdict null when there is none
     */
    record Judged(Run<?, ?> run, GateVerdict verdict) {
        /**
         * What it must be like now to let a deployment through.
         *
         * @param deploying the build that deploys
         * @param log is told of an approval that doesn't count
         * @throws UserError when it is not known what the administrator demands
         */
        Binding.Terms terms(MlDeployStep step, Run<?, ?> deploying, DeploymentLimits limits, Consumer<String> log)
                throws IOException {
            GateResult gate = verdict == null
                    ? null
                    : RecordFolder.of(run, step.getId()).gate().orElse(null);
            return new Binding.Terms(
                    step.oldest(),
                    MlPipelineConfiguration.get()
                            .policyOf(deploying.getParent())
                            .lines(),
                    gate == null
                            ? null
                            : Approvals.get()
                                    .last(deploying, run, step.getId(), gate, log)
                                    .orElse(null),
                    step.minimum(limits.minimum()),
                    limits.texts());
        }
    }

    /**
     * Finds it.
     *
     * @param jobs what the build that deploys may read
     * @param id of the model
     * @param upstream {@code job#build}, or null for this build
     * @throws UserError when there is no such build, or it may not be read
     */
    static Judged find(OtherJobs jobs, String id, String upstream) throws IOException, InterruptedException {
        Run<?, ?> judging = upstream == null ? jobs.run() : upstream(jobs, upstream);
        GateVerdict verdict = RecordFolder.of(judging, id)
                .text(RecordFolder.Document.GATE)
                .map(text -> GateVerdict.of(Json.parse(text, JsonNode.class, "gate.json"), "gate.json"))
                .orElse(null);
        return new Judged(judging, verdict);
    }

    private static Run<?, ?> upstream(OtherJobs jobs, String upstream) throws IOException, InterruptedException {
        int mark = upstream.lastIndexOf('#');
        if (mark <= 0 || mark == upstream.length() - 1) {
            throw new UserError("upstream is \"" + upstream
                    + "\"; a job and a build are expected, for example 'train#12' or 'train#lastSuccessfulBuild'.");
        }
        String name = upstream.substring(0, mark);
        String build = upstream.substring(mark + 1);
        return jobs.reading(
                name,
                job -> OtherJobs.build(job, build)
                        .orElseThrow(() ->
                                new UserError("upstream: the job \"" + name + "\" has no build \"" + build + "\".")));
    }
}

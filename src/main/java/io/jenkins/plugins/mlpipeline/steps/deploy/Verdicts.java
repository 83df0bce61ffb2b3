package io.jenkins.plugins.mlpipeline.steps.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds the verdict that a deployment stands on: this build's, or that of another build that this one may read. */
@Restricted(NoExternalUse.class)
public final class Verdicts {
    private Verdicts() {}

    /**
     * A verdict and where it was given.
     *
     * @param run the build whose gate gave it
     * @param verdict null when there is none
     */
    public record Judged(Run<?, ?> run, GateVerdict verdict) {}

    /**
     * Finds it.
     *
     * @param jobs what the build that deploys may read
     * @param id of the model
     * @param upstream {@code job#build}, or null for this build
     * @throws UserError when there is no such build, or it may not be read
     */
    public static Judged find(OtherJobs jobs, String id, String upstream) throws IOException, InterruptedException {
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

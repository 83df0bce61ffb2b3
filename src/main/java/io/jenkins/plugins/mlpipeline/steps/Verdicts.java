package io.jenkins.plugins.mlpipeline.steps;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction.Permalink;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import io.jenkins.plugins.mlpipeline.report.RecordFolder;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Finds the verdict that a deployment stands on: this build's, or that of another build that this one may read. */
final class Verdicts {
    private Verdicts() {}

    /**
     * A verdict and where it was given.
     *
     * @param run the build whose gate gave it
     * @param verdict null when there is none
     */
    record Judged(Run<?, ?> run, GateVerdict verdict) {}

    /**
     * Finds it.
     *
     * @param run the build that deploys
     * @param authentication as which that build runs
     * @param id of the model
     * @param upstream {@code job#build}, or null for this build
     * @throws UserError when there is no such build, or it may not be read
     */
    static Judged find(Run<?, ?> run, Authentication authentication, String id, String upstream) throws IOException {
        Run<?, ?> judging = upstream == null ? run : upstream(run, authentication, upstream);
        GateVerdict verdict = RecordFolder.of(judging, id)
                .text(RecordFolder.Document.GATE)
                .map(text -> GateVerdict.of(Json.parse(text, JsonNode.class, "gate.json"), "gate.json"))
                .orElse(null);
        return new Judged(judging, verdict);
    }

    private static Run<?, ?> upstream(Run<?, ?> run, Authentication authentication, String upstream) {
        int mark = upstream.lastIndexOf('#');
        if (mark <= 0 || mark == upstream.length() - 1) {
            throw new UserError("upstream is \"" + upstream
                    + "\"; a job and a build are expected, for example 'train#12' or 'train#lastSuccessfulBuild'.");
        }
        String name = upstream.substring(0, mark);
        String build = upstream.substring(mark + 1);
        try (ACLContext as = ACL.as2(authentication)) {
            Job<?, ?> job = job(name, run);
            if (job == null || !job.hasPermission(Item.READ)) {
                throw unknownJob(name);
            }
            Run<?, ?> found =
                    build.matches("[0-9]{1,9}") ? job.getBuildByNumber(Integer.parseInt(build)) : permalink(job, build);
            if (found == null) {
                throw new UserError("upstream: the job \"" + name + "\" has no build \"" + build + "\".");
            }
            return found;
        } catch (AccessDeniedException e) {
            throw unknownJob(name);
        }
    }

    private static Job<?, ?> job(String name, Run<?, ?> run) {
        return Jenkins.get().getItem(name, run.getParent().getParent(), Job.class);
    }

    private static Run<?, ?> permalink(Job<?, ?> job, String name) {
        Permalink permalink = job.getPermalinks().get(name);
        return permalink == null ? null : permalink.resolve(job);
    }

    private static UserError unknownJob(String name) {
        return new UserError("upstream: there is no job \"" + name + "\" that this build may read.");
    }
}

package io.jenkins.plugins.mlpipeline.steps.baseline;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecBaseline;
import io.jenkins.plugins.mlpipeline.record.RecentBuilds;
import io.jenkins.plugins.mlpipeline.reference.ReferenceBuilds;
import io.jenkins.plugins.mlpipeline.reference.ReferenceBuilds.Reference;
import java.util.Optional;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The search for the last build that passed: in the job that the spec names, else from the build's reference build on, where
 * one is recorded, else among the builds before this one. A pull request is so compared with the branch that it will be
 * merged into, and not with its own earlier attempts.
 *
 * @param run the build that asks
 * @param named the job that the spec names; null for none
 * @param reference null where none is recorded, or a job is named
 */
@Restricted(NoExternalUse.class)
public record PassedSearch(Run<?, ?> run, String named, Reference reference) {
    /** The search that a spec asks for, from this build. */
    public static PassedSearch of(Run<?, ?> run, SpecBaseline asked) {
        return new PassedSearch(
                run, asked.job(), asked.job() == null ? ReferenceBuilds.of(run).orElse(null) : null);
    }

    /** The name of the job to look in; null for the build's own. */
    String jobName() {
        return reference == null ? named : "/" + reference.job();
    }

    /** The newest build that a look finds something in. */
    public <T> Optional<T> newest(Job<?, ?> job, Function<Run<?, ?>, Optional<T>> look) {
        return RecentBuilds.first(begin(job), look);
    }

    private Run<?, ?> begin(Job<?, ?> job) {
        if (reference != null) {
            return job.getNearestOldBuild(reference.number());
        }
        return job.equals(run.getParent()) ? run.getPreviousBuild() : job.getLastBuild();
    }

    /** Which builds were looked at, for messages that name the job before. */
    String where() {
        return reference == null ? "" : " up to the reference build #" + reference.number();
    }

    /** Why a build that was found is the one. */
    String why() {
        return "the newest build that passed its gates"
                + (reference == null
                        ? ""
                        : ", from the reference build " + reference.job() + " #" + reference.number() + " backwards");
    }
}

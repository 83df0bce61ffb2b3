package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction.Permalink;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What a build may read of other jobs.
 *
 * @param run the build that asks
 * @param execution its pipeline, whose user has to be allowed to read the other job
 */
@Restricted(NoExternalUse.class)
public record OtherJobs(Run<?, ?> run, FlowExecution execution) {
    /** Work on what a job holds. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads. */
        T read(Job<?, ?> job) throws IOException, InterruptedException;
    }

    /**
     * Reads a job as the build may.
     *
     * @param name full or relative name; null for the build's own job, which it may always read
     * @throws UserError when the user can see no such job
     */
    public <T> T reading(String name, Reading<T> reading) throws IOException, InterruptedException {
        Job<?, ?> own = run.getParent();
        try (ACLContext ignored = ACL.as2(reader())) {
            Job<?, ?> job = name == null ? own : job(name);
            if (!job.equals(own)) {
                return reading.read(job);
            }
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return reading.read(own);
        }
    }

    /** The build of a job by its number or its permalink ({@code lastSuccessfulBuild}). */
    public static Optional<Run<?, ?>> build(Job<?, ?> job, String name) {
        if (name.matches("[0-9]{1,9}")) {
            return Optional.ofNullable(job.getBuildByNumber(Integer.parseInt(name)));
        }
        Permalink permalink = job.getPermalinks().get(name);
        return Optional.ofNullable(permalink == null ? null : permalink.resolve(job));
    }

    private Job<?, ?> job(String name) {
        Job<?, ?> own = run.getParent();
        Job<?, ?> job = null;
        try {
            job = Jenkins.get().getItem(name, own, Job.class);
        } catch (AccessDeniedException e) {
            // That there is a job of that name is nothing to tell who may only discover it.
        }
        if (job == null || !job.equals(own) && !job.hasPermission(Item.READ)) {
            throw new UserError("There is no job \"" + name + "\" that this build may read. " + wayOut());
        }
        return job;
    }

    /** As whom the build reads, and what to do when that is not enough. */
    public String wayOut() {
        return isSystem()
                ? "It runs as SYSTEM, since nobody configured another user, and reads of other jobs what every user with an"
                        + " account may read. Name another job, give all users with an account (\"authenticated\") Item/Read"
                        + " on it, or let builds run as a user who has it (plugin Authorize Project)."
                : "It runs as the user \"" + execution.getAuthentication2().getName()
                        + "\". Name another job, or give that user Item/Read on it.";
    }

    private boolean isSystem() {
        return execution.getAuthentication2().equals(ACL.SYSTEM2);
    }

    /**
     * The user that the build runs as. A build that nobody configured to run as someone runs as the system itself; it may
     * then read of other jobs what every user with an account may read, and no more.
     */
    public Authentication reader() {
        Set<GrantedAuthority> everyone = Set.of(SecurityRealm.AUTHENTICATED_AUTHORITY2);
        return isSystem()
                ? new UsernamePasswordAuthenticationToken("authenticated", "", everyone)
                : execution.getAuthentication2();
    }
}

package io.jenkins.plugins.mlpipeline.steps;

import hudson.FilePath;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * A model that a build archived under its digest.
 *
 * @param digest {@code sha256:<hex>}
 * @param jobName full or relative name of the job that archived it; null for the job that asks
 */
record ArchivedModel(String digest, String jobName) {
    private static final String FOLDER = "archived-model";

    /** Whether a text names a model by its digest and not by a path. */
    static boolean isNamedBy(String model) {
        return Digest.isDigest(model);
    }

    /**
     * Copies the model to the agent.
     *
     * @param run the build that asks
     * @param execution its pipeline, whose user has to be allowed to read the other job
     * @param folder on the agent
     * @return the file, or the folder of the package
     * @throws UserError when the user can see no such job, or none of its builds has the model
     */
    FilePath copyTo(FilePath folder, Run<?, ?> run, FlowExecution execution) throws IOException, InterruptedException {
        try (ACLContext ignored = ACL.as2(reader(execution))) {
            VirtualFile archived = find(run);
            FilePath target = folder.child(FOLDER);
            VirtualFile[] files = archived.list();
            for (VirtualFile file : files) {
                try (InputStream bytes = file.open()) {
                    target.child(file.getName()).copyFrom(bytes);
                }
            }
            return files.length == 1 ? target.child(files[0].getName()) : target;
        }
    }

    private VirtualFile find(Run<?, ?> run) {
        Job<?, ?> own = run.getParent();
        Job<?, ?> job = jobName == null ? own : Jenkins.get().getItem(jobName, own, Job.class);
        if (job == null) {
            throw new UserError(
                    "There is no job \"" + jobName + "\" that this build may read. Name the job that archived"
                            + " the model, and let the user that this build runs as read it.");
        }
        // A build may always read the job that it belongs to.
        try (ACLContext ignored = job.equals(own) ? ACL.as2(ACL.SYSTEM2) : ACL.as2(Jenkins.getAuthentication2())) {
            return ModelArchive.find(job, digest)
                    .orElseThrow(() -> new UserError("No build of \"" + job.getFullName()
                            + "\" that this build may read" + " has archived the model " + digest + "."));
        }
    }

    /**
     * The user that the build runs as. A build that nobody configured to run as someone runs as the system itself; it may
     * then read of other jobs what every user with an account may read, and no more.
     */
    private static Authentication reader(FlowExecution execution) {
        Authentication user = execution.getAuthentication2();
        Set<GrantedAuthority> everyone = Set.of(SecurityRealm.AUTHENTICATED_AUTHORITY2);
        return user.equals(ACL.SYSTEM2) ? new UsernamePasswordAuthenticationToken("authenticated", "", everyone) : user;
    }
}

package io.jenkins.plugins.mlpipeline.targets;

import hudson.model.Job;
import hudson.model.Run;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** Builds by the id that is stored for them: the job's full name, {@code #} and the number. */
public final class Builds {
    private Builds() {}

    /** The job of a build, when the person who asks may read it. */
    public static Optional<Job<?, ?>> job(String build) {
        int mark = build.lastIndexOf('#');
        try {
            return mark < 0
                    ? Optional.empty()
                    : Optional.ofNullable(Jenkins.get().getItemByFullName(build.substring(0, mark), Job.class));
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }

    /** The full name of a build's job, whoever may read it. */
    static String jobName(String build) {
        return build.substring(0, Math.max(0, build.lastIndexOf('#')));
    }

    /** A build, when it is still there and the person who asks may read it. */
    public static Optional<Run<?, ?>> find(String build) {
        try {
            int number = Integer.parseInt(build.substring(build.lastIndexOf('#') + 1));
            return job(build).map(job -> job.getBuildByNumber(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

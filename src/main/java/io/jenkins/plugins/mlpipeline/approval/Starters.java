package io.jenkins.plugins.mlpipeline.approval;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import java.util.List;

/** Who started a build, also by a build that started it. */
final class Starters {
    private Starters() {}

    /** Whether it was that person. */
    static boolean include(Run<?, ?> run, String user) {
        return include(run.getCauses(), user);
    }

    private static boolean include(List<Cause> causes, String user) {
        return causes.stream().anyMatch(cause -> is(cause, user));
    }

    private static boolean is(Cause cause, String user) {
        if (cause instanceof Cause.UserIdCause person) {
            String starter = person.getUserId();
            return starter != null && User.idStrategy().equals(starter, user);
        }
        return cause instanceof Cause.UpstreamCause upstream && include(upstream.getUpstreamCauses(), user);
    }
}

package io.jenkins.plugins.mlpipeline.approval;

import hudson.model.Cause;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Who started a build, or one that it comes from: a build that started it, or that it repeats. */
final class Starters {
    /** With more behind a build nobody can be ruled out. */
    private static final int MOST_BUILDS = 100;

    private final Deque<Run<?, ?>> open = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final List<String> persons = new ArrayList<>();
    private String unknown;

    private Starters() {}

    static Starters of(Run<?, ?> run) {
        Starters starters = new Starters();
        starters.open.add(run);
        // Builds count that whoever asks may not see.
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            starters.follow();
        }
        return starters;
    }

    /** Why a person can't approve the build; empty when they neither started it nor can have. */
    Optional<String> refusal(String user) {
        if (started(user)) {
            return Optional.of("You started this build or one that it comes from, and nobody approves a build of their"
                    + " own; ask somebody else.");
        }
        return Optional.ofNullable(unknown)
                .map(reason -> "It can't be told who started this build, because " + reason
                        + ". Start a build anew, and approve that one.");
    }

    /** Why an approval that a person gave is not somebody else's; empty when it is. */
    Optional<String> conflict(String user) {
        return started(user)
                ? Optional.of("they started this build or one that it comes from.")
                : Optional.ofNullable(unknown)
                        .map(reason -> "it can't be told who started it, because " + reason + ".");
    }

    /** Whether a person is among them. */
    boolean person() {
        return !persons.isEmpty();
    }

    private boolean started(String user) {
        return persons.stream().anyMatch(person -> User.idStrategy().equals(person, user));
    }

    private void follow() {
        while (!open.isEmpty()) {
            Run<?, ?> run = open.remove();
            if (seen.add(run.getExternalizableId())) {
                if (seen.size() > MOST_BUILDS) {
                    unknown = "more than " + MOST_BUILDS + " builds led to it";
                    return;
                }
                take(run.getParent(), run.getCauses());
            }
        }
    }

    /** @param job whose build has these causes; null when it is gone */
    private void take(Job<?, ?> job, List<Cause> causes) {
        if (causes.isEmpty()) {
            unknown = "nothing says what started "
                    + (job == null ? "a build that led to it" : "one of \"" + job.getFullName() + "\"");
        }
        for (Cause cause : causes) {
            OptionalInt original = Repetition.of(cause);
            if (original.isPresent()) {
                goOn(job == null ? null : job.getBuildByNumber(original.getAsInt()), "#" + original.getAsInt());
            } else if (cause instanceof Cause.UserIdCause person && person.getUserId() != null) {
                persons.add(person.getUserId());
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                take(upstream);
            } else if (!(cause instanceof Cause.UpstreamCause.DeeplyNestedUpstreamCause)
                    && !ImpersonalCauses.names(cause)) {
                unknown = "a cause of the kind " + cause.getClass().getName() + " (\""
                        + PlainText.line(cause.getShortDescription())
                        + "\") may stand for a person; an administrator who knows that it doesn't lists it in trustedCauses";
            }
        }
    }

    /** A build remembers the causes of the one that started it, so that it may be gone; but only to some depth. */
    private void take(Cause.UpstreamCause upstream) {
        Run<?, ?> build = upstream.getUpstreamRun();
        boolean cut = upstream.getUpstreamCauses().stream()
                .anyMatch(Cause.UpstreamCause.DeeplyNestedUpstreamCause.class::isInstance);
        if (build != null || cut) {
            goOn(build, upstream.getUpstreamProject() + " #" + upstream.getUpstreamBuild());
        }
        take(build == null ? null : build.getParent(), upstream.getUpstreamCauses());
    }

    private void goOn(Run<?, ?> build, String name) {
        if (build == null) {
            unknown = "the build " + name + " is gone";
        } else {
            open.add(build);
        }
    }
}

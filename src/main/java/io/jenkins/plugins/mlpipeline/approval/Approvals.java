package io.jenkins.plugins.mlpipeline.approval;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/** The approvals of this controller. While a job's file of them is damaged, none of the job counts. */
@Extension
public final class Approvals {
    /** The longest that one can hold, in days. */
    public static final int MOST_DAYS = 30;
    /** How long one holds when nothing else is said, in days. */
    public static final int STANDARD_DAYS = 7;

    private static final int MOST_REASON = 500;

    private Clock clock = Clock.systemUTC();

    public static Approvals get() {
        return ExtensionList.lookupSingleton(Approvals.class);
    }

    /** Sets what tells the time. */
    void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Why none of a job's approvals counts, and the way out; null when they do. */
    public synchronized String problem(Job<?, ?> job) {
        try {
            ApprovalFile.of(job);
            return null;
        } catch (UserError e) {
            return e.getMessage();
        }
    }

    /**
     * The last approval of a verdict, which may have ended, when it counts for a build that would use it: whoever gave it has
     * started neither that build nor the one whose gate judged, nor any that one of them comes from.
     *
     * @param using the build that would go on by it
     * @param judged the build whose gate judged; its job's approvals are looked at
     * @param log is told when it can't be known, or one that is there doesn't count
     */
    public Optional<Approval> last(
            Run<?, ?> using, Run<?, ?> judged, String id, GateResult gate, Consumer<String> log) {
        if (gate.digest() == null) {
            return Optional.empty();
        }
        return entry(judged.getParent(), Matter.of(id, gate), log)
                .map(ApprovalFile.Entry::approval)
                .filter(approval -> isAnothers(approval, using, log) && isAnothers(approval, judged, log));
    }

    /** The approval of a build's own verdict that holds now; the rest as above. */
    public Optional<Approval> holding(Run<?, ?> run, String id, GateResult gate, Consumer<String> log) {
        return last(run, run, id, gate, log)
                .filter(approval -> approval.covers(gate.verdict()) && approval.holds(clock.instant()));
    }

    /** Whether a model was approved in a job at all, by whatever gates and on whatever rows. */
    public synchronized boolean areThere(Job<?, ?> job, String id, String digest) {
        try {
            return ApprovalFile.of(job).mentions(id, digest);
        } catch (UserError e) {
            return false;
        }
    }

    /** For pages, which show {@link #problem} once: the last approval of a verdict, which may have ended. */
    public Optional<Approved> approved(Job<?, ?> job, String id, GateResult gate) {
        return gate.digest() == null || !Approval.isApprovable(gate.verdict())
                ? Optional.empty()
                : entry(job, Matter.of(id, gate), problem -> {})
                        .filter(entry -> entry.approval().covers(gate.verdict()))
                        .map(entry -> new Approved(entry, clock.instant()));
    }

    private static boolean isAnothers(Approval approval, Run<?, ?> run, Consumer<String> log) {
        Optional<String> why = Starters.of(run).conflict(approval.by());
        why.ifPresent(reason -> log.accept(
                "The approval by " + approval.by() + " doesn't count for " + run.getFullDisplayName() + ": " + reason));
        return why.isEmpty();
    }

    private synchronized Optional<ApprovalFile.Entry> entry(Job<?, ?> job, Matter matter, Consumer<String> log) {
        try {
            ApprovalFile file = ApprovalFile.of(job);
            Optional<ApprovalFile.Entry> found = file.last(matter);
            if (found.isEmpty()) {
                file.beside(matter)
                        .ifPresent(entry -> log.accept("The approval by "
                                + entry.approval().by() + " of "
                                + entry.approval().at()
                                + " doesn't count: it was of the same model, but not of these gates and rows."));
            }
            return found;
        } catch (UserError e) {
            log.accept(e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Why the one who asks can't approve; null when they can.
     *
     * @param gate what the gates said; null when there were none
     */
    public String refusal(Run<?, ?> run, GateResult gate) {
        try {
            approver(run, gate);
            return null;
        } catch (UserError e) {
            return e.getMessage();
        }
    }

    /**
     * The person who asks.
     *
     * @throws UserError when they can't approve
     */
    private static User approver(Run<?, ?> run, GateResult gate) {
        if (gate == null) {
            throw new UserError(Messages.Approvals_NoVerdict());
        }
        if (!Approval.isApprovable(gate.verdict())) {
            throw new UserError(
                    gate.verdict() == Verdict.ERROR ? Messages.Approvals_Error() : Messages.Approvals_Pass());
        }
        if (gate.digest() == null) {
            throw new UserError(Messages.Approvals_NotBound());
        }
        User user = User.current();
        if (user == null) {
            throw new UserError("Log in to approve: an approval names a person.");
        }
        Starters.of(run).refusal(user.getId()).ifPresent(refusal -> {
            throw new UserError(refusal);
        });
        return user;
    }

    /**
     * Approves a build's verdict, for the digest that was judged. The caller has checked the permission.
     *
     * @param days how long it holds, 1 to 30
     * @throws UserError when it is refused, also because the job's file of approvals is damaged
     */
    public synchronized Approval approve(Run<?, ?> run, String id, String reason, int days) throws IOException {
        RecordFolder record = RecordFolder.of(run, id);
        GateResult gate = record.gate().orElse(null);
        User approver = approver(run, gate);
        String why = Util.fixEmptyAndTrim(reason);
        if (why == null || why.length() > MOST_REASON || why.chars().anyMatch(Character::isISOControl)) {
            throw new UserError("The reason is a line of 1 to " + MOST_REASON + " characters; say why it may go on.");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new UserError("An approval holds for 1 to " + MOST_DAYS + " days, and not for " + days + ".");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Approval approval = new Approval(
                approver.getId(),
                now.toString(),
                why,
                now.plus(days, ChronoUnit.DAYS).toString(),
                gate.verdict());
        Job<?, ?> job = run.getParent();
        ApprovalFile.of(job)
                .with(ApprovalFile.Entry.of(Matter.of(id, gate), run.getNumber(), approval))
                .write(job);
        record.write(RecordFolder.Document.APPROVAL, Json.write(approval));
        return approval;
    }
}

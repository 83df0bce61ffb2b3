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
import io.jenkins.plugins.mlpipeline.report.RecordFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The approvals of this controller. */
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

    /** The last approval of a digest under an id in a job, which may have ended; empty when there was none. */
    public synchronized Optional<Approval> last(Job<?, ?> job, String id, String digest) throws IOException {
        return ApprovalFile.of(job).approvals().stream()
                .filter(entry -> entry.id().equals(id) && entry.digest().equals(digest))
                .reduce((earlier, later) -> later)
                .map(ApprovalFile.Entry::approval);
    }

    /** The approval of a verdict that holds now. */
    public Optional<Approval> holding(Job<?, ?> job, String id, String digest, Verdict verdict) throws IOException {
        return last(job, id, digest).filter(approval -> approval.covers(verdict) && approval.holds(clock.instant()));
    }

    /**
     * Why the one who asks can't approve; null when they can.
     *
     * @param gate what the gates said; null when there were none
     */
    public String refusal(Run<?, ?> run, GateResult gate) {
        if (gate == null) {
            return "There is no verdict to approve.";
        }
        if (!Approval.isApprovable(gate.verdict())) {
            return gate.verdict() == Verdict.ERROR
                    ? "The verdict is ERROR: nothing was decided, so there is nothing to approve."
                    : "The verdict is PASS; there is nothing to approve.";
        }
        if (gate.digest() == null) {
            return "The verdict is bound to no digest, so that nothing certain could be approved.";
        }
        User user = User.current();
        if (user == null) {
            return "Log in to approve: an approval names a person.";
        }
        return Starters.include(run, user.getId())
                ? "You started this build, and nobody approves a build of their own; ask somebody else."
                : null;
    }

    /**
     * Approves a build's verdict, for the digest that was judged. The caller has checked the permission.
     *
     * @param days how long it holds, 1 to 30
     * @throws UserError when it is refused
     */
    public synchronized Approval approve(Run<?, ?> run, String id, String reason, int days) throws IOException {
        RecordFolder record = RecordFolder.of(run, id);
        GateResult gate = record.gate().orElse(null);
        String refusal = refusal(run, gate);
        if (refusal != null) {
            throw new UserError(refusal);
        }
        String why = Util.fixEmptyAndTrim(reason);
        if (why == null || why.length() > MOST_REASON || why.chars().anyMatch(Character::isISOControl)) {
            throw new UserError("The reason is a line of 1 to " + MOST_REASON + " characters; say why it may go on.");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new UserError("An approval holds for 1 to " + MOST_DAYS + " days, and not for " + days + ".");
        }
        User approver = User.current();
        if (approver == null) {
            throw new UserError("An approval needs a person; log in first.");
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
                .with(new ApprovalFile.Entry(id, gate.digest(), run.getNumber(), approval))
                .write(job);
        record.write(RecordFolder.Document.GATE, Json.write(gate.approved(approval)));
        return approval;
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.WorkloadName;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;

/**
 * A rollback that somebody asks for.
 *
 * @param workload what goes back
 * @param to what is looked for, unless a revision is named
 * @param revision the number of the revision to go back to; null when none is named
 * @param reason why, one line
 * @param build the build that asks; null for none
 * @param last the record of the deployment that is in force, which knows what ran before it; null when there is none at hand
 */
public record RollbackRequest(
        ObjectRef workload, RollbackTo to, Long revision, String reason, String build, Deployment last) {
    private static final int MOST_CHARACTERS = 500;

    /**
     * A rollback as people write it.
     *
     * @param target {@code KIND/NAME}
     * @param to {@code previous}, {@code gated}, {@code verified}, or a revision's number
     * @throws UserError when a part of it is not understood
     */
    public static RollbackRequest read(
            String target, String namespace, String to, String reason, String build, Deployment last) {
        ObjectRef workload = WorkloadName.read(
                target,
                namespace,
                kind -> kind.revisions().isPresent() || kind.abortion().isPresent(),
                "rolled back");
        return of(workload, to, reason, build, last);
    }

    /** The same of a workload whose name is known. */
    public static RollbackRequest of(ObjectRef workload, String to, String reason, String build, Deployment last) {
        requireReason(reason);
        String said = PlainText.line(reason).strip();
        if (said.length() > MOST_CHARACTERS) {
            said = said.substring(0, MOST_CHARACTERS) + "...";
        }
        requireTo(to);
        boolean numbered = isNumber(to);
        return new RollbackRequest(
                workload,
                numbered ? RollbackTo.PREVIOUS : RollbackTo.parse("to", to),
                numbered ? (Long) Long.parseLong(to) : null,
                said,
                build,
                last);
    }

    /** @throws UserError when it is neither a word nor a number that a rollback takes */
    public static void requireTo(String to) {
        if (!isNumber(to)) {
            try {
                RollbackTo.parse("to", to);
            } catch (UserError e) {
                throw new UserError("to: \"" + to + "\" is not previous, gated, verified or a revision's number.", e);
            }
        }
    }

    /** @throws UserError when it says nothing */
    public static void requireReason(String reason) {
        if (reason == null || reason.isBlank()) {
            throw new UserError("A rollback needs a reason, which is recorded with it.");
        }
    }

    static boolean isNumber(String to) {
        return to.matches("[1-9][0-9]{0,17}");
    }
}

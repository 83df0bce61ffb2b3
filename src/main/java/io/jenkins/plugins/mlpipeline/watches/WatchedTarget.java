package io.jenkins.plugins.mlpipeline.watches;

import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * A target as a job sees it that may start because of drift: only looks count at the model that serves now, and only by jobs of
 * the folder that this job is in, whose authors may start it anyway.
 *
 * @param path as steps take it
 * @param model digest of the model that serves now
 * @param looks that count, the newest first; not empty
 */
record WatchedTarget(String path, String model, List<RecordedLook> looks) {
    /** The mark of a branch's job; the plugin that has the class need not be here. */
    private static final String BRANCH = "org.jenkinsci.plugins.workflow.multibranch.BranchJobProperty";

    /**
     * The target of a name that has looks which count for a job; empty when there is none.
     *
     * @param written as {@link io.jenkins.plugins.mlpipeline.targets.TargetRef#isMeantBy} reads it
     * @throws UserError when several are meant
     */
    static Optional<WatchedTarget> of(Job<?, ?> job, String written) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            List<WatchedTarget> found = new ArrayList<>();
            for (Target target : TargetStore.get().visible()) {
                if (target.getServing() == null || !target.ref().isMeantBy(written)) {
                    continue;
                }
                String model = target.getServing().getModelDigest();
                List<RecordedLook> looks = LookStore.get().of(model).stream()
                        .filter(look -> target.getId().equals(look.target()))
                        .filter(look -> counts(look.job(), job))
                        .toList();
                if (!looks.isEmpty()) {
                    found.add(new WatchedTarget(target.ref().path(), model, looks));
                }
            }
            if (found.size() > 1) {
                throw new UserError("\"" + written + "\" may be several targets: "
                        + found.stream().map(WatchedTarget::path).collect(Collectors.joining(", "))
                        + ". Name one by the id of its page.");
            }
            return found.stream().findFirst();
        }
    }

    /** Whether looks of a job count for another: it is the same, or an ordinary one of the same folder or below it. */
    private static boolean counts(String name, Job<?, ?> job) {
        Job<?, ?> looking = Jenkins.get().getItemByFullName(name, Job.class);
        return looking != null && (looking.equals(job) || !isBranch(looking) && name.startsWith(folder(job)));
    }

    /** The folder that a job is in, with a slash behind it; a branch is where its multibranch job is. */
    private static String folder(Job<?, ?> job) {
        Item place = isBranch(job) && job.getParent() instanceof Item around ? around : job;
        String folder = place.getParent().getFullName();
        return folder.isEmpty() ? "" : folder + "/";
    }

    private static boolean isBranch(Job<?, ?> job) {
        return job.getAllProperties().stream()
                .anyMatch(property -> property.getClass().getName().equals(BRANCH));
    }
}

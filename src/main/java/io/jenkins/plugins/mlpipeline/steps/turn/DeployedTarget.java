package io.jenkins.plugins.mlpipeline.steps.turn;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.targets.Ending;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A target that this controller deployed to by a job which the build may read: no other is
 * gone back from, or looked at.
 *
 * @param ref the workload
 * @param access how the cluster was reached then, by names alone
 * @param last the record of the newest deployment to it that the build may read
 */
@Restricted(NoExternalUse.class)
public record DeployedTarget(TargetRef ref, ClusterAccess access, Deployment last) {
    /**
     * Finds it.
     *
     * @param written {@code KIND/NAME}, {@code NAMESPACE/KIND/NAME}, or the id of its page
     * @throws UserError when there is none, or several, of those that the build may know of
     */
    public static DeployedTarget find(String written, OtherJobs jobs) throws IOException, InterruptedException {
        List<DeployedTarget> known = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Target target : all()) {
            Optional<DeployedTarget> deployed = of(target, jobs);
            deployed.ifPresent(d -> names.add(d.ref().path()));
            deployed.filter(d -> d.ref().isMeantBy(written)).ifPresent(known::add);
        }
        if (known.size() == 1) {
            return known.get(0);
        }
        if (known.isEmpty()) {
            throw new UserError(
                    "target: there is no \"" + written + "\" that this controller deployed to by a job which"
                            + " this build may read. " + NearNames.hint(written, names));
        }
        throw new UserError("target: \"" + written + "\" may be "
                + String.join(
                        " or ",
                        known.stream()
                                .map(d -> d.ref().path() + " (" + d.ref().id() + ", on "
                                        + d.ref().cluster() + ")")
                                .toList())
                + "; name one by its id.");
    }

    /** What is gone without when the target turns out to be another. */
    public enum Purpose {
        ROLLBACK("nothing was rolled back"),
        DIAGNOSIS("nothing was read");

        private final String undone;

        Purpose(String undone) {
            this.undone = undone;
        }

        /** What did not happen, in words. */
        public String undone() {
            return undone;
        }
    }

    /**
     * Opens the same cluster, by the same owner's word, and one that the job's rules permit.
     *
     * @throws UserError when the build may not use it, or it is another one
     */
    public ClusterConnection connect(Run<?, ?> run, Purpose purpose) {
        DeploymentLimits limits = MlPipelineConfiguration.get().limitsOf(run.getParent());
        limits.requireCluster(access.cloud(), ref.cluster());
        limits.requireNamespace(ref.namespace());
        ClusterConnection connection = ClusterConnection.open(run, access);
        if (!connection.owner().equals(ref.owner())) {
            String owner = connection.owner();
            connection.close();
            throw new UserError("The credential that deployed " + ref.label() + " belongs to " + ref.owner()
                    + ", and the one of that name which this job may use to " + owner + "; " + purpose.undone() + ".");
        }
        return connection;
    }

    /** @throws UserError when the cluster at hand is not the target's */
    public void requireServer(KubeApi api, Purpose purpose) {
        if (!api.server().equals(ref.cluster())) {
            throw new UserError(ref.label() + " is one of " + ref.cluster() + ", and the cluster at hand is "
                    + api.server() + "; " + purpose.undone() + ".");
        }
    }

    /** The workload as people write it. */
    public String workload() {
        return WorkloadKinds.named(ref.kind()).isPresent() ? ref.kind() + "/" + ref.name() : ref.name();
    }

    private static List<Target> all() {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return TargetStore.get().visible();
        }
    }

    private static Optional<DeployedTarget> of(Target target, OtherJobs jobs) throws IOException, InterruptedException {
        for (Ending ending : target.getEndings()) {
            int mark = ending.getBuild().lastIndexOf('#');
            if (mark < 0) {
                continue;
            }
            String job = "/" + ending.getBuild().substring(0, mark);
            String number = ending.getBuild().substring(mark + 1);
            try {
                Optional<DeployedTarget> found = jobs.reading(job, readable -> {
                    Optional<Run<?, ?>> build = OtherJobs.build(readable, number);
                    return build.isEmpty() ? Optional.empty() : of(target.ref(), build.get(), ending.getKey());
                });
                if (found.isPresent()) {
                    return found;
                }
            } catch (UserError notReadable) {
                // An older deployment may be of a job that it may read.
            }
        }
        return Optional.empty();
    }

    private static Optional<DeployedTarget> of(TargetRef ref, Run<?, ?> build, String key) throws IOException {
        Optional<DeploymentRecord> record = DeploymentsAction.of(build).ofKey(key);
        if (record.isEmpty()) {
            return Optional.empty();
        }
        DeploymentFolder folder = new DeploymentFolder(build, record.get());
        Optional<ClusterAccess> access = folder.access();
        Optional<Deployment> last = folder.deployment();
        return access.isEmpty() || last.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeployedTarget(ref, access.get(), last.get()));
    }
}

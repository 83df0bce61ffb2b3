package io.jenkins.plugins.mlpipeline.steps.diagnose;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.connection.MetricServers;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnostician;
import io.jenkins.plugins.mlpipeline.engine.incident.MetricChanges;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.WorkloadName;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget.Purpose;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Looks at a target that this controller deployed, with the credentials of that deployment. Nothing is written to the cluster.
 *
 * @param run the build that asks
 */
@Restricted(NoExternalUse.class)
public record DiagnoseRun(DiagnoseRequest request, Run<?, ?> run) {
    /**
     * Looks.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when there is no such workload, or the cluster is another
     * @throws io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError when the workload can't be read
     */
    public Diagnosis look(DeployedTarget target) throws InterruptedException {
        try (ClusterConnection connection = target.connect(run, Purpose.DIAGNOSIS)) {
            KubeApi api = new KubeApi(connection.client());
            target.requireServer(api, Purpose.DIAGNOSIS);
            ObjectRef ref = WorkloadName.read(target.workload(), target.ref().namespace(), kind -> true, "diagnosed");
            return new Diagnostician(api, connection.mask())
                    .diagnose(ref, request.since(), metrics(ref), run.getAbsoluteUrl());
        }
    }

    private MetricChanges metrics(ObjectRef ref) {
        return request.measured().isEmpty()
                ? null
                : new MetricChanges(
                        MetricServers.open(request.getPrometheus()), request.measured(), ref, request.getService());
    }
}

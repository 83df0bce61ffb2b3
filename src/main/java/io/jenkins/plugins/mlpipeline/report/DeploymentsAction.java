package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The record of a build's deployments, and the page that lists them. */
@ExportedBean
public final class DeploymentsAction implements RunAction2 {
    /** The address of the page below the build's. */
    public static final String URL = "ml-deployments";

    private static final int VERSION = 1;

    /** Of this record's form; older ones are brought up to date when they are read. */
    private final int version;

    private final List<DeploymentRecord> deployments = new ArrayList<>();

    private transient Run<?, ?> run;

    private DeploymentsAction(Run<?, ?> run) {
        this.version = VERSION;
        this.run = run;
    }

    /** The record of a build, made when there is none. */
    public static DeploymentsAction of(Run<?, ?> run) {
        synchronized (run) {
            DeploymentsAction action = run.getAction(DeploymentsAction.class);
            if (action == null) {
                action = new DeploymentsAction(run);
                run.addAction(action);
            }
            return action;
        }
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The form of this record. */
    public int getVersion() {
        return version;
    }

    /** The deployments in the order in which they began. */
    @Exported(inline = true)
    public synchronized List<DeploymentRecord> getDeployments() {
        return List.copyOf(deployments);
    }

    /** The deployment of a step, by the id of its flow node. */
    public synchronized Optional<DeploymentRecord> ofNode(String node) {
        return deployments.stream().filter(d -> d.getNode().equals(node)).findFirst();
    }

    /** Records that a step begins to deploy. */
    public DeploymentRecord begin(String node, DeploymentRecord.Judged judged, TargetRef target) throws IOException {
        DeploymentRecord record;
        synchronized (this) {
            record = new DeploymentRecord(String.valueOf(deployments.size() + 1), node, judged, target);
            deployments.add(record);
        }
        run.save();
        return record;
    }

    /** Records how a deployment ended. */
    public void ended(DeploymentRecord record, Deployment deployment) throws IOException {
        new DeploymentFolder(run, record).write(deployment);
        synchronized (this) {
            record.ended(deployment);
        }
        run.save();
    }

    /** Records that a deployment could not be carried through, for a reason that is not the cluster's. */
    public void broken(DeploymentRecord record, String reason) throws IOException {
        new DeploymentFolder(run, record).forgetState();
        synchronized (this) {
            record.broken(reason);
        }
        run.save();
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        this.run = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        this.run = loaded;
    }

    @Override
    public String getIconFileName() {
        return "symbol-ml-pipeline plugin-ml-pipeline";
    }

    @Override
    public String getDisplayName() {
        return "Deployments";
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The page of a deployment; an unknown number has none. */
    public synchronized DeploymentPage getDynamic(String key) {
        return deployments.stream()
                .filter(d -> d.getKey().equals(key))
                .findFirst()
                .map(d -> new DeploymentPage(run, d))
                .orElse(null);
    }
}

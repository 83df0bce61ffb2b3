package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The record of a build's deployments, and the page that lists them. */
@ExportedBean
public final class DeploymentsAction extends BuildRecord {
    /** The address of the page below the build's. */
    public static final String URL = "ml-deployments";

    private final List<DeploymentRecord> deployments = new ArrayList<>();

    private DeploymentsAction() {}

    /** The record of a build, made when there is none. */
    public static DeploymentsAction of(Run<?, ?> run) {
        return of(run, DeploymentsAction.class, DeploymentsAction::new);
    }

    /** A record that was made anew from documents. */
    static DeploymentsAction restored(List<DeploymentRecord> deployments) {
        DeploymentsAction record = new DeploymentsAction();
        record.deployments.addAll(deployments);
        return record;
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

    /** The deployments of a step to several targets, in their order. */
    public synchronized List<DeploymentRecord> allOfNode(String node) {
        return deployments.stream().filter(d -> d.getNode().equals(node)).toList();
    }

    /** Records that a step begins to deploy. */
    public DeploymentRecord begin(String node, DeploymentRecord.Judged judged, TargetRef target) throws IOException {
        return begin(node, judged, target, null, 0);
    }

    /**
     * Records that a step begins to deploy to one of several targets.
     *
     * @param place what people call it
     * @param wave from 1
     */
    public DeploymentRecord begin(String node, DeploymentRecord.Judged judged, TargetRef target, String place, int wave)
            throws IOException {
        DeploymentRecord record;
        synchronized (this) {
            record = new DeploymentRecord(String.valueOf(deployments.size() + 1), node, judged, target, place, wave);
            deployments.add(record);
        }
        getRun().save();
        return record;
    }

    /** Records that nothing is begun at a target, because of another one. */
    public void notBegun(DeploymentRecord record) throws IOException {
        new DeploymentFolder(getRun(), record).forgetState();
        synchronized (this) {
            record.notBegun();
        }
        getRun().save();
    }

    /** Records that what stays as it is at a target was verified before. */
    public void verifiedBefore(DeploymentRecord record) throws IOException {
        synchronized (this) {
            record.verifiedBefore();
        }
        getRun().save();
    }

    /** Records that the verification of a deployment could not be carried through. */
    public void unverifiable(DeploymentRecord record, String reason) throws IOException {
        new DeploymentFolder(getRun(), record).forgetVerification();
        synchronized (this) {
            record.unverifiable(reason);
        }
        getRun().save();
    }

    /** Whether a step deployed to several targets, so that they stand in waves. */
    public synchronized boolean isWaves() {
        return deployments.stream().anyMatch(d -> d.getWave() > 0);
    }

    /** Records how a deployment ended. */
    public void ended(DeploymentRecord record, Deployment deployment) throws IOException {
        new DeploymentFolder(getRun(), record).write(deployment);
        synchronized (this) {
            record.ended(deployment);
        }
        getRun().save();
    }

    /** The last deployment of a model that was carried through; empty when there is none. */
    public synchronized Optional<DeploymentRecord> lastOf(String model) {
        return deployments.stream()
                .filter(d -> model.equals(d.getModel()) && d.getStatus() != null)
                .reduce((first, second) -> second);
    }

    /** The deployment of a number. */
    public synchronized Optional<DeploymentRecord> ofKey(String key) {
        return deployments.stream().filter(d -> d.getKey().equals(key)).findFirst();
    }

    /** Records how the verification of a deployment ended. */
    public void verified(DeploymentRecord record, Verification verification) throws IOException {
        new DeploymentFolder(getRun(), record).write(verification);
        synchronized (this) {
            record.verified(verification);
        }
        getRun().save();
    }

    /** Records that a deployment could not be carried through, for a reason that is not the cluster's. */
    public void broken(DeploymentRecord record, String reason) throws IOException {
        new DeploymentFolder(getRun(), record).forgetState();
        synchronized (this) {
            record.broken(reason);
        }
        getRun().save();
    }

    @Override
    public String getDisplayName() {
        return Messages.DeploymentsAction_DisplayName();
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
                .map(d -> new DeploymentPage(getRun(), d))
                .orElse(null);
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}

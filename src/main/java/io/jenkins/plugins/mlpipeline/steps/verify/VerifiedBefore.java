package io.jenkins.plugins.mlpipeline.steps.verify;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.record.RecentBuilds;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the last verification that passed observed at a target, in the earlier builds of the same job. */
final class VerifiedBefore {
    private VerifiedBefore() {}

    static Map<String, Observation> of(Run<?, ?> run, TargetRef target) {
        return RecentBuilds.first(run.getPreviousBuild(), build -> in(build, target))
                .map(Verification::baselines)
                .orElse(Map.of());
    }

    private static Optional<Verification> in(Run<?, ?> build, TargetRef target) {
        DeploymentsAction action = build.getAction(DeploymentsAction.class);
        if (action == null) {
            return Optional.empty();
        }
        List<DeploymentRecord> newest = new ArrayList<>(action.getDeployments());
        Collections.reverse(newest);
        return newest.stream()
                .filter(d -> d.ref().equals(target) && "PASS".equals(d.getVerification()))
                .findFirst()
                .flatMap(d -> read(build, d));
    }

    private static Optional<Verification> read(Run<?, ?> build, DeploymentRecord record) {
        try {
            return new DeploymentFolder(build, record).verification();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

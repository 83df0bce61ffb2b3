package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells an administrator of gates, signing keys and deployment rules that were meant to apply and do not. */
@Extension
public final class PolicyMonitor extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.PolicyMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !getProblems().isEmpty();
    }

    /** A sentence for each. */
    public List<String> getProblems() {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        List<String> problems = new ArrayList<>();
        if (configuration.getProblem() != null) {
            problems.add(configuration.getProblem());
        }
        Stream.of(
                        configuration.getPolicies().stream().map(GatePolicy::folderProblem),
                        configuration.getSigningKeys().stream().map(FolderKey::folderProblem),
                        configuration.getDeploymentRules().stream().map(DeploymentRule::folderProblem))
                .flatMap(folders -> folders)
                .filter(Objects::nonNull)
                .forEach(problems::add);
        return problems;
    }
}

package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells an administrator of gates that were meant to apply and do not. */
@Extension
public final class PolicyMonitor extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return "Gates of ML Pipeline that do not apply";
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
        configuration.getPolicies().stream()
                .map(GatePolicy::folderProblem)
                .filter(Objects::nonNull)
                .forEach(problems::add);
        return problems;
    }
}

package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Capabilities;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Chart;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Kustomization;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.RenderedText;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Surroundings;
import java.io.File;
import java.io.IOException;
import java.util.TreeMap;
import jenkins.agents.ControllerToAgentFileCallable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Renders a Kustomize folder or a Helm chart of the workspace with the agent's program: it may run what the job author wrote, which
 * has no place on the controller.
 */
@Restricted(NoExternalUse.class)
final class RenderOnAgent implements ControllerToAgentFileCallable<RenderOnAgent.Answer> {
    private static final long serialVersionUID = 1L;

    private final String kustomize;
    private final Chart chart;
    private final String namespace;
    private final Capabilities capabilities;
    private final TreeMap<String, String> environment;

    private RenderOnAgent(DeployRequest step, String namespace, Capabilities capabilities, EnvVars environment) {
        this.kustomize = step.getKustomize();
        this.chart = step.chart();
        this.namespace = namespace;
        this.capabilities = capabilities;
        this.environment = new TreeMap<>(environment);
    }

    /** What came of it: a text, or why there is none. */
    record Answer(RenderedText written, String problem) implements java.io.Serializable {}

    /** Whether a deployment's manifests are rendered. */
    static boolean isAsked(DeployRequest step) {
        return step.getKustomize() != null || step.chart() != null;
    }

    /**
     * Renders.
     *
     * @throws UserError when the program is not there, fails, or writes what is not deployed
     */
    static RenderedText on(
            FilePath workspace, DeployRequest step, String namespace, Capabilities capabilities, EnvVars environment)
            throws IOException, InterruptedException {
        Answer answer = workspace.act(new RenderOnAgent(step, namespace, capabilities, environment));
        if (answer.written() == null) {
            throw new UserError(String.valueOf(answer.problem()));
        }
        return answer.written();
    }

    @Override
    public Answer invoke(File workspace, VirtualChannel channel) {
        Surroundings surroundings = new Surroundings(workspace.toPath(), environment);
        try {
            return new Answer(
                    chart == null
                            ? Kustomization.write(kustomize, surroundings)
                            : chart.write(namespace, capabilities, surroundings),
                    null);
        } catch (UserError e) {
            return new Answer(null, e.getMessage());
        }
    }
}

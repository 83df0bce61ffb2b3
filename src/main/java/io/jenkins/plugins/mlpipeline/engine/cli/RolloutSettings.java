package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Unexplained;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import picocli.CommandLine.Option;

/** How a deployment is rolled out: how long is waited, and what follows when it does not work. */
final class RolloutSettings {
    @Option(names = "--timeout", paramLabel = "TIME", description = "Default: the workload's deadline and a minute.")
    private String timeout;

    @Option(
            names = "--stable-for",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long everything must stay up. Default: 30s.")
    private String stableFor;

    @Option(
            names = "--allow-failures",
            paramLabel = "N",
            defaultValue = "1",
            description = "Broken new pods that are let be while others work. Default: 1.")
    private int allowFailures;

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            defaultValue = "rollback",
            description = "rollback or leave. Default: rollback.")
    private String onFailure;

    @Option(
            names = "--on-timeout",
            paramLabel = "WHAT",
            defaultValue = "leave",
            description = "rollback or leave. Default: leave.")
    private String onTimeout;

    @Option(
            names = "--rollback-to",
            paramLabel = "WHAT",
            defaultValue = "previous",
            description = "previous (what ran healthy immediately before), gated or verified. Default: previous.")
    private String rollbackTo;

    @Option(
            names = "--outage-patience",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long fewer pods may be available than the strategy allows. Default: 60s.")
    private String outagePatience;

    @Option(
            names = "--unexplained",
            paramLabel = "WHAT",
            defaultValue = "warn",
            description = "Fields of the template that neither the manifest, a default nor another manager explains:"
                    + " warn, fail or ignore. Default: warn.")
    private String unexplained;

    @Option(
            names = "--restart-on-config",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Start pods anew when a ConfigMap or Secret of the manifests changes that they read, which is done"
                            + " unless it is negated.")
    private boolean restartOnConfig;

    @Option(
            names = "--promote",
            description = "Promote a Rollout of Argo at each of its pauses without an end, rather than ending PAUSED.")
    private boolean promote;

    @Option(
            names = "--prune",
            description =
                    "Once it serves, delete what the last deployment with --prune had and the manifests no longer have,"
                            + " where it is as that left it; a list in the namespace says what that was. With --dry-run: what"
                            + " would go.")
    private boolean prune;

    @Option(
            names = "--conflicts",
            paramLabel = "WHAT",
            defaultValue = "fail",
            description = "fail, force, or the field managers whose fields are taken over. Default: fail.")
    private String conflicts;

    @Option(
            names = "--replicas",
            paramLabel = "WHOSE",
            defaultValue = "preserve",
            description = "preserve what a scaler set, or the manifest's. Default: preserve.")
    private String replicas;

    @Option(
            names = "--delete-broken-pods",
            description = "Let a rollback delete the broken pods of a StatefulSet, which waits for them forever.")
    private boolean deleteBrokenPods;

    @Option(
            names = "--log-lines",
            paramLabel = "N",
            defaultValue = "100",
            description = "Of each failed container's log. Default: 100.")
    private int logLines;

    @Option(
            names = "--field-manager",
            paramLabel = "NAME",
            defaultValue = "jenkins-ml-pipeline",
            description = "Who owns the fields. Default: jenkins-ml-pipeline.")
    private String fieldManager;

    /** Whether what the manifests no longer have goes. */
    boolean prunes() {
        return prune;
    }

    /**
     * As the rollout takes them.
     *
     * @param kinds of objects that may be deployed, and so may go
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError for a word or a time that is not understood
     */
    RolloutOptions options(AllowedKinds kinds) {
        return new RolloutOptions(
                fieldManager,
                Conflicts.parse(conflicts),
                OptionText.choice("--replicas", replicas, "preserve", "manifest"),
                timeout == null ? 0 : Math.max(1, seconds("--timeout", timeout)),
                seconds("--stable-for", stableFor),
                allowFailures,
                OptionText.recovery("--on-failure", onFailure),
                OptionText.recovery("--on-timeout", onTimeout),
                Recovery.LEAVE,
                deleteBrokenPods,
                logLines,
                Patience.DEFAULT.withOutage(seconds("--outage-patience", outagePatience)),
                RollbackTo.parse("--rollback-to", rollbackTo),
                Unexplained.parse("--unexplained", unexplained),
                restartOnConfig,
                promote,
                prune ? kinds : null);
    }

    private static int seconds(String name, String time) {
        return (int) OptionText.duration(name, time).toSeconds();
    }
}

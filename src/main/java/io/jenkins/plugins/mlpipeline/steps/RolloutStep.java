package io.jenkins.plugins.mlpipeline.steps;

import hudson.Util;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Unexplained;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import io.jenkins.plugins.mlpipeline.form.Checks;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The parameters of {@code mlDeploy} that say how it is rolled out: how long is waited, and what follows when it does not
 * work. What was not given is null.
 */
public abstract class RolloutStep extends ChangingStep {
    private static final long serialVersionUID = 1L;

    private String timeout;
    private String stableFor;
    private Integer allowFailures;
    private String onFailure;
    private String onTimeout;
    private String onAbort;
    private boolean deleteBrokenPods;
    private String replicas;
    private String conflicts;
    private String fieldManager;
    private Integer logLines;
    private String rollbackTo;
    private String outagePatience;
    private String unexplained;
    private Boolean restartOnConfig;
    private boolean promote;
    private boolean prune;

    /**
     * How it is rolled out; what was not given is the engine's default.
     *
     * @throws UserError when parameters contradict each other
     */
    public RolloutOptions options() {
        RolloutOptions standard = RolloutOptions.DEFAULT;
        return new RolloutOptions(
                fieldManager == null ? standard.fieldManager() : fieldManager,
                conflicts == null ? standard.conflicts() : Conflicts.parse(conflicts),
                replicas == null || OptionText.choice("replicas", replicas, "preserve", "manifest"),
                timeout == null ? standard.timeoutSeconds() : Math.max(1, seconds("timeout", timeout)),
                stableFor == null ? standard.stableForSeconds() : seconds("stableFor", stableFor),
                allowFailures == null ? standard.allowFailures() : allowFailures,
                onFailure == null ? standard.onFailure() : OptionText.recovery("onFailure", onFailure),
                onTimeout == null ? standard.onTimeout() : OptionText.recovery("onTimeout", onTimeout),
                onAbort == null ? standard.onAbort() : OptionText.recovery("onAbort", onAbort),
                deleteBrokenPods,
                logLines == null ? standard.logLines() : logLines,
                outagePatience == null
                        ? standard.patience()
                        : standard.patience().withOutage(seconds("outagePatience", outagePatience)),
                rollbackTo == null ? standard.rollbackTo() : RollbackTo.parse("rollbackTo", rollbackTo),
                unexplained == null ? standard.unexplained() : Unexplained.parse("unexplained", unexplained),
                isRestartOnConfig(),
                promote,
                prune ? AllowedKinds.DEFAULT : null);
    }

    private static int seconds(String name, String time) {
        return (int) OptionText.duration(name, time).toSeconds();
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Checks.text(timeout, given -> OptionText.duration("timeout", given));
    }

    public String getStableFor() {
        return stableFor;
    }

    @DataBoundSetter
    public void setStableFor(String stableFor) {
        this.stableFor = Checks.text(stableFor, given -> OptionText.duration("stableFor", given));
    }

    public Integer getAllowFailures() {
        return allowFailures;
    }

    @DataBoundSetter
    public void setAllowFailures(Integer allowFailures) {
        this.allowFailures = Checks.notNegative("allowFailures", allowFailures);
    }

    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Checks.text(onFailure, given -> OptionText.recovery("onFailure", given));
    }

    public String getOnTimeout() {
        return onTimeout;
    }

    @DataBoundSetter
    public void setOnTimeout(String onTimeout) {
        this.onTimeout = Checks.text(onTimeout, given -> OptionText.recovery("onTimeout", given));
    }

    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = Checks.text(onAbort, given -> OptionText.recovery("onAbort", given));
    }

    public boolean isDeleteBrokenPods() {
        return deleteBrokenPods;
    }

    @DataBoundSetter
    public void setDeleteBrokenPods(boolean deleteBrokenPods) {
        this.deleteBrokenPods = deleteBrokenPods;
    }

    public String getReplicas() {
        return replicas;
    }

    @DataBoundSetter
    public void setReplicas(String replicas) {
        this.replicas = Checks.text(replicas, given -> OptionText.choice("replicas", given, "preserve", "manifest"));
    }

    public String getConflicts() {
        return conflicts;
    }

    @DataBoundSetter
    public void setConflicts(String conflicts) {
        this.conflicts = Util.fixEmptyAndTrim(conflicts);
    }

    public String getFieldManager() {
        return fieldManager;
    }

    @DataBoundSetter
    public void setFieldManager(String fieldManager) {
        this.fieldManager = Util.fixEmptyAndTrim(fieldManager);
    }

    public Integer getLogLines() {
        return logLines;
    }

    @DataBoundSetter
    public void setLogLines(Integer logLines) {
        this.logLines = Checks.notNegative("logLines", logLines);
    }

    public String getRollbackTo() {
        return rollbackTo;
    }

    @DataBoundSetter
    public void setRollbackTo(String rollbackTo) {
        this.rollbackTo = Checks.text(rollbackTo, given -> RollbackTo.parse("rollbackTo", given));
    }

    public String getOutagePatience() {
        return outagePatience;
    }

    @DataBoundSetter
    public void setOutagePatience(String outagePatience) {
        this.outagePatience = Checks.text(outagePatience, given -> OptionText.duration("outagePatience", given));
    }

    public String getUnexplained() {
        return unexplained;
    }

    @DataBoundSetter
    public void setUnexplained(String unexplained) {
        this.unexplained = Checks.text(unexplained, given -> Unexplained.parse("unexplained", given));
    }

    public boolean isRestartOnConfig() {
        return restartOnConfig == null || restartOnConfig;
    }

    @DataBoundSetter
    public void setRestartOnConfig(boolean restartOnConfig) {
        this.restartOnConfig = restartOnConfig;
    }

    public boolean isPromote() {
        return promote;
    }

    @DataBoundSetter
    public void setPromote(boolean promote) {
        this.promote = promote;
    }

    public boolean isPrune() {
        return prune;
    }

    @DataBoundSetter
    public void setPrune(boolean prune) {
        this.prune = prune;
    }
}

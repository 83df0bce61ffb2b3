package io.jenkins.plugins.mlpipeline.watches;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchPlan;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.form.Argument;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.time.Duration;
import java.time.Instant;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlDrift}: starts the job, once a minute at most, when looks that {@code mlWatch} recorded say that what a target is asked,
 * or how well it answers, has changed. It reads only what the controller has.
 */
public final class MlDriftTrigger extends Trigger<Job<?, ?>> {
    private static final String EVERY_MINUTE = "* * * * *";
    private static final String DAY = "24h";
    private static final int MOST_PER_DAY = 24;

    private final String target;
    private int windows = WatchPlan.WINDOWS;
    private String coolDown = DAY;
    private int maxPerDay = 1;

    /** @param target {@code KIND/NAME}, {@code NAMESPACE/KIND/NAME}, or the id of its page */
    @DataBoundConstructor
    public MlDriftTrigger(String target) {
        super(EVERY_MINUTE);
        this.target = Util.fixNull(target).strip();
        if (this.target.isEmpty()) {
            throw new IllegalArgumentException(
                    "target is missing; name what is watched, for example mlDrift('deployment/fraud').");
        }
    }

    public String getTarget() {
        return target;
    }

    public int getWindows() {
        return windows;
    }

    @DataBoundSetter
    public void setWindows(int windows) {
        checked(() -> new WatchPlan(windows, WatchPlan.FALSE_ALARMS, WatchPlan.MIN_ROWS));
        this.windows = windows;
    }

    public String getCoolDown() {
        return coolDown;
    }

    @DataBoundSetter
    public void setCoolDown(String coolDown) {
        String given = Util.fixEmptyAndTrim(coolDown);
        checked(() -> duration(given == null ? DAY : given));
        this.coolDown = given == null ? DAY : given;
    }

    public int getMaxPerDay() {
        return maxPerDay;
    }

    @DataBoundSetter
    public void setMaxPerDay(int maxPerDay) {
        this.maxPerDay = perDay(maxPerDay);
    }

    private static int perDay(int given) {
        if (given < 1 || given > MOST_PER_DAY) {
            throw new IllegalArgumentException(
                    "maxPerDay is " + given + "; a whole number from 1 to " + MOST_PER_DAY + " is expected.");
        }
        return given;
    }

    private static Duration duration(String given) {
        return OptionText.duration("coolDown", given);
    }

    /** What Pipeline and forms take for a complaint. */
    private static void checked(Runnable check) {
        try {
            check.run();
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** When it starts the job. */
    DriftPlan plan() {
        return new DriftPlan(windows, duration(coolDown), maxPerDay);
    }

    @Override
    public void run() {
        if (job != null) {
            DriftWatch.consider(job, this, Instant.now());
        }
    }

    /** Describes it. */
    @Extension
    @Symbol("mlDrift")
    public static final class DescriptorImpl extends TriggerDescriptor {
        @Override
        public boolean isApplicable(Item item) {
            return item instanceof Job<?, ?> && item instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?>;
        }

        @Override
        public String getDisplayName() {
            return Messages.MlDriftTrigger_DisplayName();
        }

        /** Checks the target while it is typed. */
        @POST
        public FormValidation doCheckTarget(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.typed(item, value, MlDriftTrigger::new);
        }

        /** Checks the number of looks while it is typed. */
        @POST
        public FormValidation doCheckWindows(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.typed(
                    item,
                    value,
                    given -> new WatchPlan(whole("windows", given), WatchPlan.FALSE_ALARMS, WatchPlan.MIN_ROWS));
        }

        /** Checks the cool-down while it is typed. */
        @POST
        public FormValidation doCheckCoolDown(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.typed(item, value, MlDriftTrigger::duration);
        }

        /** Checks the number of builds while it is typed. */
        @POST
        public FormValidation doCheckMaxPerDay(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.typed(item, value, given -> perDay(whole("maxPerDay", given)));
        }

        private static int whole(String name, String given) {
            return (Integer) new Argument(name, given).as(Integer.class);
        }
    }
}

package io.jenkins.plugins.mlpipeline.watches;

import hudson.Extension;
import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.jobs.JobPage;
import io.jenkins.plugins.mlpipeline.jobs.TriggerPages;
import io.jenkins.plugins.mlpipeline.targets.Builds;
import java.time.Instant;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a job's trigger waits for, and which builds it started; below the job's page. */
@ExportedBean
public final class DriftAction extends JobPage {
    /** The address of the page below the job's. */
    static final String URL = "ml-drift";

    private final MlDriftTrigger trigger;

    DriftAction(Job<?, ?> job, MlDriftTrigger trigger) {
        super(job, URL, Messages.DriftAction_DisplayName());
        this.trigger = trigger;
    }

    public MlDriftTrigger getTrigger() {
        return trigger;
    }

    @Exported
    public String getTarget() {
        return trigger.getTarget();
    }

    /** Why a build would start now, or why none does. */
    @Exported
    public String getState() {
        DriftPlan.Decision decision = DriftWatch.decide(getJob(), trigger, Instant.now());
        return decision.starts() ? Messages.DriftAction_Starts(decision.sentence()) : decision.sentence();
    }

    /** The builds that it started, the newest first. */
    @Exported(inline = true)
    public List<Started> getStarts() {
        try {
            return DriftStarts.of(getJob()).stream().map(Started::new).toList();
        } catch (UserError e) {
            // The state says what is wrong.
            return List.of();
        }
    }

    /** A build that was started, as the page shows it. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Started {
        private final DriftStart start;

        Started(DriftStart start) {
            this.start = start;
        }

        /** ISO 8601. */
        @Exported
        public String getAt() {
            return start.at();
        }

        @Exported
        public String getTarget() {
            return start.target();
        }

        /** What was bad, and at how many looks in a row. */
        @Exported
        public String getReason() {
            return start.reason();
        }

        /** When was looked, ISO 8601. */
        @Exported
        public String getLook() {
            return start.look();
        }

        /** The build that looked, for those who may read it; else null. */
        @Exported
        public String getWatch() {
            return Builds.job(start.watch().replace(" #", "#")).isPresent() ? start.watch() : null;
        }

        /** How the build ended; null while that is not known. */
        @Exported
        public String getOutcome() {
            return start.outcome() == null ? null : start.outcome().name();
        }
    }

    /** Gives the page to jobs with the trigger. */
    @Extension
    public static final class Factory extends TriggerPages<MlDriftTrigger> {
        public Factory() {
            super(MlDriftTrigger.class, DriftAction::new);
        }
    }
}

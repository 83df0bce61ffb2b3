package io.jenkins.plugins.mlpipeline.watches;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.targets.Builds;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a job's trigger waits for, and which builds it started; below the job's page. */
@ExportedBean
public final class DriftAction implements Action {
    /** The address of the page below the job's. */
    static final String URL = "ml-drift";

    private final Job<?, ?> job;
    private final MlDriftTrigger trigger;

    DriftAction(Job<?, ?> job, MlDriftTrigger trigger) {
        this.job = job;
        this.trigger = trigger;
    }

    public Job<?, ?> getJob() {
        return job;
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
        DriftPlan.Decision decision = DriftWatch.decide(job, trigger, Instant.now());
        return decision.starts() ? Messages.DriftAction_Starts(decision.sentence()) : decision.sentence();
    }

    /** The builds that it started, the newest first. */
    @Exported(inline = true)
    public List<Started> getStarts() {
        try {
            return DriftStarts.of(job).stream().map(Started::new).toList();
        } catch (UserError e) {
            // The state says what is wrong.
            return List.of();
        }
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-ml-pipeline plugin-ml-pipeline";
    }

    @Override
    public String getDisplayName() {
        return Messages.DriftAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
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
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job target) {
            MlDriftTrigger trigger = ParameterizedJobMixIn.getTrigger(target, MlDriftTrigger.class);
            return trigger == null ? List.of() : List.of(new DriftAction(target, trigger));
        }
    }
}

package io.jenkins.plugins.mlpipeline.aliases;

import hudson.Extension;
import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.jobs.JobPage;
import io.jenkins.plugins.mlpipeline.jobs.TriggerPages;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a job's trigger saw of an alias, and which builds it started; below the job's page. */
@ExportedBean
public final class AliasAction extends JobPage {
    /** The address of the page below the job's. */
    static final String URL = "ml-alias";

    private final MlAliasTrigger trigger;

    AliasAction(Job<?, ?> job, MlAliasTrigger trigger) {
        super(job, URL, Messages.AliasAction_DisplayName());
        this.trigger = trigger;
    }

    public MlAliasTrigger getTrigger() {
        return trigger;
    }

    /** The alias as steps take it. */
    @Exported
    public String getAlias() {
        return trigger.alias().toString();
    }

    /** What the last look saw, and what followed. */
    @Exported
    public String getState() {
        String said = trigger.getSaid();
        return said == null ? Messages.AliasAction_NotLooked() : said;
    }

    /** The versions that were seen, the newest first. */
    @Exported(inline = true)
    public List<Seen> getSeen() {
        try {
            return AliasMoves.of(getJob()).stream().map(Seen::new).toList();
        } catch (UserError e) {
            // The state says what is wrong.
            return List.of();
        }
    }

    /** A version that was seen, as the page shows it. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Seen {
        private final AliasMove move;

        Seen(AliasMove move) {
            this.move = move;
        }

        /** ISO 8601. */
        @Exported
        public String getAt() {
            return move.at();
        }

        @Exported
        public String getRegistry() {
            return move.registry();
        }

        /** As steps take it: which version, whatever the alias points to by now. */
        @Exported
        public String getModel() {
            return "models:/" + move.model() + "/" + move.version();
        }

        @Exported
        public String getAlias() {
            return move.alias();
        }

        /** Of the bytes when a build was started; null when none was. */
        @Exported
        public String getDigest() {
            return move.digest();
        }
    }

    /** Gives the page to jobs with the trigger. */
    @Extension
    public static final class Factory extends TriggerPages<MlAliasTrigger> {
        public Factory() {
            super(MlAliasTrigger.class, AliasAction::new);
        }
    }
}

package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.targets.Builds;
import io.jenkins.plugins.mlpipeline.watches.RecordedLook;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A look at a model, on that model's page. */
@ExportedBean(defaultVisibility = 2)
public final class SeenLook {
    private final RecordedLook look;

    SeenLook(RecordedLook look) {
        this.look = look;
    }

    /** ISO 8601. */
    @Exported
    public String getAt() {
        return look.at();
    }

    @Exported
    public String getState() {
        return look.state();
    }

    @Exported
    public String getMessage() {
        return look.message();
    }

    /** The build that looked, as people write it. */
    @Exported
    public String getBuild() {
        return look.label();
    }

    /** The symbol beside the state. */
    public String getIcon() {
        return VerdictIcon.ofLook(look.state());
    }

    /** Where the build's looks are, below the controller's address; null when the build is gone. */
    public String getUrl() {
        return Builds.find(look.job() + "#" + look.build())
                .map(Run::getUrl)
                .map(url -> url + WatchesAction.URL + "/")
                .orElse(null);
    }
}

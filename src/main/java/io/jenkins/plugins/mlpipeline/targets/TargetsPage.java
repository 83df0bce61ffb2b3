package io.jenkins.plugins.mlpipeline.targets;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page that lists what is deployed where; everybody sees what the jobs did that they may read. */
@Extension
@ExportedBean
public final class TargetsPage implements RootAction {
    /** The address of the page. */
    public static final String URL = "ml-deployments";

    @Override
    public String getIconFileName() {
        return TargetStore.get().isEmpty() || !Jenkins.get().hasPermission(Jenkins.READ)
                ? null
                : "symbol-ml-pipeline plugin-ml-pipeline";
    }

    @Override
    public String getDisplayName() {
        return Messages.TargetsPage_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The targets. */
    @Exported(inline = true)
    public List<Target> getTargets() {
        return TargetStore.get().visible();
    }

    /** The page of one; an unknown id has none. */
    public Target getDynamic(String id) {
        return TargetStore.get().visible(id).orElse(null);
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}

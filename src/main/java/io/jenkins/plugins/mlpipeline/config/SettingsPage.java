package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.model.Descriptor.FormException;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import hudson.util.FormApply;
import jakarta.servlet.ServletException;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Where an administrator says how models are trained, judged and deployed here. */
@Extension
public final class SettingsPage extends ManagementLink {
    @Override
    public String getIconFileName() {
        return "symbol-ml-pipeline plugin-ml-pipeline";
    }

    @Override
    public String getDisplayName() {
        return Messages.SettingsPage_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.SettingsPage_Description();
    }

    @Override
    public String getUrlName() {
        return "ml-pipeline";
    }

    @Override
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    @Override
    public Permission getRequiredPermission() {
        return Jenkins.ADMINISTER;
    }

    /** What the page is made of, in its order. */
    public List<OwnPageConfiguration> getParts() {
        return List.of(MlPipelineConfiguration.get(), IncidentConfiguration.get());
    }

    /** Stores every part, and shows the page again, from which the settings can be tried. */
    @POST
    public HttpResponse doConfigure(StaplerRequest2 request) throws ServletException, FormException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        JSONObject form = request.getSubmittedForm();
        for (OwnPageConfiguration part : getParts()) {
            JSONObject typed = form.optJSONObject(part.getJsonSafeClassName());
            if (typed != null) {
                part.configure(request, typed);
            }
        }
        return FormApply.success(".");
    }
}

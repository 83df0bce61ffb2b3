package io.jenkins.plugins.mlpipeline.config;

import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** A part of the global configuration whose form is on {@link SettingsPage}; Jenkins' system page only says where. */
public abstract class OwnPageConfiguration extends GlobalConfiguration {
    /** The view for the system page; configuration as code leaves out what has none. */
    @Override
    public final String getGlobalConfigPage() {
        return "elsewhere.jelly";
    }

    /** Stores what the form says; the system page has no form of this, and changes nothing. */
    @Override
    public final boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        return form.isEmpty() || store(request, form);
    }

    /**
     * Stores a form.
     *
     * @param form what was typed, by field
     * @return true
     * @throws FormException for the first mistake, with its field
     */
    abstract boolean store(StaplerRequest2 request, JSONObject form) throws FormException;
}

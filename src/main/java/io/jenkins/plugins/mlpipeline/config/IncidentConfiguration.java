package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Who may report alerts, and what they are about; {@code unclassified: mlIncidents} in JCasC. Nobody may unless it is set. */
@Extension
@Symbol("mlIncidents")
public final class IncidentConfiguration extends OwnPageConfiguration {
    private String credentialsId;
    /** Null before any was set. */
    private List<IncidentRoute> routes;

    public IncidentConfiguration() {
        load();
    }

    /** The configuration of this controller. */
    public static IncidentConfiguration get() {
        return ExtensionList.lookupSingleton(IncidentConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.IncidentConfiguration_DisplayName();
    }

    @Override
    boolean store(StaplerRequest2 request, JSONObject form) throws FormException {
        List<IncidentRoute> given = request.bindJSONToList(IncidentRoute.class, form.remove("routes"));
        try {
            IncidentRoute.check(given);
        } catch (UserError e) {
            throw new FormException(e.getMessage(), e, "routes");
        }
        request.bindJSON(this, form);
        setRoutes(given);
        return true;
    }

    /** A secret text (bearer token) or a user name with password that Alertmanager sends; null: alerts are not taken. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        save();
    }

    /** Which alerts are about which target, in their order. */
    public List<IncidentRoute> getRoutes() {
        return routes == null ? List.of() : List.copyOf(routes);
    }

    @DataBoundSetter
    public void setRoutes(List<IncidentRoute> routes) {
        try {
            IncidentRoute.check(routes);
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        this.routes = new ArrayList<>(routes);
        save();
    }

    /** The route of a name. */
    public Optional<IncidentRoute> route(String name) {
        return getRoutes().stream().filter(r -> r.getName().equals(name)).findFirst();
    }

    /** Lets routes follow their folder. */
    @Extension
    public static final class Followed extends ItemListener {
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            List<IncidentRoute> before = get().getRoutes();
            List<IncidentRoute> after =
                    before.stream().map(r -> r.moved(oldFullName, newFullName)).toList();
            if (!after.equals(before)) {
                get().setRoutes(after);
            }
        }
    }
}

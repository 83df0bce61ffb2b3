package io.jenkins.plugins.mlpipeline.alerts;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.config.IncidentConfiguration;
import io.jenkins.plugins.mlpipeline.config.IncidentRoute;
import io.jenkins.plugins.mlpipeline.engine.alert.Alert;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.starts.PersonlessBuild;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code mlIncident}: starts the job when an alert comes in that a route of the administrator leads to a target. The build gets
 * the alert as its cause, and parameters that are safe in a shell: names of the administrator, times, digits.
 */
public final class MlIncidentTrigger extends Trigger<Job<?, ?>> {
    private final String route;

    /** @param route as the administrator calls it */
    @DataBoundConstructor
    public MlIncidentTrigger(String route) {
        this.route = Util.fixNull(route).strip();
        if (this.route.isEmpty()) {
            throw new IllegalArgumentException(
                    "route is missing; name one that an administrator configured, for example mlIncident('fraud').");
        }
    }

    public String getRoute() {
        return route;
    }

    /** Whether a route would start a job, now. */
    static boolean responds(Job<?, ?> job, IncidentRoute route) {
        MlIncidentTrigger trigger = ParameterizedJobMixIn.getTrigger(job, MlIncidentTrigger.class);
        return trigger != null
                && trigger.route.equals(route.getName())
                && route.serves(job.getFullName())
                && job.isBuildable();
    }

    /**
     * Starts a build of a job.
     *
     * @param alerts that are new, at least one
     */
    static void start(Job<?, ?> job, IncidentRoute route, List<Alert> alerts) {
        Alert first = alerts.get(0);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("ML_INCIDENT_TARGET", route.getTarget());
        values.put("ML_INCIDENT_ROUTE", route.getName());
        values.put("ML_INCIDENT_ALERT", first.name());
        values.put("ML_INCIDENT_STARTED", first.startsAt().toString());
        values.put("ML_INCIDENT_FINGERPRINT", first.fingerprint());
        values.put("ML_INCIDENT_ALERTS", String.valueOf(alerts.size()));
        PersonlessBuild.start(job, new IncidentCause(route.getName(), route.getTarget(), first, alerts.size()), values);
    }

    /** Describes it. */
    @Extension
    @Symbol("mlIncident")
    public static final class DescriptorImpl extends TriggerDescriptor {
        @Override
        public boolean isApplicable(Item item) {
            return item instanceof Job<?, ?> && item instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?>;
        }

        @Override
        public String getDisplayName() {
            return Messages.MlIncidentTrigger_DisplayName();
        }

        /** The routes that the job may respond to, for those who may configure it. */
        @POST
        public ListBoxModel doFillRouteItems(@AncestorInPath Item item, @QueryParameter String route) {
            ListBoxModel items = new ListBoxModel();
            names(item).forEach(items::add);
            if (Util.fixEmpty(route) != null && items.stream().noneMatch(o -> o.value.equals(route))) {
                items.add(route);
            }
            return items;
        }

        /** Says so when nothing will start it. */
        @POST
        public FormValidation doCheckRoute(@AncestorInPath Item item, @QueryParameter String value) {
            List<String> names = names(item);
            boolean permitted = Checks.mayConfigure(item);
            if (permitted && Util.fixNull(value).length() > Checks.MOST_TYPED) {
                return Checks.tooLong(value);
            }
            return !permitted || Util.fixEmpty(value) == null || names.contains(value)
                    ? FormValidation.ok()
                    : FormValidation.warning("There is no route \"" + value + "\" that this job may respond to. "
                            + NearNames.hint(value, names));
        }

        private static List<String> names(Item item) {
            return Checks.mayConfigure(item)
                    ? IncidentConfiguration.get().getRoutes().stream()
                            .filter(r -> item == null || r.serves(item.getFullName()))
                            .map(IncidentRoute::getName)
                            .toList()
                    : List.of();
        }
    }
}

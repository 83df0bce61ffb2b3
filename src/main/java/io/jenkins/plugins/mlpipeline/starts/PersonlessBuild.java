package io.jenkins.plugins.mlpipeline.starts;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.ParameterizedJobMixIn;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A build that no person asked for. */
@Restricted(NoExternalUse.class)
public final class PersonlessBuild {
    private PersonlessBuild() {}

    /**
     * Puts a build of a job into the queue.
     *
     * @param values parameters beside the job's own, whether it declares them or not; safe in a shell, since a script may not
     *     quote them
     */
    public static void start(Job<?, ?> job, Cause cause, Map<String, String> values) {
        List<ParameterValue> all = new ArrayList<>(standard(job, values.keySet()));
        values.forEach((name, value) -> all.add(new StringParameterValue(name, value)));
        ParameterizedJobMixIn.scheduleBuild2(
                job, 0, new CauseAction(cause), new ParametersAction(all, values.keySet()));
    }

    /** The job's own parameters, as they are when nobody gives any. */
    private static List<ParameterValue> standard(Job<?, ?> job, Set<String> but) {
        ParametersDefinitionProperty own = job.getProperty(ParametersDefinitionProperty.class);
        List<ParameterValue> standard = new ArrayList<>();
        for (ParameterDefinition definition :
                own == null ? List.<ParameterDefinition>of() : own.getParameterDefinitions()) {
            ParameterValue value = but.contains(definition.getName()) ? null : definition.getDefaultParameterValue();
            if (value != null) {
                standard.add(value);
            }
        }
        return standard;
    }
}

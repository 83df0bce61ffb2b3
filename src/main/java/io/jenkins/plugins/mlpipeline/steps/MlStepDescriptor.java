package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKey;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.form.Argument;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.FormCheck;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.record.ModelId;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of all our steps have in common: how a form becomes a step, and how a value is checked in it. */
public abstract class MlStepDescriptor extends StepDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class);
    }

    /** A step of a pipeline script. What it gives wrong ends the step with one sentence. */
    @Override
    public final Step newInstance(Map<String, Object> arguments) throws AbortException {
        try {
            return step(arguments);
        } catch (UserError | IllegalArgumentException e) {
            throw Sentences.abort(e);
        }
    }

    /** A step of a form, whose fields are texts: what was left empty is not given. */
    @Override
    public final Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        Map<String, Object> given = new LinkedHashMap<>();
        for (DescribableParameter parameter : DescribableModel.of(clazz).getParameters()) {
            Object value = form.opt(parameter.getName());
            if (value instanceof Boolean || value instanceof String text && !text.isBlank()) {
                given.put(parameter.getName(), value);
            }
        }
        try {
            return step(given);
        } catch (UserError | IllegalArgumentException e) {
            String field = given.keySet().stream()
                    .filter(e.getMessage()::startsWith)
                    .findFirst()
                    .orElse("id");
            throw new FormException(e.getMessage(), e, field);
        }
    }

    /** The step with these parameters; null is like not given. */
    final Step step(Map<String, Object> arguments) {
        DescribableModel<? extends Step> model = DescribableModel.of(clazz);
        Map<String, Object> fitting = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            DescribableParameter parameter = model.getParameter(name);
            if (parameter == null) {
                throw new UserError(getFunctionName() + " has no parameter \"" + name + "\". "
                        + NearNames.hint(
                                name,
                                model.getParameters().stream()
                                        .map(DescribableParameter::getName)
                                        .toList()));
            }
            if (value != null) {
                fitting.put(name, new Argument(name, value).as(parameter.getErasedType()));
            }
        });
        try {
            return model.instantiate(fitting, TaskListener.NULL);
        } catch (IllegalArgumentException e) {
            throw reason(e);
        }
    }

    /** What a setter said, without what the model of the step's parameters says around it. */
    private static RuntimeException reason(IllegalArgumentException around) {
        for (Throwable cause = around.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UserError || cause instanceof IllegalArgumentException) {
                return (RuntimeException) cause;
            }
        }
        return around;
    }

    /** Checks the id while it is typed; it says nothing that the person did not type. */
    @POST
    public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, ModelId::of);
    }

    /** A list as the form shows it. */
    public String asText(List<?> items) {
        return FormValues.commas(items);
    }

    /** Files as the form shows them. */
    public String asFiles(Object files) {
        return FormValues.eachALine(files);
    }

    /** Pairs as the form shows them. */
    public String asLines(Map<?, ?> pairs) {
        return FormValues.lines(pairs);
    }

    /** What a check says about a field while it is typed, see {@link Checks#typed}. */
    static FormValidation checked(Item item, String value, FormCheck check) {
        return Checks.typed(item, value, check);
    }

    /** The configured Prometheus servers, for those who may configure the job; for others what is there already. */
    static ListBoxModel prometheusServers(Item item, String current) {
        ListBoxModel items = new ListBoxModel();
        items.add("", "");
        if (Checks.mayConfigure(item)) {
            MlPipelineConfiguration.get().getPrometheusServers().stream()
                    .map(PrometheusConnection::getName)
                    .forEach(items::add);
        } else if (Util.fixEmpty(current) != null) {
            items.add(current);
        }
        return items;
    }

    /** An empty choice and these. */
    static ListBoxModel choices(String... values) {
        return choices(List.of(values));
    }

    /** The same of a list. */
    static ListBoxModel choices(List<String> values) {
        ListBoxModel items = new ListBoxModel();
        items.add("", "");
        values.forEach(items::add);
        return items;
    }

    /** An empty choice and the words that a setting may be. */
    static ListBoxModel choices(SpecKey<?> key) {
        return choices(key.form().choices());
    }
}

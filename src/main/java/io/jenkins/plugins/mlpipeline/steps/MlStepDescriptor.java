package io.jenkins.plugins.mlpipeline.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.spec.Form.Kind;
import io.jenkins.plugins.mlpipeline.engine.spec.KeyTable;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKey;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecStage;
import io.jenkins.plugins.mlpipeline.form.Check;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.record.ModelId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of all our steps have in common: how a form becomes a step, and how a value is checked in it. */
public abstract class MlStepDescriptor extends StepDescriptor {
    private static final Set<Kind> LISTS = EnumSet.of(Kind.TEXTS, Kind.ITEMS);
    private static final Set<Kind> AREAS = EnumSet.of(Kind.LINES, Kind.PAIRS, Kind.ENTRIES, Kind.NESTED);

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class);
    }

    /** Whose settings the form asks for; null where it asks for none. */
    SpecStage stage() {
        return null;
    }

    /** The text areas: fields whose lines are pairs or items. */
    List<String> areas() {
        return fields(AREAS);
    }

    private List<String> fields(Set<Kind> kinds) {
        if (stage() == null) {
            return List.of();
        }
        return KeyTable.parameters(stage()).stream()
                .filter(key -> kinds.contains(key.form().kind()))
                .map(SpecKey::name)
                .toList();
    }

    /** Gives a step what stands in the text areas. */
    abstract void fill(Step step, JSONObject areas);

    @Override
    public final Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        FormValues.dropEmpty(form);
        FormValues.splitLists(form, fields(LISTS));
        JSONObject areas = FormValues.take(form, areas());
        Step step = super.newInstance(request, form);
        try {
            fill(step, areas);
        } catch (UserError | IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, areas().get(0));
        }
        return step;
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

    /** Pairs as the form shows them. */
    public String asLines(Map<?, ?> pairs) {
        return FormValues.lines(pairs);
    }

    /**
     * What a check says about a field; an empty one is left alone, and so is everything that comes from somebody who may not
     * configure the job: nothing of it is looked at.
     *
     * @param item where the form is; null outside of any
     */
    static FormValidation checked(Item item, String value, Check check) {
        boolean permitted =
                item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
        if (!permitted || value == null) {
            return FormValidation.ok();
        }
        if (value.length() > Checks.MOST_TYPED) {
            return Checks.tooLong(value);
        }
        String given = Util.fixEmptyAndTrim(value);
        try {
            if (given != null) {
                check.run(given);
            }
            return FormValidation.ok();
        } catch (UserError | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
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

package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code mlGate}: judges the recorded evaluation of a model, marks stage and build, and stops the pipeline if need be. */
public class MlGateStep extends Step {
    private String id = ModelId.STANDARD;
    private List<Object> gates;
    private String spec;
    private String evaluation;
    private Integer maxUses;

    @DataBoundConstructor
    public MlGateStep() {}

    @Override
    public StepExecution start(StepContext context) {
        Map<String, Object> demands = new LinkedHashMap<>();
        demands.put("gates", gates);
        demands.put("ledger", maxUses == null ? null : Map.of("maxUses", maxUses));
        Map<String, Object> given = Options.given(demands);
        String gatesJson = given.isEmpty() ? null : Json.write(given);
        return new GateExecution(context, new GateExecution.Request(id, gatesJson, spec, evaluation));
    }

    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = ModelId.of(id);
    }

    /** Gates as texts ({@code accuracy>=0.94}) or maps with the keys of a spec. */
    public List<Object> getGates() {
        return gates;
    }

    @DataBoundSetter
    public void setGates(List<Object> gates) {
        if (gates == null) {
            this.gates = null;
            return;
        }
        List<Object> plain = new ArrayList<>();
        gates.forEach(gate -> plain.add(Options.plain(gate)));
        this.gates = plain;
    }

    public String getSpec() {
        return spec;
    }

    @DataBoundSetter
    public void setSpec(String spec) {
        this.spec = Util.fixEmptyAndTrim(spec);
    }

    public String getEvaluation() {
        return evaluation;
    }

    @DataBoundSetter
    public void setEvaluation(String evaluation) {
        this.evaluation = Util.fixEmptyAndTrim(evaluation);
    }

    /** For how many models the test set may be used. */
    public Integer getMaxUses() {
        return maxUses;
    }

    @DataBoundSetter
    public void setMaxUses(Integer maxUses) {
        this.maxUses = Checks.positive("maxUses", maxUses);
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlGate";
        }

        @Override
        public String getDisplayName() {
            return "Judge a machine learning model by gates";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            FormValues.dropEmpty(form);
            List<String> lines = FormValues.takeLines(form, "gates");
            MlGateStep step = (MlGateStep) super.newInstance(request, form);
            if (lines != null && !lines.isEmpty()) {
                step.setGates(new ArrayList<>(lines));
            }
            return step;
        }

        /** Gates as the form shows them, one expression in each line. */
        public String asLines(List<?> gates) {
            return gates == null ? null : gates.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }

        /** Checks the id while it is typed. */
        @POST
        public FormValidation doCheckId(@QueryParameter String value) {
            String id = Util.fixEmptyAndTrim(value);
            return id == null || ModelId.isValid(id) ? FormValidation.ok() : FormValidation.error(ModelId.problem(id));
        }
    }
}

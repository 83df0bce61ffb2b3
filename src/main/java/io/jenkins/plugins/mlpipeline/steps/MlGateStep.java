package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.form.GateCatalogue;
import io.jenkins.plugins.mlpipeline.form.Given;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import io.jenkins.plugins.mlpipeline.form.Options;
import io.jenkins.plugins.mlpipeline.record.ModelId;
import io.jenkins.plugins.mlpipeline.steps.gate.GateTrial;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code mlGate}: judges the recorded evaluation of a model, marks stage and build, and stops the pipeline if need be. */
public class MlGateStep extends Step {
    private String id = ModelId.STANDARD;
    private List<Object> gates;
    private String spec;
    private String evaluation;
    private List<String> metrics;
    private String subject;
    private Integer maxUses;
    private boolean skipPublishingChecks;
    private boolean unstableOnNotes;

    @DataBoundConstructor
    public MlGateStep() {}

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (metrics != null && evaluation != null) {
            throw new AbortException(
                    "mlGate has both evaluation and metrics, and judges one of them. Leave the other out.");
        }
        if (subject != null && metrics == null) {
            throw new AbortException(
                    "subject is for metrics; an evaluation says itself what it is about. Leave it out.");
        }
        Map<String, Object> given = Options.given(new GivenSettings()
                .put(SpecKeys.GATES, gates)
                .put(SpecKeys.MAX_USES, maxUses)
                .map());
        String gatesJson = given.isEmpty() ? null : Json.write(given);
        return new GateExecution(
                context,
                new GateRequest(
                        id, gatesJson, spec, evaluation, metrics, subject, skipPublishingChecks, unstableOnNotes));
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
    public void setGates(Object gates) {
        this.gates = InlineItems.gates(Given.items("gates", gates));
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

    /** Files of another tool's metrics. */
    public List<String> getMetrics() {
        return metrics;
    }

    @DataBoundSetter
    public void setMetrics(Object metrics) {
        this.metrics = Given.texts("metrics", metrics);
    }

    /** What those metrics are about. */
    public String getSubject() {
        return subject;
    }

    @DataBoundSetter
    public void setSubject(String subject) {
        this.subject = Util.fixEmptyAndTrim(subject);
    }

    /** For how many models the test set may be used. */
    public Integer getMaxUses() {
        return maxUses;
    }

    @DataBoundSetter
    public void setMaxUses(Integer maxUses) {
        this.maxUses = Checks.positive(SpecKeys.MAX_USES.name(), maxUses);
    }

    /** Whether the verdict is kept from the pull request. */
    public boolean isSkipPublishingChecks() {
        return skipPublishingChecks;
    }

    @DataBoundSetter
    public void setSkipPublishingChecks(boolean skipPublishingChecks) {
        this.skipPublishingChecks = skipPublishingChecks;
    }

    /** Whether the build is unstable when what the job's builds say together is to be noted. */
    public boolean isUnstableOnNotes() {
        return unstableOnNotes;
    }

    @DataBoundSetter
    public void setUnstableOnNotes(boolean unstableOnNotes) {
        this.unstableOnNotes = unstableOnNotes;
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends MlStepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlGate";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlGateStep_DisplayName();
        }

        /** Gates as the form shows them, one in each line. */
        public String asGates(List<?> gates) {
            return InlineItems.lines(gates);
        }

        /** What the form chooses gates from. */
        public String getGateCatalogue() {
            return GateCatalogue.json();
        }

        /** Checks the gates while they are typed. */
        @POST
        public FormValidation doCheckGates(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, this::demands);
        }

        /** Says what the gates would have said of the job's newest evaluation of the model. */
        @POST
        public FormValidation doTryGates(
                @AncestorInPath Item item, @QueryParameter String gates, @QueryParameter String id) {
            String model = Util.fixEmptyAndTrim(id);
            return GateTrial.of(item, model == null ? ModelId.STANDARD : model, gates, this::demands);
        }

        private Spec demands(String gates) {
            return new GivenSettings()
                    .put(SpecKeys.GATES, InlineItems.gates(FormValues.items(gates)))
                    .spec(getFunctionName());
        }
    }
}

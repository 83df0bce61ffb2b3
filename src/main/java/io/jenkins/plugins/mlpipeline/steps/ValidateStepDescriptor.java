package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@code mlValidate}. What it checks is read by the reader of specs, so that form and run agree. */
public abstract class ValidateStepDescriptor extends WorkerStepDescriptor {
    private static final String SCORE_COLUMNS = "scoreColumns";
    private static final String BASELINE = "baseline";
    private static final String SLICES = "slices";
    private static final String COSTS = "costs";

    @Override
    public final String getFunctionName() {
        return "mlValidate";
    }

    @Override
    public final String getDisplayName() {
        return "Validate a machine learning model";
    }

    /** Slices as the form shows them, one in each line. */
    public String asSlices(List<?> slices) {
        return InlineItems.lines(slices);
    }

    /** Matrices of costs as the form shows them, one in each line. */
    public String asCosts(Map<?, ?> costs) {
        return InlineItems.costLines(costs);
    }

    /** The kinds of scores. */
    @POST
    public ListBoxModel doFillScoresItems() {
        return choices("probabilities", "logits", "margins");
    }

    /** Checks the digest of the data while it is typed. */
    @POST
    public FormValidation doCheckSha256(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read("sha256", given));
    }

    /** Checks the columns with scores while they are typed. */
    @POST
    public FormValidation doCheckScoreColumns(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> FormValues.pairs(SCORE_COLUMNS, given));
    }

    /** Checks the threshold while it is typed. */
    @POST
    public FormValidation doCheckThreshold(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read("threshold", given));
    }

    /** Checks the baseline while it is typed. */
    @POST
    public FormValidation doCheckBaseline(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read(BASELINE, InlineItems.baseline(given)));
    }

    /** Checks the slices while they are typed. */
    @POST
    public FormValidation doCheckSlices(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read(SLICES, InlineItems.slices(FormValues.items(given))));
    }

    /** Checks the costs while they are typed. */
    @POST
    public FormValidation doCheckCosts(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read(COSTS, InlineItems.costs(FormValues.pairs(COSTS, given))));
    }

    /** Checks the metrics to sample while they are typed. */
    @POST
    public FormValidation doCheckBootstrap(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> {
            for (String key : given.split(",", -1)) {
                CatalogueKey.parse(key.strip());
            }
        });
    }

    /** Checks the seed while it is typed. */
    @POST
    public FormValidation doCheckSeed(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read("seed", given));
    }

    /** Checks the number of listed rows while it is typed. */
    @POST
    public FormValidation doCheckWorstRows(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(
                item,
                value,
                given -> new MlValidateStep()
                        .setWorstRows(Spec.of(section("worstRows", given), getFunctionName())
                                .validate()
                                .analysis()
                                .worstRows()));
    }

    private void read(String key, Object value) {
        Spec.of(section(key, value), getFunctionName());
    }

    private static Map<String, Object> section(String key, Object value) {
        return Map.of(WorkerSpec.VALIDATE, Map.of(key, value));
    }
}

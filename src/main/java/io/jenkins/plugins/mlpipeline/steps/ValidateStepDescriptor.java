package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.spark.SparkRequest;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKey;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@code mlValidate}. What it checks is read by the reader of specs, so that form and run agree. */
public abstract class ValidateStepDescriptor extends WorkerStepDescriptor {
    @Override
    public final String getFunctionName() {
        return "mlValidate";
    }

    @Override
    public final String getDisplayName() {
        return Messages.MlValidateStep_DisplayName();
    }

    /** Slices as the form shows them, one in each line. */
    public String asSlices(List<?> slices) {
        return InlineItems.lines(slices);
    }

    /** Matrices of costs as the form shows them, one in each line. */
    public String asCosts(Map<?, ?> costs) {
        return InlineItems.costLines(costs);
    }

    /** Checks the protocol while it is typed. */
    @POST
    public FormValidation doCheckProtocol(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read(ValidateKeys.PROTOCOL, given));
    }

    /** The kinds of scores. */
    @POST
    public ListBoxModel doFillScoresItems() {
        return choices(ValidateKeys.SCORES);
    }

    /** What may read and predict the rows. */
    @POST
    public ListBoxModel doFillEngineItems() {
        return choices(ValidateKeys.ENGINE);
    }

    /** Checks the digest of the data while it is typed. */
    @POST
    public FormValidation doCheckSha256(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read(ValidateKeys.SHA256, given));
    }

    /** Checks the columns with scores while they are typed. */
    @POST
    public FormValidation doCheckScoreColumns(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> FormValues.pairs(ValidateKeys.SCORE_COLUMNS.name(), given));
    }

    /** Checks the master of Spark while it is typed. */
    @POST
    public FormValidation doCheckMaster(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> new SparkRequest(given, Map.of()));
    }

    /** Checks the settings of Spark while they are typed. */
    @POST
    public FormValidation doCheckSparkConf(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> FormValues.pairs(ValidateKeys.SPARK_CONF.name(), given));
    }

    /** Checks the threshold while it is typed. */
    @POST
    public FormValidation doCheckThreshold(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read(ValidateKeys.THRESHOLD, given));
    }

    /** Checks the baseline while it is typed. */
    @POST
    public FormValidation doCheckBaseline(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read(ValidateKeys.BASELINE, InlineItems.baseline(given)));
    }

    /** Checks the slices while they are typed. */
    @POST
    public FormValidation doCheckSlices(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(item, value, given -> read(ValidateKeys.SLICES, InlineItems.slices(FormValues.items(given))));
    }

    /** Checks the costs while they are typed. */
    @POST
    public FormValidation doCheckCosts(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(
                item,
                value,
                given -> read(
                        ValidateKeys.COSTS, InlineItems.costs(FormValues.pairs(ValidateKeys.COSTS.name(), given))));
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
        return checked(item, value, given -> read(ValidateKeys.SEED, given));
    }

    /** Checks the number of listed rows while it is typed. */
    @POST
    public FormValidation doCheckWorstRows(@AncestorInPath Item item, @QueryParameter String value) {
        return checked(
                item,
                value,
                given -> new MlValidateStep()
                        .setWorstRows(read(ValidateKeys.WORST_ROWS, given).get(ValidateKeys.WORST_ROWS)));
    }

    private Spec read(SpecKey<?> key, Object value) {
        return new GivenSettings().put(key, value).spec(getFunctionName());
    }
}

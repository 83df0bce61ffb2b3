package io.jenkins.plugins.mlpipeline.steps;

import hudson.Util;
import io.jenkins.plugins.mlpipeline.engine.comparison.WorstRows;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.Given;
import io.jenkins.plugins.mlpipeline.form.InlineItems;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of {@code mlValidate} that ask for more than metrics of all rows: comparisons, slices, fairness. */
public abstract class AnalysisStep extends LabelledStep {
    private Map<String, Object> baseline;
    private List<Object> slices;
    private List<String> fairness;
    private String groups;
    private String weights;
    private Map<String, Object> costs;
    private List<String> bootstrap;
    private Long seed;
    private Integer worstRows;
    private Integer importance;
    private String outcomes;
    private String reference;

    /** Puts them under the spec's keys; values that were not given are null. */
    final void analysis(GivenSettings given) {
        given.put(ValidateKeys.BASELINE, baseline);
        given.put(ValidateKeys.SLICES, slices);
        given.put(ValidateKeys.FAIRNESS, fairness);
        given.put(ValidateKeys.GROUPS, groups);
        given.put(ValidateKeys.WEIGHTS, weights);
        given.put(ValidateKeys.COSTS, costs);
        given.put(ValidateKeys.BOOTSTRAP, bootstrap);
        given.put(ValidateKeys.SEED, seed);
        given.put(ValidateKeys.WORST_ROWS, worstRows);
        given.put(ValidateKeys.IMPORTANCE, importance);
        given.put(ValidateKeys.OUTCOMES, outcomes);
        given.put(ValidateKeys.REFERENCE, reference);
    }

    public Map<String, Object> getBaseline() {
        return baseline;
    }

    @DataBoundSetter
    public void setBaseline(Object baseline) {
        this.baseline = InlineItems.baseline(baseline);
    }

    /** Maps with the keys of a slice in a spec. */
    public List<Object> getSlices() {
        return slices;
    }

    @DataBoundSetter
    public void setSlices(Object slices) {
        this.slices = InlineItems.slices(Given.items("slices", slices));
    }

    public List<String> getFairness() {
        return fairness;
    }

    @DataBoundSetter
    public void setFairness(Object fairness) {
        this.fairness = Given.texts("fairness", fairness);
    }

    public String getGroups() {
        return groups;
    }

    @DataBoundSetter
    public void setGroups(String groups) {
        this.groups = Util.fixEmptyAndTrim(groups);
    }

    public String getWeights() {
        return weights;
    }

    @DataBoundSetter
    public void setWeights(String weights) {
        this.weights = Util.fixEmptyAndTrim(weights);
    }

    /** Matrices by name: by true label, what each answer costs. */
    public Map<String, Object> getCosts() {
        return costs;
    }

    @DataBoundSetter
    public void setCosts(Object costs) {
        this.costs = InlineItems.costs(Given.pairs("costs", costs));
    }

    public List<String> getBootstrap() {
        return bootstrap;
    }

    @DataBoundSetter
    public void setBootstrap(Object bootstrap) {
        this.bootstrap = Given.texts("bootstrap", bootstrap);
    }

    public Long getSeed() {
        return seed;
    }

    @DataBoundSetter
    public void setSeed(Long seed) {
        this.seed = seed;
    }

    public Integer getWorstRows() {
        return worstRows;
    }

    @DataBoundSetter
    public void setWorstRows(Integer worstRows) {
        this.worstRows = Checks.within(ValidateKeys.WORST_ROWS.name(), worstRows, WorstRows.MOST);
    }

    /** How often each input is shuffled to see how much the model relies on it. */
    public Integer getImportance() {
        return importance;
    }

    @DataBoundSetter
    public void setImportance(Object importance) {
        this.importance = Given.countOrTruth(
                ValidateKeys.IMPORTANCE.name(), importance, Importance.USUAL_REPEATS, Importance.MOST_REPEATS);
    }

    public String getOutcomes() {
        return outcomes;
    }

    @DataBoundSetter
    public void setOutcomes(String outcomes) {
        this.outcomes = Util.fixEmptyAndTrim(outcomes);
    }

    public String getReference() {
        return reference;
    }

    @DataBoundSetter
    public void setReference(String reference) {
        this.reference = Util.fixEmptyAndTrim(reference);
    }
}

package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.metric.CostTable;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a validation computes beside the metrics, as declared; what is not given is null.
 *
 * @param baseline the model to compare with
 * @param slices parts of the rows
 * @param fairness sensitive columns
 * @param groups the column that names the group of a row
 * @param bootstrap metrics whose bootstrap samples are kept
 * @param worstRows how many rows on which the candidate lost are listed at most
 * @param seed of everything random
 * @param costs cost matrices by name
 * @param outcomes where the file of outcomes goes
 */
public record SpecAnalysis(
        SpecBaseline baseline,
        List<SliceSpec> slices,
        List<String> fairness,
        String groups,
        List<String> bootstrap,
        Integer worstRows,
        Long seed,
        Map<String, CostTable> costs,
        String outcomes) {

    /** With options over it; slices and cost matrices are replaced one by one, by name. */
    SpecAnalysis overriddenBy(SpecAnalysis over) {
        return new SpecAnalysis(
                over.baseline == null ? baseline : over.baseline,
                slices(over.slices),
                over.fairness == null ? fairness : over.fairness,
                over.groups == null ? groups : over.groups,
                over.bootstrap == null ? bootstrap : over.bootstrap,
                over.worstRows == null ? worstRows : over.worstRows,
                over.seed == null ? seed : over.seed,
                costs(over.costs),
                over.outcomes == null ? outcomes : over.outcomes);
    }

    private Map<String, CostTable> costs(Map<String, CostTable> over) {
        if (costs == null || over == null) {
            return costs == null ? over : costs;
        }
        Map<String, CostTable> both = new LinkedHashMap<>(costs);
        both.putAll(over);
        return both;
    }

    private List<SliceSpec> slices(List<SliceSpec> over) {
        if (slices == null || over == null) {
            return slices == null ? over : slices;
        }
        Map<String, SliceSpec> both = new LinkedHashMap<>();
        slices.forEach(slice -> both.put(slice.name(), slice));
        over.forEach(slice -> both.put(slice.name(), slice));
        return new ArrayList<>(both.values());
    }

    SpecAnalysis below(Path folder) {
        return new SpecAnalysis(
                baseline == null ? null : baseline.below(folder),
                slices,
                fairness,
                groups,
                bootstrap,
                worstRows,
                seed,
                costs,
                SpecPaths.below(folder, outcomes));
    }
}

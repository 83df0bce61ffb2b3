package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import java.util.LinkedHashSet;
import java.util.Set;

/** The column of weights among the others: it is no feature, and nothing else. */
final class WeightsColumn {
    private WeightsColumn() {}

    /**
     * The columns that are no features, with that of the weights.
     *
     * @param weights its name; null for none
     * @return null for none
     * @throws UserError when the column has another part, too
     */
    static Set<String> ignored(Spec spec, String weights) {
        requireApart(spec, weights);
        if (spec.get(SpecKeys.IGNORE) == null && weights == null) {
            return null;
        }
        Set<String> ignored = new LinkedHashSet<>();
        if (spec.get(SpecKeys.IGNORE) != null) {
            ignored.addAll(spec.get(SpecKeys.IGNORE));
        }
        if (weights != null) {
            ignored.add(weights);
        }
        return ignored;
    }

    /** @throws UserError when the column has another part, too */
    static void requireApart(Spec spec, String weights) {
        if (weights == null) {
            return;
        }
        String part = weights.equals(spec.get(SpecKeys.LABEL))
                ? "the label"
                : weights.equals(spec.get(SpecKeys.ROW_ID))
                        ? "the row id"
                        : spec.get(SpecKeys.FEATURES) != null
                                        && spec.get(SpecKeys.FEATURES).contains(weights)
                                ? "a feature"
                                : null;
        if (part != null) {
            throw new UserError(
                    "the column \"" + weights + "\" is named as the weights of rows and as " + part
                            + ". What a row counts for is nothing else; name another column, or leave it out of one of the two.");
        }
    }
}

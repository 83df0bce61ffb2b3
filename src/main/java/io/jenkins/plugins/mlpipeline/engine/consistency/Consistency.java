package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import java.util.List;
import java.util.Optional;

/** Looks for what an evaluation says against itself. */
public final class Consistency {
    private Consistency() {}

    /**
     * The first contradiction, if there is one.
     *
     * @param evaluation with rows or at least a place for them, metrics that are not null, and a confusion matrix that, if
     *     there is one, has counts for its labels, the positive one among them, and at most 2^31 - 1 rows
     */
    public static Optional<Contradiction> contradiction(Evaluation evaluation) {
        Contradictions found = new Contradictions();
        Part all = Part.all(evaluation);
        MatrixCheck matrix = MatrixCheck.of(evaluation, found);
        matrix.metrics(all);
        part(all, found);
        matrix.slices(slices(evaluation));
        for (SliceSet set : slices(evaluation)) {
            set.slices().forEach(slice -> part(Part.of(slice), found));
        }
        matrix.fairness(evaluation);
        RegressionCheck.againstDummy(evaluation, found);
        RankingCheck.check(evaluation, found);
        PairAreasCheck.check(evaluation, found);
        CalibrationCheck.check(evaluation, found);
        CostCurveCheck.check(evaluation, found);
        DummyCheck.check(evaluation, found);
        CostCheck.check(evaluation, found);
        CostEndCheck.check(evaluation, found);
        ComparisonCheck.check(all, found);
        for (SliceSet set : slices(evaluation)) {
            set.slices().forEach(slice -> ComparisonCheck.check(Part.of(slice), found));
        }
        ComparisonCheck.all(evaluation, all, found);
        return found.first();
    }

    private static void part(Part part, Contradictions found) {
        StatisticsCheck.check(part, found);
        LossCheck.check(part, found);
        RegressionCheck.check(part, found);
    }

    private static List<SliceSet> slices(Evaluation evaluation) {
        return Part.present(evaluation.slices());
    }
}

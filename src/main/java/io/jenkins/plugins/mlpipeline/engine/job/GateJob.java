package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Circumstances;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.ledger.Ledger;
import io.jenkins.plugins.mlpipeline.engine.ledger.LedgerStore;
import io.jenkins.plugins.mlpipeline.engine.ledger.TestSet;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What is judged, and by what.
 *
 * @param evaluation what is judged
 * @param document how the verdict names it
 * @param spec says how often a test set may be used
 * @param gates what is demanded: those of the spec, or with others over them
 */
public record GateJob(Evaluation evaluation, GateResult.Reference document, Spec spec, Gates gates) {
    /** How a verdict names a file. */
    public static GateResult.Reference reference(Path file, String sha256) {
        return new GateResult.Reference(String.valueOf(file.getFileName()), sha256);
    }

    /**
     * The verdict before it is counted.
     *
     * @param specName what the verdict calls the spec, which only a file's has a digest for
     */
    public GateResult judge(Circumstances circumstances, String specName, Instant now) {
        return GateEvaluator.evaluate(
                evaluation,
                gates,
                circumstances,
                document,
                spec.sha256() == null ? null : new GateResult.Reference(specName, spec.sha256()),
                now);
    }

    /** Whether the rows are known or their uses limited: uses of rows that nobody knows are in doubt, where it matters. */
    public boolean isToBeCounted() {
        return TestSet.of(evaluation.data()) != null || spec.get(SpecKeys.MAX_USES) != null;
    }

    /**
     * Checks that uses which are limited will be counted.
     *
     * @param store null where uses are not counted
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when they will not
     */
    public void requireCounted(LedgerStore store) {
        Ledger.requireCounted(spec.get(SpecKeys.MAX_USES), store);
    }

    /**
     * The verdict with the ledger's word.
     *
     * @param store null where uses are not counted
     */
    public GateResult count(GateResult judged, LedgerStore store, Instant now) throws IOException {
        return store == null
                ? judged
                : Ledger.count(judged, evaluation.data(), spec.get(SpecKeys.MAX_USES), store, now);
    }
}

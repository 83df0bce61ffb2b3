package io.jenkins.plugins.mlpipeline.engine.audit;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.ledger.Ledger;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges an evaluation again by the gates that a verdict names. */
public final class Reproduction {
    private Reproduction() {}

    /**
     * In what the verdict differs from one that is made anew, as a sentence; empty when it does not. What the ledger said
     * is taken as it is: how often a test set was used does not follow from an evaluation.
     *
     * @param sha256 of the evaluation's file
     */
    public static Optional<String> difference(Evaluation evaluation, String sha256, GateResult verdict) {
        List<GateOutcome> judged = verdict.gates().stream()
                .filter(outcome -> !outcome.id().equals(Ledger.RULE))
                .toList();
        GateResult anew = GateEvaluator.evaluate(
                evaluation,
                Gates.of(judged.stream().map(Reproduction::gate).toList()),
                new GateResult.Reference(null, sha256),
                null,
                Instant.parse(verdict.createdAt()));
        for (int i = 0; i < judged.size(); i++) {
            GateOutcome before = judged.get(i);
            GateOutcome now = anew.gates().get(i);
            if (before.verdict() != now.verdict()) {
                return Optional.of("Gate \"" + before.id() + "\" is " + before.verdict()
                        + " in the verdict, and judging the evaluation again gives " + now.verdict() + ".");
            }
        }
        GateOutcome rule = verdict.gates().stream()
                .filter(outcome -> outcome.id().equals(Ledger.RULE))
                .findFirst()
                .orElse(null);
        GateResult whole = anew.with(verdict.ledger(), rule, null);
        return whole.verdict() == verdict.verdict()
                ? Optional.empty()
                : Optional.of("The verdict is " + verdict.verdict() + ", and judging the evaluation again gives "
                        + whole.verdict() + ".");
    }

    private static Gate gate(GateOutcome outcome) {
        return new Gate(
                outcome.id(),
                outcome.metric(),
                outcome.comparison().equals(">=") ? Direction.HIGHER : Direction.LOWER,
                outcome.threshold(),
                outcome.criticality(),
                outcome.onInconclusive(),
                outcome.description());
    }
}

package io.jenkins.plugins.mlpipeline.engine.audit;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Decide;
import io.jenkins.plugins.mlpipeline.engine.gate.Evidence;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.gate.Precondition;
import io.jenkins.plugins.mlpipeline.engine.ledger.Ledger;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.spec.PolicyReader;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges an evaluation again by the gates that a verdict names. */
public final class Reproduction {
    private Reproduction() {}

    /**
     * In what the verdict differs from one that is made anew, as a sentence; empty when it does not. What the ledger said
     * is taken as it is: how often a test set was used does not follow from an evaluation; nor does who judged it.
     *
     * @param sha256 of the evaluation's file
     * @param policy the gates of the spec; null when it is not at hand
     * @throws UserError when a gate is more than a threshold and the spec is not at hand
     */
    public static Optional<String> difference(Evaluation evaluation, String sha256, GateResult verdict, Gates policy) {
        List<GateOutcome> judged =
                verdict.gates().stream().filter(outcome -> !isTaken(outcome)).toList();
        Gates known = known(verdict, policy);
        GateResult anew = GateEvaluator.again(
                evaluation,
                Gates.of(judged.stream().map(outcome -> gate(outcome, known)).toList()),
                new GateResult.Reference(null, sha256),
                Instant.parse(verdict.createdAt()));
        for (int i = 0; i < judged.size(); i++) {
            GateOutcome before = judged.get(i);
            GateOutcome now = anew.gates().get(i);
            if (before.verdict() != now.verdict()) {
                return Optional.of("Gate \"" + before.id() + "\" is " + before.verdict()
                        + " in the verdict, and judging the evaluation again gives " + now.verdict() + ".");
            }
        }
        GateResult whole = anew;
        for (GateOutcome taken : verdict.gates()) {
            whole = isTaken(taken) ? whole.with(verdict.ledger(), taken, null) : whole;
        }
        return whole.verdict() == verdict.verdict()
                ? Optional.empty()
                : Optional.of("The verdict is " + verdict.verdict() + ", and judging the evaluation again gives "
                        + whole.verdict() + ".");
    }

    /** Whether it does not follow from an evaluation: the ledger's word, demands of job and rows, a lack of trust. */
    private static boolean isTaken(GateOutcome outcome) {
        return outcome.id().equals(Ledger.RULE) || Precondition.isOne(outcome) || outcome.isUntrusted();
    }

    /** The gates of the spec, and those of the administrator, whose lines the verdict has. */
    private static Gates known(GateResult verdict, Gates own) {
        List<Gate> known = new ArrayList<>(own == null ? List.of() : own.gates());
        if (verdict.policy() != null) {
            PolicyReader.parse(String.join("\n", verdict.policy().gates()), "the policy in the verdict")
                    .rules()
                    .forEach(rule -> known.add(rule.gate()));
        }
        return Gates.of(known);
    }

    /** The gate that an outcome is of: as the spec has it, else what a threshold on all rows says of itself. */
    private static Gate gate(GateOutcome outcome, Gates policy) {
        Optional<Gate> known = policy.gates().stream()
                .filter(gate ->
                        gate.id().equals(outcome.id()) && gate.required().equals(outcome.required()))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        if (!isThreshold(outcome)) {
            throw new UserError(
                    "gate \"" + outcome.id() + "\" is more than a threshold on all rows, so the verdict alone does"
                            + " not say how it was decided. Give the spec that it came from with --spec.");
        }
        return new Gate(
                outcome.id(),
                outcome.metric(),
                outcome.comparison().equals(">=") ? Direction.HIGHER : Direction.LOWER,
                outcome.threshold(),
                outcome.criticality(),
                outcome.onInconclusive(),
                outcome.description());
    }

    private static boolean isThreshold(GateOutcome outcome) {
        Evidence evidence = outcome.evidence();
        return outcome.slice() == null
                && outcome.baseline() == null
                && outcome.threshold() != null
                && outcome.required().equals(outcome.comparison() + " " + Figures.plain(outcome.threshold()))
                && (evidence == null
                        || evidence.versus() == null
                                && (evidence.decide() == null || evidence.decide() == Decide.POINT));
    }
}

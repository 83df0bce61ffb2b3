package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.Circumstances;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GatePlan;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.gate.MoreRows;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Option;

/** Planning for a gate: from what is expected, or from the bounds that some rows gave. */
final class GatePlanOptions {
    @Option(
            names = "--gate",
            paramLabel = "EXPR",
            description = "The gate to plan for, decided by a bound: 'recall(decide=lowerBound)>=0.8'.",
            order = 10)
    private String gate;

    @Option(
            names = "--evaluation",
            paramLabel = "FILE",
            description =
                    "An evaluation.json of the model on few rows, from which all follows, for every metric and slice.",
            order = 11)
    private Path evaluation;

    @Option(
            names = "--expect",
            paramLabel = "V",
            description = "The value that is expected; with a baseline the difference from it, 0 when left out.",
            order = 12)
    private Double expected;

    @Option(
            names = "--spread",
            paramLabel = "S",
            description = "Of a mean loss: the standard deviation of a row's loss, or of two models' difference.",
            order = 13)
    private Double spread;

    @Option(
            names = "--positive",
            paramLabel = "P",
            description = "The share of positive rows, between 0 and 1.",
            order = 14)
    private Double positive;

    @Option(
            names = "--discordant",
            paramLabel = "P",
            description = "The share of rows on which exactly one of two models is right.",
            order = 15)
    private Double discordant;

    @Option(
            names = "--area",
            paramLabel = "A",
            description = "With roc_auc and a baseline: the area itself.",
            order = 16)
    private Double area;

    @Option(
            names = "--correlation",
            paramLabel = "R",
            defaultValue = "0.5",
            description = "With roc_auc and a baseline: how alike both areas are over test sets; 0.5 when left out.",
            order = 17)
    private double correlation;

    @Option(
            names = "--slice-share",
            paramLabel = "P",
            defaultValue = "1",
            description = "The share of rows that are in the slice that the gate is on.",
            order = 18)
    private double slice;

    @Option(
            names = "--power",
            paramLabel = "P",
            defaultValue = "0.8",
            description = "The share of test sets on which such a model shall pass; 0.8 when left out.",
            order = 19)
    private double power;

    /**
     * The answer of {@code --json} from what is expected.
     *
     * @param gate the gate
     * @param rowsNeeded rows of the whole test set; of precision those that the model predicts positive
     * @param positivesNeeded how many of them positive; null where that is not known
     * @param rows how many there are; null when not given
     * @param enough whether that suffices; null when not given
     */
    private record Plan(String gate, long rowsNeeded, Long positivesNeeded, Long rows, Boolean enough) {}

    /**
     * The answer of {@code --json} from rows.
     *
     * @param gate the gate
     * @param verdict on these rows
     * @param moreRows that it wants; null for none, and where rows don't help
     * @param reason one sentence
     */
    private record FromRows(String gate, Verdict verdict, MoreRows moreRows, String reason) {}

    boolean isGiven() {
        return gate != null;
    }

    /** @return the exit code */
    int plan(Console console, Long rows) throws IOException {
        Gates gates = GateReader.parse(List.of(gate));
        if (evaluation != null) {
            return fromRows(console, gates);
        }
        Gate planned = gates.gates().get(0);
        if (expected == null && planned.versus().isEmpty()) {
            throw new UserError("--expect is missing: the value that the model is expected to have, or --evaluation.");
        }
        requireShare("--positive", positive);
        requireShare("--discordant", discordant);
        requireShare("--area", area);
        requireShare("--power", power < 0.5 ? Double.valueOf(-1) : (Double) power);
        if (!(slice > 0 && slice <= 1)) {
            throw new UserError("--slice-share is " + slice + "; a number above 0 and at most 1 is expected.");
        }
        if (!(correlation > -1 && correlation < 1)) {
            throw new UserError("--correlation is " + correlation + "; a number between -1 and 1 is expected.");
        }
        if (spread != null && !(spread > 0 && Double.isFinite(spread))) {
            throw new UserError("--spread is " + spread + "; a number above 0 is expected.");
        }
        GatePlan.Needed needed = new GatePlan(
                        planned,
                        expected == null ? 0 : expected,
                        area,
                        spread,
                        discordant,
                        correlation,
                        positive,
                        slice,
                        power)
                .needed();
        Boolean enough = rows == null ? null : rows >= needed.rows();
        console.say(Figures.count(needed.rows())
                + (needed.flagged() ? " rows that the model predicts positive" : " rows")
                + (needed.positives() == null ? "" : ", " + Figures.count(needed.positives()) + " of them positive,")
                + " are needed for " + planned.metric() + " " + planned.required() + " to pass in "
                + Figures.percent(power) + " of test sets when the model is as good as expected, with "
                + Figures.percent(planned.decision().confidence()) + " confidence."
                + (enough == null
                        ? ""
                        : " There are " + Figures.count(rows) + ": "
                                + (enough ? "enough." : Figures.count(needed.rows() - rows) + " too few.")));
        console.result(new Plan(gate, needed.rows(), needed.positives(), rows, enough));
        return Boolean.FALSE.equals(enough) ? 1 : 0;
    }

    private int fromRows(Console console, Gates gates) throws IOException {
        GateOutcome outcome = GateEvaluator.evaluate(
                        Json.read(evaluation, Evaluation.class),
                        gates,
                        Circumstances.of(Origin.FILE),
                        null,
                        null,
                        Clock.systemUTC().instant())
                .gates()
                .stream()
                .findFirst()
                .orElseThrow(() -> new UserError("the evaluation can't be judged; see what \"gate\" says of it."));
        MoreRows more = outcome.evidence() == null ? null : outcome.evidence().moreRows();
        console.say(outcome.verdict() + ": " + outcome.reason());
        console.result(new FromRows(gate, outcome.verdict(), more, outcome.reason()));
        return more == null ? 0 : 1;
    }

    private static void requireShare(String option, Double given) {
        if (given != null && !(given > 0 && given < 1)) {
            throw new UserError(
                    option + " is " + (given < 0 ? "too small" : given) + "; a number between 0 and 1 is expected.");
        }
    }
}

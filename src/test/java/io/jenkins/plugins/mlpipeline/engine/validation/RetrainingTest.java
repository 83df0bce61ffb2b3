package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.BaselineRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet.Slice;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.training.Training;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is trained again as its file grows, beside the one in force. */
class RetrainingTest {
    private static final int ROWS = 800;
    private static final int MORE = 100;
    private static final String NO_WORSE = "accuracy>=baseline-0.02";

    @TempDir
    private static Path folder;

    private static List<String> lines;
    private static Path former;
    private static Path later;

    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(7);
        lines = new ArrayList<>();
        lines.add("id,group,a,b,y");
        for (int i = 0; i < ROWS + MORE; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            lines.add(String.format(
                    Locale.ROOT,
                    "r%04d,%s,%.4f,%.4f,%d",
                    i,
                    "gh".charAt(i % 2),
                    a,
                    b,
                    a + random.nextGaussian() > 0 ? 1 : 0));
        }
        former = Files.write(folder.resolve("former.csv"), lines.subList(0, ROWS + 1));
        later = Files.write(folder.resolve("later.csv"), lines);
    }

    private static Path train(Path data, String name, String split, int trees) throws IOException {
        Path output = folder.resolve(name);
        Training.run(
                new TrainingRequest(
                        TrainingRequest.Source.of(
                                data, new ColumnSelection("y", "id", null, Set.of("group"), null, null)),
                        TrainingRequest.Predicted.INFERRED,
                        new TrainingRequest.Holdout(SplitSpec.parse(split), null, null),
                        TrainingRequest.Method.of(Algorithm.RANDOM_FOREST, Map.of("n_estimators", trees)),
                        TrainingRequest.STANDARD_SEED,
                        1,
                        output),
                Clock.systemUTC(),
                TrainingListener.SILENT);
        return output;
    }

    private static Evaluation validate(Path candidate, Path baseline, Path outcomes, SliceSpec... slices)
            throws IOException {
        AnalysisRequest analysis = new AnalysisRequest(
                baseline == null ? null : new BaselineRequest("file", baseline, null, null, false, false, null),
                List.of(slices),
                List.of(),
                null,
                Set.of(),
                baseline == null ? 0 : 500,
                Map.of(),
                1,
                outcomes);
        return Validation.run(
                new ValidationRequest(
                        null,
                        candidate,
                        List.of(),
                        CsvFormat.DEFAULT,
                        new ColumnSelection("y", "id", null, Set.of("group"), null, null),
                        TargetOptions.NONE,
                        null,
                        null,
                        Set.of(),
                        1,
                        null,
                        null,
                        analysis,
                        false),
                rows -> {},
                Clock.systemUTC());
    }

    private static GateOutcome judge(Evaluation evaluation, String gate) {
        return GateEvaluator.evaluate(
                        evaluation,
                        GateReader.parse(List.of(gate)),
                        new GateResult.Reference("evaluation.json", Digest.ofText("e")),
                        null,
                        Instant.EPOCH)
                .gates()
                .get(0);
    }

    private static Set<String> holdout(Path model) throws IOException {
        return new HashSet<>(Files.readAllLines(model.resolve("holdout.csv")));
    }

    /** Rows of the later model's holdout that the former one learnt from, found by their lines. */
    private static long learntBefore(Path laterModel, Path formerModel) throws IOException {
        Set<String> kept = holdout(formerModel);
        return holdout(laterModel).stream()
                .filter(line -> lines.indexOf(line) <= ROWS && !kept.contains(line))
                .count();
    }

    @Test
    void rowsThatTheBaselineLearntFromAreLeftOutAndSaid() throws IOException {
        Path baseline = train(former, "stratified-1", "stratified", 30);
        Path candidate = train(later, "stratified-2", "stratified", 31);
        long seen = learntBefore(candidate, baseline);
        long all = holdout(candidate).size() - 1;
        // The fault: most of the new holdout is in what the baseline learnt from, which it knows by heart.
        assertThat(seen).isGreaterThan(all / 2);

        Path outcomes = folder.resolve("outcomes.gz");
        Evaluation evaluation = validate(candidate, baseline, outcomes, SliceSpec.by(List.of("group")));
        Comparison comparison = evaluation.comparisons().get(Evaluation.BASELINE);
        assertThat(comparison.learnt()).isEqualTo(new Comparison.Learnt(0L, seen, seen, null));
        assertThat(comparison.rows()).isEqualTo(all - seen);
        assertThat(comparison.flips().rows()).isEqualTo(all - seen);
        assertThat(comparison.worst())
                .allSatisfy(row -> assertThat(unseen(candidate, baseline)).contains(row.line()));
        assertThat(evaluation.warnings())
                .contains(seen + " of " + all + " rows are left out of the comparison with the baseline: the baseline"
                        + " learnt from them. A model that is trained again with the split hash never meets rows that"
                        + " its predecessor learnt from.");
        GateOutcome gate = judge(evaluation, NO_WORSE);
        assertThat(gate.verdict()).isNotEqualTo(Verdict.ERROR);
        assertThat(gate.value()).isEqualTo(comparison.metrics().get("accuracy").candidate());
        assertThat(gate.reason())
                .endsWith(" This is on " + (all - seen) + " of " + all
                        + " rows: the others are rows that a model learnt from (the candidate from 0, the baseline from "
                        + seen + ").");
        List<Slice> slices = evaluation.slices().get(0).slices();
        assertThat(slices.stream()
                        .mapToLong(slice -> slice.comparisons()
                                .get(Evaluation.BASELINE)
                                .learnt()
                                .leftOut())
                        .sum())
                .isEqualTo(seen);

        // By what the baseline answered, kept in a file, as by the baseline itself.
        validate(baseline, null, folder.resolve("baseline.gz"));
        Evaluation turned = validate(baseline, outcomesOf(candidate, baseline), null);
        assertThat(turned.comparisons().get(Evaluation.BASELINE).learnt().candidate())
                .isZero();
        assertThat(turned.comparisons().get(Evaluation.BASELINE).learnt().baseline())
                .isEqualTo(learntAfter(candidate, baseline));
    }

    /** The candidate's answers on the baseline's holdout, as a file. */
    private static Path outcomesOf(Path model, Path holdoutOf) throws IOException {
        Path copy = folder.resolve("moved");
        Files.createDirectories(copy);
        for (String name : List.of("model.onnx", "model.json", "training-rows.bin")) {
            Files.write(copy.resolve(name), Files.readAllBytes(model.resolve(name)));
        }
        Files.write(copy.resolve("holdout.csv"), Files.readAllBytes(holdoutOf.resolve("holdout.csv")));
        Path outcomes = folder.resolve("moved.gz");
        validate(copy, null, outcomes);
        return outcomes;
    }

    private static long learntAfter(Path laterModel, Path formerModel) throws IOException {
        Set<String> kept = holdout(laterModel);
        return holdout(formerModel).stream()
                .filter(line -> !kept.contains(line))
                .count();
    }

    /** Lines of the candidate's holdout that the baseline did not learn from. */
    private static List<Long> unseen(Path candidate, Path baseline) throws IOException {
        List<String> rows = Files.readAllLines(candidate.resolve("holdout.csv"));
        Set<String> kept = holdout(baseline);
        List<Long> unseen = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            if (lines.indexOf(rows.get(i)) > ROWS || kept.contains(rows.get(i))) {
                unseen.add(i + 1L);
            }
        }
        return unseen;
    }

    @Test
    void withASplitByHashTheBaselineNeverMeetsWhatItLearntFrom() throws IOException {
        Path baseline = train(former, "hash-1", "hash", 30);
        Path candidate = train(later, "hash-2", "hash", 31);
        assertThat(holdout(candidate)).containsAll(holdout(baseline));
        assertThat(learntBefore(candidate, baseline)).isZero();
        Evaluation evaluation = validate(candidate, baseline, null);
        Comparison comparison = evaluation.comparisons().get(Evaluation.BASELINE);
        assertThat(comparison.learnt()).isEqualTo(new Comparison.Learnt(0L, 0L, 0, null));
        assertThat(comparison.rows()).isEqualTo(evaluation.data().rows());
        assertThat((double) comparison.rows() / (ROWS + MORE)).isCloseTo(0.2, within(0.05));
        assertThat(evaluation.warnings()).isEmpty();
    }

    @Test
    void tooFewRowsThatNeitherSawAreAnError() throws IOException {
        Path baseline = train(later, "all-1", "stratified", 30);
        Path candidate = train(former, "all-2", "stratified", 31);
        // The baseline learnt from all but a few of these rows.
        List<String> rows = Files.readAllLines(candidate.resolve("holdout.csv"));
        Set<String> kept = holdout(baseline);
        List<String> mostly = new ArrayList<>(rows.subList(0, 1));
        rows.stream().skip(1).filter(line -> !kept.contains(line)).forEach(mostly::add);
        rows.stream().skip(1).filter(kept::contains).limit(20).forEach(mostly::add);
        Files.write(candidate.resolve("holdout.csv"), mostly);
        int all = mostly.size() - 1;

        GateOutcome gate = judge(validate(candidate, baseline, null), NO_WORSE);
        assertThat(gate.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(gate.reason())
                .isEqualTo("Of " + all + " rows " + (all - 20)
                        + " are rows that a model learnt from (the candidate from 0,"
                        + " the baseline from " + (all - 20)
                        + "): the 20 that are left are too few to compare on, 30 at"
                        + " least are needed. Train with a split that stays the same as the file grows (split: hash), or"
                        + " validate both models on rows that neither has seen.");

        Files.write(candidate.resolve("holdout.csv"), mostly.subList(0, all - 20 + 1));
        Evaluation none = validate(candidate, baseline, null, SliceSpec.by(List.of("group")));
        assertThat(none.comparisons().get(Evaluation.BASELINE).rows()).isZero();
        assertThat(judge(none, NO_WORSE).verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void withoutTheSetOfItsRowsItIsSaidThatTheBaselineIsNotKnown() throws IOException {
        Path baseline = train(former, "gone-1", "hash", 30);
        Path candidate = train(later, "gone-2", "hash", 31);
        Files.delete(baseline.resolve("training-rows.bin"));
        Evaluation evaluation = validate(candidate, baseline, null);
        assertThat(evaluation.comparisons().get(Evaluation.BASELINE).learnt().baseline())
                .isNull();
        assertThat(evaluation.warnings())
                .containsExactly(
                        "whether a model was compared on rows that it learnt from is not known (of the baseline:"
                                + " training-rows.bin, which says which rows the model learnt from, is not beside it).");
    }
}

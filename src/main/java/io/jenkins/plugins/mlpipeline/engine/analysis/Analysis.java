package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.comparison.LearntRows;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesHeader;
import io.jenkins.plugins.mlpipeline.engine.comparison.RowJoin;
import io.jenkins.plugins.mlpipeline.engine.comparison.StoredOutcomes;
import io.jenkins.plugins.mlpipeline.engine.comparison.UnseenRows;
import io.jenkins.plugins.mlpipeline.engine.comparison.WorstRows;
import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.ShownIntervals;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Adds to an evaluation what was asked for beside the metrics. */
public final class Analysis {
    /** Begins what is said of the rows that a model learnt from. */
    public static final String IN_TRAINING = "in training: ";

    private final AnalysisRequest request;
    private final Answered answered;
    private final Set<CatalogueKey> extra;
    private final RowGroups groups;
    /** The rows that are compared with the baseline's; null without one. */
    private UnseenRows unseen;
    /** What is to be known of how the baseline's model was read. */
    private List<String> theirWarnings = List.of();

    private Analysis(AnalysisRequest request, Answered answered, Set<CatalogueKey> extra) {
        this.request = request;
        this.answered = answered;
        this.extra = extra;
        this.groups = answered.rows() == null ? null : answered.rows().groups();
    }

    /** Runs the baseline's model on the candidate's rows. */
    @FunctionalInterface
    public interface Runner {
        /** Its answers on the same file. */
        Answered run(Path model) throws IOException;
    }

    /**
     * Completes an evaluation.
     *
     * @param answered the candidate's answers
     * @param extra metrics beside the standard ones
     * @param runner runs a baseline that is a model
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when the baseline can't be compared
     */
    public static Evaluation complete(
            AnalysisRequest request, Answered answered, Set<CatalogueKey> extra, Runner runner) throws IOException {
        if (request.equals(AnalysisRequest.NONE)) {
            return answered.evaluation().warning(AlikeNeighbours.warning(answered.outcomes()));
        }
        Analysis analysis = new Analysis(request, answered, extra);
        Evaluation evaluation = analysis.complete(runner);
        if (request.outcomes() != null) {
            OutcomesFile.write(request.outcomes(), analysis.stored(answered));
        }
        return evaluation;
    }

    private Evaluation complete(Runner runner) throws IOException {
        Evaluation whole = whole(runner);
        return groups == null ? whole.warning(AlikeNeighbours.warning(answered.outcomes())) : whole;
    }

    private Evaluation whole(Runner runner) throws IOException {
        Map<String, Outcomes> others = new LinkedHashMap<>();
        BaselineRef baseline = baseline(others, runner);
        if (request.comparesDummy()) {
            others.put(Evaluation.DUMMY, answered.dummy());
        }
        Evaluation base = answered.evaluation();
        PartOfRows all = new PartOfRows(answered.outcomes(), others, groups, request, extra, null, unseen, null);
        Statistics statistics = all.statistics();
        FairnessAnalysis fairness = new FairnessAnalysis(answered, groups, request);
        return new Evaluation(
                base.schemaVersion(),
                base.id(),
                base.task(),
                base.labels(),
                base.posLabel(),
                base.model(),
                base.subject(),
                base.data(),
                base.threshold(),
                fairness.metrics(ShownIntervals.of(base.metrics(), statistics)),
                base.directions(),
                base.confusionMatrix(),
                base.curves(),
                base.thresholds(),
                base.dummy(),
                fairness.statistics(statistics),
                base.dataChecks(),
                baseline,
                listed(all.comparisons(), others),
                SliceAnalysis.of(answered, others, groups, request, extra, unseen),
                fairness.tables(),
                base.environment(),
                warnings(base),
                base.createdAt(),
                base.origin(),
                base.endpoint(),
                base.importance());
    }

    private List<String> warnings(Evaluation base) {
        if (unseen == null) {
            return base.warnings();
        }
        List<String> warnings = new ArrayList<>(base.warnings());
        theirWarnings.stream()
                .filter(warning -> !warnings.contains(warning) && !warning.startsWith(IN_TRAINING))
                .map(warning -> "of the baseline: " + warning)
                .forEach(warnings::add);
        warnings.addAll(unseen.notes(answered.outcomes().rows()));
        return List.copyOf(warnings);
    }

    /** The baseline, and its answers beside the candidate's in {@code others}. */
    private BaselineRef baseline(Map<String, Outcomes> others, Runner runner) throws IOException {
        BaselineRequest wanted = request.baseline();
        if (wanted == null) {
            return null;
        }
        if (wanted.from().equals(BaselineRequest.DUMMY)) {
            others.put(Evaluation.BASELINE, answered.dummy());
            unseen = new UnseenRows(answered.learnt().get(), LearntRows.none());
        }
        if (wanted.path() == null) {
            return wanted.ref(null, null, false, null);
        }
        StoredOutcomes theirs =
                OutcomesFile.isOne(wanted.path()) ? OutcomesFile.read(wanted.path()) : ran(runner, wanted.path());
        RowJoin.Aligned aligned = RowJoin.align(stored(answered), theirs);
        unseen = new UnseenRows(answered.learnt().get(), aligned.learnt());
        others.put(Evaluation.BASELINE, knowing(aligned.outcomes()));
        OutcomesHeader header = theirs.header();
        String digest = header.model() == null ? null : header.model().digest();
        Evaluation ours = answered.evaluation();
        String candidate = ours.model() == null ? ours.subject() : ours.model().digest();
        boolean same = candidate != null && candidate.equals(digest == null ? header.subject() : digest);
        return wanted.ref(digest, header.subject(), same, ours.data().sha256());
    }

    /** What a baseline that is a model answers; how it was read is said, as a baseline that was read wrongly passes anything. */
    private StoredOutcomes ran(Runner runner, Path model) throws IOException {
        Answered theirs = runner.run(model);
        theirWarnings = theirs.evaluation().warnings();
        return stored(theirs);
    }

    /** The baseline's answers: its rows are the candidate's, so they cost and count for the same. */
    private Outcomes knowing(Outcomes read) {
        Outcomes theirs = read.weighing(answered.outcomes().weights());
        return answered.outcomes() instanceof ClassificationOutcomes ours
                        && theirs instanceof ClassificationOutcomes same
                ? same.costing(ours.costs())
                : theirs;
    }

    private StoredOutcomes stored(Answered answers) {
        Evaluation evaluation = answers.evaluation();
        Scores scores =
                answers.outcomes() instanceof ClassificationOutcomes classification ? classification.scores() : null;
        return new StoredOutcomes(
                new OutcomesHeader(
                        OutcomesHeader.SCHEMA_VERSION,
                        evaluation.model(),
                        evaluation.subject(),
                        evaluation.data().name(),
                        evaluation.data().orderedSha256(),
                        evaluation.task(),
                        evaluation.labels(),
                        evaluation.posLabel(),
                        scores,
                        answers.rowId(),
                        answers.outcomes().rows(),
                        answers.fed(),
                        request.weights()),
                answers.rows() == null ? null : answers.rows().keys(),
                answers.outcomes(),
                answers.learnt().get());
    }

    /** The comparisons, the one with the baseline with its worst rows where they were asked for. */
    private Map<String, Comparison> listed(Map<String, Comparison> comparisons, Map<String, Outcomes> others) {
        Comparison with = comparisons == null ? null : comparisons.get(Evaluation.BASELINE);
        if (with == null || request.worstRows() == 0 || with.rows() == 0) {
            return comparisons;
        }
        Outcomes ours = answered.outcomes();
        Outcomes theirs = others.get(Evaluation.BASELINE);
        long[] places = answered.rows().places();
        int[] kept = unseen.kept(null, ours.rows());
        if (kept != null) {
            ours = ours.subset(kept);
            theirs = theirs.subset(kept);
            places = IntStream.of(kept)
                    .mapToLong(row -> answered.rows().places()[row])
                    .toArray();
        }
        Map<String, Comparison> listed = new LinkedHashMap<>(comparisons);
        listed.put(
                Evaluation.BASELINE,
                with.listing(WorstRows.of(
                        ours, theirs, places, answered.evaluation().data().fileNames(), request.worstRows())));
        return listed;
    }

    /** The metrics whose samples are kept for some rows and some comparison. */
    static Set<CatalogueKey> sampled(AnalysisRequest request, String slices, String versus) {
        return request.sampled().stream()
                .filter(s -> Objects.equals(s.slices(), slices) && Objects.equals(s.versus(), versus))
                .map(Sampled::key)
                .collect(Collectors.toSet());
    }
}

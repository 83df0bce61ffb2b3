package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.Analysis;
import io.jenkins.plugins.mlpipeline.engine.analysis.Answered;
import io.jenkins.plugins.mlpipeline.engine.analysis.IdLikeColumns;
import io.jenkins.plugins.mlpipeline.engine.analysis.RowRecorder;
import io.jenkins.plugins.mlpipeline.engine.check.NoChecks;
import io.jenkins.plugins.mlpipeline.engine.comparison.LearntRows;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowContent;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowDigest;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates predictions that were made elsewhere, in one pass over a file of any size. */
public final class PredictionsFile {
    private static final int CHUNK_ROWS = 1024;

    private final PredictionsRequest request;
    private final String name;
    private final PredictionsTarget settled;
    private final CsvCursor rows;
    private final TruthReader truth;
    private final int prediction;
    private final int[] scoreColumns;
    private final Collector collector;
    private final RoundedSums rounding;
    /** Notes what an analysis needs of rows; null when nothing is. */
    private final RowRecorder recorder;

    private final IdLikeColumns idLike;
    /** Null where nothing tells one row from another. */
    private final RowDigest identity;

    /** What was guessed. */
    private final List<String> guesses;

    private PredictionsFile(PredictionsRequest request, PredictionsTarget settled, CsvCursor rows, List<String> guesses)
            throws IOException {
        this.request = request;
        this.guesses = guesses;
        this.name = request.file().toString();
        this.settled = settled;
        this.rows = rows;
        PredictionTask target = settled.target();
        for (CatalogueKey key : request.metrics()) {
            Metrics.requireApplies(key, target.task());
        }
        request.analysis().requireCosts(request.metrics(), target.labels());
        this.truth = new TruthReader(column(request.label()), target);
        this.prediction = request.prediction() == null ? -1 : column(request.prediction());
        this.scoreColumns =
                settled.scoreColumns().stream().mapToInt(this::column).toArray();
        this.rounding = RoundedSums.written(RowPlaces.of(name));
        this.collector = target.task().isClassification()
                ? new ClassificationCollector(
                        name,
                        RowPlaces.of(name),
                        target,
                        request.target().names(),
                        new ScoreOrder(target.labels(), ScoreOrder.Origin.COLUMNS, settled.scoreColumns()),
                        request.scores(),
                        request.threshold(),
                        null,
                        true,
                        rounding)
                : new RegressionCollector(name, RowPlaces.of(name));
        Set<String> answers = new HashSet<>(settled.scoreColumns());
        if (request.prediction() != null) {
            answers.add(request.prediction());
        }
        // A row index without a name is no content either.
        answers.add("");
        this.recorder = RowRecorder.of(
                request.analysis(), request.metrics(), name, rows.header(), this::column, request.rowId(), answers);
        this.idLike =
                IdLikeColumns.of(rows.header(), request.analysis().groups() != null, request.label(), request.rowId());
        this.identity = identity(request, rows, answers);
    }

    /**
     * Evaluates a file.
     *
     * @param clock gives the time of the document
     * @throws UserError when the file or the options have to be put right
     */
    public static Evaluation evaluate(PredictionsRequest asked, ValidationListener progress, Clock clock)
            throws IOException {
        PredictionsGuess.Completed completed = PredictionsGuess.complete(asked);
        PredictionsRequest request = completed.request();
        PredictionsTarget settled = PredictionsTarget.settle(request);
        List<String> fields = new ArrayList<>();
        fields.add(request.label());
        if (request.prediction() != null) {
            fields.add(request.prediction());
        }
        fields.addAll(settled.scoreColumns());
        fields.addAll(request.analysis().columns(request.metrics()));
        if (request.rowId() != null) {
            fields.add(request.rowId());
        }
        try (CsvCursor rows = CsvCursor.open(request.file(), request.format(), fields)) {
            return new PredictionsFile(request, settled, rows, completed.notes()).run(progress, clock);
        }
    }

    private Evaluation run(ValidationListener progress, Clock clock) throws IOException {
        double[] truths = new double[CHUNK_ROWS];
        long[] lines = new long[CHUNK_ROWS];
        String[] texts = request.prediction() == null || !isClassification() ? null : new String[CHUNK_ROWS];
        int width = isClassification() ? scoreColumns.length : 1;
        double[] numbers = width == 0 ? null : new double[CHUNK_ROWS * width];
        long total = 0;
        int n = 0;
        long[] groups = new long[idLike.width()];
        boolean more;
        do {
            more = rows.next();
            if (more) {
                truths[n] = truth.read(rows);
                lines[n] = rows.line();
                read(texts, numbers, n);
                idLike.look(rows, groups, 0);
                idLike.add(groups, 0);
                if (recorder != null) {
                    recorder.add(rows);
                }
                if (identity != null) {
                    identity.add(identity.content().of(rows), identity.content().id(rows));
                }
                n++;
            }
            if (n == CHUNK_ROWS || (!more && n > 0)) {
                collector.add(new BatchAnswers(n, null, texts, numbers, width), truths, lines, row -> List.of());
                total += n;
                n = 0;
                progress.rows(total);
            }
        } while (more);
        return document(total, rows.digest(), clock);
    }

    private void read(String[] texts, double[] numbers, int row) {
        if (texts != null) {
            texts[row] = text(prediction);
        }
        if (!isClassification()) {
            numbers[row] = number(prediction);
            return;
        }
        for (int i = 0; i < scoreColumns.length; i++) {
            numbers[row * scoreColumns.length + i] = number(scoreColumns[i]);
            if (rounding.isOpen()) {
                rounding.see(rows.text(scoreColumns[i]));
            }
        }
    }

    private String text(int column) {
        String text = settled.target().declared(rows.text(column));
        if (rows.isMissing(column) && !isLabel(text)) {
            throw missing(column);
        }
        return text;
    }

    private boolean isLabel(String text) {
        return settled.target().labels().contains(text);
    }

    private double number(int column) {
        double value = rows.number(column);
        if (Double.isNaN(value)) {
            throw missing(column);
        }
        return value;
    }

    private UserError missing(int column) {
        return rows.problem(column, "the prediction is missing. Every row needs one: fill it, or take the row out.");
    }

    private static RowDigest identity(PredictionsRequest request, CsvCursor cursor, Set<String> answers) {
        List<String> content = cursor.named().stream()
                .filter(column -> !answers.contains(column))
                .toList();
        // The truth alone tells no rows apart.
        return content.size() < 2 ? null : new RowDigest(new RowContent(cursor.header(), content, request.rowId()));
    }

    private Evaluation document(long total, String sha256, Clock clock) throws IOException {
        Outcomes outcomes = collector.finish();
        ExpectedDigest.check(name, sha256, request.expectedSha256());
        DataRef data = new DataRef(
                String.valueOf(request.file().getFileName()),
                sha256,
                total,
                rows.header(),
                collector.labelCounts(),
                identity == null ? null : identity.digest(),
                identity == null ? null : identity.contents(),
                identity == null ? null : identity.ids());
        List<String> warnings = new ArrayList<>(guesses);
        warnings.addAll(collector.warnings());
        warnings.addAll(rows.notes());
        idLike.warning().ifPresent(warnings::add);
        if (recorder != null) {
            warnings.addAll(recorder.notes());
        }
        if (request.subject() == null) {
            warnings.add("the predictions are not bound to a model, so they can gate a build but no deployment.");
        }
        Answered answered = new MeasuredModel(
                        request.id(),
                        null,
                        request.subject(),
                        data,
                        collector.threshold(),
                        null,
                        null,
                        Map.of(),
                        () -> NoChecks.because("a predictions file does not hold what the model was fed"),
                        Machine.describe(Map.of(), 1),
                        List.copyOf(warnings),
                        null,
                        null)
                .answered(
                        settled.target(),
                        outcomes,
                        request.metrics(),
                        clock.instant(),
                        recorder,
                        request.rowId(),
                        1,
                        () -> LearntRows.unknown("predictions do not say what their model learnt from"));
        return Analysis.complete(request.analysis(), answered, request.metrics(), baseline -> {
            throw new UserError(
                    baseline + ": is no file of outcomes, and a model can't be asked about the rows of a"
                            + " predictions file. Name the file that validate --outcomes wrote for the baseline's predictions.");
        });
    }

    private boolean isClassification() {
        return settled.target().task().isClassification();
    }

    private int column(String wanted) {
        int position = rows.header().indexOf(wanted);
        if (position < 0) {
            throw new UserError(
                    name + ": there is no column \"" + wanted + "\". " + NearNames.hint(wanted, rows.header()));
        }
        return position;
    }
}

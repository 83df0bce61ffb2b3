package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.Analysis;
import io.jenkins.plugins.mlpipeline.engine.analysis.Answered;
import io.jenkins.plugins.mlpipeline.engine.analysis.IdLikeColumns;
import io.jenkins.plugins.mlpipeline.engine.analysis.RowRecorder;
import io.jenkins.plugins.mlpipeline.engine.check.RowChecks;
import io.jenkins.plugins.mlpipeline.engine.comparison.Fed;
import io.jenkins.plugins.mlpipeline.engine.comparison.LearntRows;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowContent;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowDigest;
import io.jenkins.plugins.mlpipeline.engine.endpoint.AskedColumns;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers.Unreadable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ServedRef;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Evaluates a model behind a server on files of rows, in one pass: requests of some rows each, several under way at a time.
 *
 * <p>Every row is answered, or the validation ends with a sentence that names the rows: none is left out. What was answered only
 * when it was asked again is counted and said.
 */
public final class ServedValidation {
    /** Rows of one request, and cells of them, at most. */
    private static final int MOST_ROWS = 50;

    private static final int MOST_CELLS = 20_000;

    private final ServedRequest served;
    private final ValidationRequest request;
    private final String name;
    private final DataSource source;
    private final RowFiles data;
    private final PredictionTask target;
    private final AskedColumns columns;
    private final TruthReader truth;
    private final RoundedSums rounding;
    private final Collector collector;
    private final ServedReading reading;
    private final RowChecks checks;
    private final RowDigest digest;
    private final IdLikeColumns idLike;
    private final long[] groups;
    /** Notes what an analysis needs of rows; null when nothing is. */
    private final RowRecorder recorder;
    /** The first rows, for the latency. */
    private final List<JsonNode[]> sample = new ArrayList<>();

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong askedAgain = new AtomicLong();
    private long rows;
    /** By file. */
    private final long[] rowsOf;

    private ServedValidation(ServedRequest served, DataSource source, RowFiles data, List<String> features)
            throws IOException {
        this.served = served;
        this.request = served.rows();
        this.name = served.endpoint().shown();
        this.source = source;
        this.data = data;
        this.rowsOf = new long[source.files().size()];
        this.target =
                PredictionTask.declared(name, request.target(), request.target().labels());
        for (CatalogueKey key : request.metrics()) {
            Metrics.requireApplies(key, target.task());
        }
        request.analysis().requireCosts(request.metrics(), target.labels());
        this.columns = AskedColumns.written(
                source.files(), source.format(), source.selection().ignore(), features);
        this.truth = new TruthReader(data.column(source.selection().label()), target);
        this.rounding = RoundedSums.written(data.places());
        this.collector = collector();
        this.reading = new ServedReading(target, request.target(), request.scores(), rounding);
        this.checks = RowCheckSetup.plain(request, null, data.header(), features, List.of(), source, target);
        this.digest = new RowDigest(
                new RowContent(data.header(), data.named(), source.selection().rowId()));
        this.idLike = IdLikeColumns.of(
                data.header(),
                request.analysis().groups() != null,
                source.selection().label(),
                source.selection().rowId());
        this.groups = new long[idLike.width()];
        this.recorder = RowRecorder.of(
                request.analysis(),
                request.metrics(),
                data.name(),
                data.header(),
                data::column,
                source.selection().rowId(),
                Set.of(""));
    }

    /**
     * Runs a validation.
     *
     * @param clock gives the time of the document
     * @throws UserError when the data or the options have to be put right, or a row was not answered
     */
    public static Evaluation run(ServedRequest served, ValidationListener progress, Clock clock) throws IOException {
        ValidationRequest request = served.rows();
        DataSource source = new DataSource(request.data(), request.format(), request.selection());
        try (RowFiles data = source.open()) {
            List<String> chosen = source.features(data);
            if (chosen.isEmpty()) {
                throw new UserError(data.name() + ": there is no column left to predict from.");
            }
            // Lists without names are in the order that the model wants, which only their author knows.
            List<String> features = source.selection().features() == null
                    ? chosen
                    : source.selection().features();
            ServedValidation validation = new ServedValidation(served, source, data, features);
            validation.askAll(progress);
            Answered answered = validation.answered(clock);
            return Analysis.complete(
                    request.analysis(),
                    answered,
                    request.metrics(),
                    baseline -> BaselineRun.answers(request, source, answered.evaluation(), baseline, null, clock));
        }
    }

    private Collector collector() {
        if (!target.task().isClassification()) {
            if (request.threshold() != null || request.scores() != null) {
                throw new UserError("a regression has no scores: leave "
                        + (request.threshold() != null ? "the threshold" : "scores") + " out.");
            }
            return new RegressionCollector(name, data.places());
        }
        return new ClassificationCollector(
                name,
                data.places(),
                target,
                request.target().names(),
                new ScoreOrder(target.labels(), ScoreOrder.Origin.DECLARED, List.of()),
                request.scores(),
                request.threshold(),
                null,
                false,
                rounding);
    }

    private void askAll(ValidationListener progress) throws IOException {
        int capacity = Math.max(1, Math.min(MOST_ROWS, MOST_CELLS / columns.width()));
        Pipeline.run(
                request.threads(),
                () -> new ServedBatch(capacity, checks.newBatch(capacity)),
                this::fill,
                this::ask,
                batch -> {
                    collect(batch);
                    progress.rows(rows);
                });
    }

    private boolean fill(ServedBatch batch) throws IOException {
        batch.clear();
        while (!batch.isFull()) {
            RowCursor row = data.next();
            if (row == null) {
                break;
            }
            add(batch, row);
        }
        return batch.rows() > 0;
    }

    private void add(ServedBatch batch, RowCursor row) {
        int at = batch.rows();
        batch.truth[at] = truth.read(row);
        batch.places[at] = row.place();
        digest.add(digest.content().of(row), digest.content().id(row));
        idLike.look(row, groups, 0);
        idLike.add(groups, 0);
        checks.look(row, batch.truth[at], batch.checks);
        if (recorder != null) {
            recorder.add(row);
        }
        JsonNode[] cells = columns.read(row);
        batch.cells.add(cells);
        if (sample.size() < Latency.SAMPLE_ROWS) {
            sample.add(cells);
        }
    }

    /** Asks the rows of a batch; several threads may, each with its own. */
    private void ask(ServedBatch batch) throws IOException {
        Endpoint.Reply reply;
        try {
            reply = served.endpoint().ask(served.protocol().request(columns.rows(batch.cells)));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (reply instanceof Endpoint.Reply.Unreachable none) {
            throw unanswered(batch, none.reason(), "See that it serves, and validate again.");
        }
        if (reply instanceof Endpoint.Reply.Failed failed) {
            throw unanswered(
                    batch, failed.reason(), "Look into its log; a row that it can't answer is no row to leave out.");
        }
        if (reply instanceof Endpoint.Reply.Refused refused) {
            throw unanswered(
                    batch,
                    refused.reason(),
                    "Check the address, the protocol (" + served.protocol().key()
                            + ") and the columns (features, ignore).");
        }
        Endpoint.Reply.Answer answer = (Endpoint.Reply.Answer) reply;
        requests.incrementAndGet();
        askedAgain.addAndGet(answer.again() > 0 ? 1 : 0);
        try {
            batch.answers = served.protocol().read(answer.body(), batch.rows());
        } catch (Unreadable e) {
            throw unreadable(batch, e);
        }
    }

    private void collect(ServedBatch batch) {
        try {
            collector.add(
                    reading.read(batch.answers, batch.rows()),
                    batch.truth,
                    batch.ofRows(),
                    row -> missing(batch.cells.get(row)));
        } catch (Unreadable e) {
            throw unreadable(batch, e);
        }
        checks.count(batch.checks, batch.truth);
        rows += batch.rows();
        for (int row = 0; row < batch.rows(); row++) {
            rowsOf[RowPlaces.file(batch.places[row])]++;
        }
    }

    private List<String> missing(JsonNode[] cells) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i].isNull()) {
                missing.add(columns.names().get(i));
            }
        }
        return missing;
    }

    private UserError unanswered(ServedBatch batch, String reason, String wayOut) {
        return new UserError(batch.at(data.places()) + ": " + name + " does not answer: " + reason + ". " + wayOut);
    }

    private UserError unreadable(ServedBatch batch, Unreadable problem) {
        return new UserError(batch.at(data.places()) + ": what " + name + " answers is not understood as "
                + served.protocol().key() + ": " + problem.getMessage() + ".");
    }

    private static InterruptedIOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException stopped = new InterruptedIOException("the validation was interrupted");
        stopped.initCause(e);
        return stopped;
    }

    private Answered answered(Clock clock) throws IOException {
        Outcomes outcomes = collector.finish();
        DataRef rowsRef = source.read(data, rowsOf, collector, digest);
        ExpectedDigest.check(data.name(), rowsRef.sha256(), request.expectedSha256());
        Map<String, MetricValue> latency;
        try {
            latency = ServedLatency.measure(served, columns.rows(sample));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        MeasuredModel measured = new MeasuredModel(
                request.id(),
                null,
                served.subject(),
                rowsRef,
                collector.threshold(),
                null,
                null,
                latency,
                () -> checks.finish(data.places()),
                Machine.describe(Map.of(), request.threads()),
                warnings(),
                Fed.written(columns.names(), source.format()),
                new ServedRef(name, served.protocol().key(), requests.get(), askedAgain.get()));
        return measured.answered(
                target,
                outcomes,
                request.metrics(),
                clock.instant(),
                recorder,
                source.selection().rowId(),
                request.threads(),
                () -> LearntRows.unknown("a server does not say what its model learnt from"));
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(collector.warnings());
        if (askedAgain.get() > 0) {
            warnings.add(
                    askedAgain.get() + " of " + requests.get() + " requests were answered only when they were asked"
                            + " again; callers that do not ask again see errors.");
        }
        if (reading.finding() != null) {
            warnings.add(reading.finding());
        }
        idLike.warning().ifPresent(warnings::add);
        if (recorder != null) {
            warnings.addAll(recorder.notes());
        }
        warnings.addAll(data.notes());
        warnings.add(
                served.subject() == null
                        ? "which model answers at " + name
                                + " is not known, so its answers can gate a build but no deployment; declare it with subject."
                        : "that " + served.subject() + " answers at " + name
                                + " is declared and was not compared; verify asks what was deployed.");
        target.warning().ifPresent(warnings::add);
        return List.copyOf(warnings);
    }
}

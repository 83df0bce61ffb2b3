package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.Analysis;
import io.jenkins.plugins.mlpipeline.engine.analysis.Answered;
import io.jenkins.plugins.mlpipeline.engine.analysis.IdLikeColumns;
import io.jenkins.plugins.mlpipeline.engine.analysis.RowRecorder;
import io.jenkins.plugins.mlpipeline.engine.check.Reference;
import io.jenkins.plugins.mlpipeline.engine.check.RowChecks;
import io.jenkins.plugins.mlpipeline.engine.comparison.Fed;
import io.jenkins.plugins.mlpipeline.engine.comparison.FedInput;
import io.jenkins.plugins.mlpipeline.engine.comparison.LearntRows;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlock;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowBlocks;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowContent;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowDigest;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Evaluates a model on files of rows in one pass.
 *
 * <p>Memory: the model, two batches of rows a thread and one, the outcomes (see {@link
 * io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes}), and 8 to 12 bytes a row for the checks.
 */
public final class Validation {
    /** Rows that are predicted at once, and cells of them, at most. */
    private static final int BATCH_ROWS = 4096;

    private static final int BATCH_CELLS = 1 << 20;

    /** Data of more bytes has many rows. */
    private static final long MANY_ROWS_BYTES = 1 << 24;

    private static final double NANOS_PER_MILLI = 1e6;

    private final ValidationRequest request;
    private final LoadedModel model;
    private final DataSource source;
    private final RowFiles data;
    private final PredictionTask target;
    private final BoundModel bound;
    private final FeatureOrder order;
    private final TruthReader truth;
    private final Collector collector;
    private final RowChecks checks;
    private final RowDigest digest;
    private final IdLikeColumns idLike;
    /** Notes what an analysis needs of rows; null when nothing is. */
    private final RowRecorder recorder;
    /** Complete before more than one thread reads rows. */
    private final List<InputBatch> sample = new CopyOnWriteArrayList<>();

    private final List<String> findings = new ArrayList<>();
    private long rows;
    /** By file. */
    private final long[] rowsOf;

    private volatile long firstPredictionNanos;

    /** @param known the rows to compare with where they were read already; else null */
    Validation(ValidationRequest request, LoadedModel model, DataSource source, RowFiles data, Reference known)
            throws IOException {
        this.request = request;
        this.model = model;
        this.source = source;
        this.data = data;
        this.rowsOf = new long[source.files().size()];
        this.target =
                ModelTarget.settle(model.name(), model.manifest(), model.facts(), model.roles(), request.target());
        for (CatalogueKey key : request.metrics()) {
            Metrics.requireApplies(key, target.task());
        }
        request.analysis().requireCosts(request.metrics(), target.labels());
        List<String> features = source.features(data);
        this.order = FeatureOrder.of(request, model, source, data.name(), features);
        this.findings.addAll(order.notes());
        this.bound = model.bind(data.name(), data.header(), features, order.names());
        this.truth = new TruthReader(data.column(source.selection().label()), target);
        this.collector = collector();
        this.checks =
                RowCheckSetup.of(request, model.manifest(), known, data.header(), features, bound, source, target);
        this.digest = new RowDigest(
                new RowContent(data.header(), data.named(), source.selection().rowId()));
        this.idLike = IdLikeColumns.of(
                data.header(),
                request.analysis().groups() != null,
                source.selection().label(),
                source.selection().rowId());
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
     * @throws UserError when the model, the data or the options have to be put right
     */
    public static Evaluation run(ValidationRequest request, ValidationListener progress, Clock clock)
            throws IOException {
        return run(request, null, progress, clock);
    }

    /**
     * Runs a validation of a folder of rows.
     *
     * @param elsewhere where the rows are read and predicted; null: here
     * @param clock gives the time of the document
     * @throws UserError when the model, the data or the options have to be put right
     */
    public static Evaluation run(
            ValidationRequest request, Elsewhere elsewhere, ValidationListener progress, Clock clock)
            throws IOException {
        Run run = answers(request, elsewhere, false, progress, clock);
        return Analysis.complete(
                request.analysis(),
                run.answered,
                request.metrics(),
                baseline -> BaselineRun.answers(
                        request, run.source, run.answered.evaluation(), baseline, elsewhere, clock));
    }

    /**
     * A run of a model.
     *
     * @param answered its answers on all rows
     * @param source where the rows came from
     */
    record Run(Answered answered, DataSource source) {}

    /** Runs the model, which may be the baseline's. */
    static Run answers(
            ValidationRequest request, Elsewhere elsewhere, boolean baseline, ValidationListener progress, Clock clock)
            throws IOException {
        PeakMemory memory = PeakMemory.begin();
        try (LoadedModel model = open(request)) {
            DataSource source = DataSource.of(request, model.manifest());
            try (RowFiles data = source.open()) {
                Validation validation = new Validation(request, model, source, data, null);
                if (elsewhere == null) {
                    validation.predictAll(progress);
                } else {
                    validation.takeAll(elsewhere, baseline, progress);
                }
                Answered answered = validation.answered(clock, memory.end());
                return new Run(validation.knowingInputs(answered, progress), source);
            }
        }
    }

    private static LoadedModel open(ValidationRequest request) throws IOException {
        long bytes = 0;
        for (Path file : request.data()) {
            bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        boolean large = bytes > MANY_ROWS_BYTES;
        return LoadedModel.open(request.model(), request.threads(), request.allowTorchscript(), large);
    }

    /** The answers, with what the model relies on where that is asked for. */
    private Answered knowingInputs(Answered answered, ValidationListener progress) throws IOException {
        int repeats = request.analysis().importance();
        if (repeats == 0) {
            return answered;
        }
        InputImportance inputs = new InputImportance(
                model, bound, source, data.header(), source.digest(data), target, this::collector, request.threads());
        return answered.with(
                inputs.of(answered.outcomes(), repeats, request.analysis().seed(), progress));
    }

    private Collector collector() {
        if (!target.task().isClassification()) {
            if (request.threshold() != null || request.scores() != null) {
                throw new UserError("a regression has no scores: leave "
                        + (request.threshold() != null ? "the threshold" : "scores") + " out.");
            }
            return new RegressionCollector(model.name(), data.places());
        }
        return ClassificationCollector.ofModel(
                model, data.places(), target, request.target(), request.scores(), request.threshold());
    }

    private void predictAll(ValidationListener progress) throws IOException {
        int capacity = capacity();
        RowBlocks blocks = data.blocks(capacity);
        Pipeline.run(
                request.threads(),
                () -> newBatch(blocks, capacity),
                batch -> fill(batch, blocks),
                this::work,
                batch -> {
                    use(batch);
                    progress.rows(rows);
                });
    }

    private RowBatch newBatch(RowBlocks blocks, int capacity) {
        return new RowBatch(
                blocks.newBlock(), bound.newBatch(capacity), checks.newBatch(capacity), capacity, idLike.width());
    }

    /** Counts a batch; in the order of the rows, by one thread. */
    private void use(RowBatch batch) {
        if (batch.rows() == 0) {
            return;
        }
        collect(batch, collector);
        checks.count(batch.checks, batch.truth);
        for (int row = 0; row < batch.rows(); row++) {
            digest.add(batch.contents[row], batch.ids[row]);
            idLike.add(batch.groups, row * idLike.width());
            rowsOf[RowPlaces.file(batch.places[row])]++;
        }
        rows += batch.rows();
    }

    private void collect(RowBatch batch, Collector into) {
        into.add(batch.answers, batch.truth, batch.places, row -> batch.input.missing(row, data.header()));
    }

    /** Counts what others read and predicted, file by file, as if it had been read here. */
    private void takeAll(Elsewhere elsewhere, boolean baseline, ValidationListener progress) throws IOException {
        elsewhere.begin(data.header());
        int capacity = capacity();
        RowBatch batch = settle(capacity);
        Map<String, String> digests = new HashMap<>();
        long before = 0;
        for (int part = 0; part < elsewhere.parts().size(); part++) {
            String name = elsewhere.parts().get(part);
            try (DataInputStream in = elsewhere.answers(part, baseline)) {
                requireSameEvaluation(in.readBoolean(), name);
                for (int count = in.readInt(); count > 0; count = in.readInt()) {
                    batch.take(count, in, before);
                    use(batch);
                }
                if (recorder != null) {
                    recorder.take(in, before);
                }
                data.take(in, before);
                before += in.readLong();
                digests.put(name, Texts.read(in));
            }
            progress.rows(rows);
        }
        data.end(Digest.ofListing(digests));
    }

    /** Our own evaluation of trees and ONNX Runtime may differ in a score's last digit. */
    private void requireSameEvaluation(boolean isHastened, String part) {
        if (!sample.isEmpty() && isHastened != model.isHastened()) {
            throw new UserError(data.name() + ": " + part + ": the model's trees were evaluated "
                    + (isHastened ? "by our own code" : "by ONNX Runtime") + " there and "
                    + (model.isHastened() ? "by our own code" : "by ONNX Runtime")
                    + " here, because the processors differ, so scores could differ in their last digit. Validate where all"
                    + " machines have processors of one kind.");
        }
    }

    /** Reads the first rows, and lets them decide who evaluates trees; what is asked of rows is not noted here. */
    RowBatch settle(int capacity) throws IOException {
        RowBlocks blocks = data.blocks(capacity);
        RowBatch batch = newBatch(blocks, capacity);
        while (sample.size() < Latency.SAMPLE_ROWS && next(batch, blocks)) {
            begin(batch, blocks, null);
        }
        return batch;
    }

    /** Whether there was a row to {@link #settle} by. */
    boolean isSettled() {
        return !sample.isEmpty();
    }

    /** Reads and predicts all rows, and writes what {@link #takeAll} needs of them. */
    void giveAll(DataOutput out) throws IOException {
        RowBlocks blocks = data.blocks(capacity());
        long first = blocks.line();
        RowBatch batch = newBatch(blocks, capacity());
        out.writeBoolean(model.isHastened());
        while (next(batch, blocks)) {
            read(batch, recorder, false);
            work(batch);
            if (batch.rows() > 0) {
                // All is counted where it is taken; what is wrong with an answer is said best where its row is at hand.
                collect(batch, collector());
                batch.give(checks, out);
            }
        }
        out.writeInt(0);
        if (recorder != null) {
            recorder.give(out);
        }
        data.give(out);
        out.writeLong(blocks.line() - first);
        Texts.write(out, source.digest(data));
    }

    PredictionTask target() {
        return target;
    }

    Reference reference() {
        return checks.reference();
    }

    int capacity() {
        return bound.fixedRows() > 0 ? bound.fixedRows() : batchRows();
    }

    private int batchRows() {
        return Math.min(BATCH_ROWS, Math.max(1, BATCH_CELLS / data.header().size()));
    }

    private boolean fill(RowBatch batch, RowBlocks blocks) throws IOException {
        if (!next(batch, blocks)) {
            return false;
        }
        // What is noted of rows, and the first ones, are in the order of the file.
        if (recorder != null || sample.size() < Latency.SAMPLE_ROWS) {
            begin(batch, blocks, recorder);
        }
        return true;
    }

    /** Puts the text of the next rows into a batch; false when there is none. */
    private static boolean next(RowBatch batch, RowBlocks blocks) throws IOException {
        batch.clear();
        CsvBlock text = blocks.next(batch.text);
        if (text == null) {
            return false;
        }
        batch.text = text;
        return true;
    }

    private void begin(RowBatch batch, RowBlocks blocks, RowRecorder noting) throws IOException {
        boolean first = sample.isEmpty();
        read(batch, noting, true);
        if (first && batch.rows() > 0) {
            begin(batch.input, !blocks.ended());
        }
    }

    /** Reads the rows of a batch, unless that was done, and predicts them. */
    private void work(RowBatch batch) throws IOException {
        if (!batch.read) {
            read(batch, recorder, false);
        }
        if (batch.rows() > 0) {
            batch.answers = model.predict(batch.input);
        }
    }

    /**
     * @param noting what notes the rows; null for nothing
     * @param sampling whether rows are kept to measure with, until there are enough
     */
    private void read(RowBatch batch, RowRecorder noting, boolean sampling) throws IOException {
        batch.read = true;
        CsvBlock row = batch.text;
        while (row.next()) {
            int at = batch.rows();
            batch.truth[at] = truth.read(row);
            batch.places[at] = row.place();
            batch.contents[at] = digest.content().of(row);
            batch.ids[at] = digest.content().id(row);
            idLike.look(row, batch.groups, at * idLike.width());
            batch.input.add(row);
            checks.look(row, batch.truth[at], batch.checks);
            if (noting != null) {
                noting.add(row);
            }
            if (sampling && sample.size() < Latency.SAMPLE_ROWS) {
                InputBatch one = bound.newBatch(1);
                one.add(row);
                sample.add(one);
            }
        }
    }

    /** Before anything else is predicted. */
    private void begin(InputBatch first, boolean more) {
        firstPredictionNanos = Latency.once(model, sample.get(0));
        if (more) {
            model.hasten(bound, first).ifPresent(findings::add);
        }
    }

    private Answered answered(Clock clock, MetricValue memory) {
        Outcomes outcomes = collector.finish();
        DataRef rowsRef = source.read(data, rowsOf, collector, digest);
        ExpectedDigest.check(data.name(), rowsRef.sha256(), request.expectedSha256());
        ModelManifest manifest = model.manifest();
        MeasuredModel measured = new MeasuredModel(
                request.id(),
                model.ref().fed(order.ofTensor()),
                null,
                rowsRef,
                collector.threshold(),
                manifest == null ? null : trainingCounts(manifest),
                manifest == null ? null : trainingMean(manifest),
                cost(memory),
                () -> checks.finish(data.places()),
                Machine.describe(model.engines(), request.threads()),
                warnings(),
                fed(),
                null);
        return measured.answered(
                target,
                outcomes,
                request.metrics(),
                clock.instant(),
                recorder,
                source.selection().rowId(),
                request.threads(),
                this::learnt);
    }

    /** What the model was fed, for those who ask a server of the same model. */
    private Fed fed() {
        List<FedInput> inputs = bound.plans().stream()
                .map(plan -> new FedInput(
                        plan.input().name(),
                        plan.input().kind().datatype(),
                        plan.columns().stream().map(data.header()::get).toList(),
                        plan.schema() != null && plan.schema().categories() != null ? true : null))
                .toList();
        return new Fed(inputs, source.format().dateColumns(), source.format().missing());
    }

    private LearntRows learnt() {
        BitSet learnt = checks.learntFrom();
        return learnt == null ? LearntRows.unknown(checks.learntUnknown()) : new LearntRows(learnt, null);
    }

    private long[] trainingCounts(ModelManifest manifest) {
        Map<String, Long> counts = manifest.training().labelCounts();
        return target.labels() == null || counts == null || !counts.keySet().containsAll(target.labels())
                ? null
                : target.labels().stream().mapToLong(counts::get).toArray();
    }

    private static Double trainingMean(ModelManifest manifest) {
        Profile profile = manifest.training().profile();
        return profile == null || profile.label() == null
                ? null
                : profile.label().mean();
    }

    private Map<String, MetricValue> cost(MetricValue memory) {
        Map<String, MetricValue> cost = new LinkedHashMap<>(Latency.measure(model, sample));
        cost.put(
                Metric.COLD_START_MS.key(),
                MetricValue.of((model.loadNanos() + firstPredictionNanos) / NANOS_PER_MILLI, 1));
        cost.put(
                Metric.MODEL_SIZE_BYTES.key(),
                MetricValue.of(model.ref().sizeBytes().doubleValue(), 1));
        cost.put(Metric.PEAK_MEMORY_BYTES.key(), memory);
        String machine = Machine.name();
        cost.replaceAll((key, value) -> key.equals(Metric.MODEL_SIZE_BYTES.key()) || value.value() == null
                ? value
                : value.noting("on " + machine));
        return cost;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(collector.warnings());
        warnings.addAll(bound.warnings());
        warnings.addAll(findings);
        idLike.warning().ifPresent(warnings::add);
        if (recorder != null) {
            warnings.addAll(recorder.notes());
        }
        warnings.addAll(data.notes());
        if (model.manifest() != null && model.manifest().training().notes() != null) {
            model.manifest().training().notes().forEach(note -> warnings.add(Analysis.IN_TRAINING + note));
        }
        if (model.manifest() != null
                && model.manifest().training().weights() != null
                && request.analysis().weights() == null) {
            warnings.add("the model learnt from rows with weights (column \""
                    + model.manifest().training().weights().column()
                    + "\"), and here each row counts the same. If these rows stand for more or fewer, too, name their column"
                    + " (validate.weights, --weights).");
        }
        if (model.manifest() == null && !bound.unused().isEmpty()) {
            warnings.add("the model does not take the columns " + String.join(", ", bound.unused()) + ".");
        }
        target.warning().ifPresent(warnings::add);
        return List.copyOf(warnings);
    }
}

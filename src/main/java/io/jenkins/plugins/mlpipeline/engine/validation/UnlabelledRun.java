package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.check.ColumnBins;
import io.jenkins.plugins.mlpipeline.engine.check.ColumnCounts;
import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.LongColumn;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlock;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlocks;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowContent;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowDigest;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model answers on rows of which nobody knows the truth yet, and what these rows look like beside those that it learnt
 * from. Memory: the model, a batch, and 24 bytes and a number for each score a row.
 */
public final class UnlabelledRun {
    /** The most rows that are looked at. */
    public static final long MOST_ROWS = 20_000_000;

    /** A column of this name marks requests that were sent to try the model: they are no traffic. */
    public static final String TRIAL = "x-ml-pipeline-verify";

    private static final int BATCH_ROWS = 4096;
    private static final int BATCH_CELLS = 1 << 20;

    private final LoadedModel model;
    private final CsvFormat format;
    private final String rowId;
    private final Collector collector;
    private final PredictionTask target;
    private final Listener listener;
    private final boolean judged;
    private final ColumnCounts counts;
    private final LongColumn ids = new LongColumn();
    private RowDigest digest;
    private long rows;
    private long trials;

    private UnlabelledRun(
            LoadedModel model,
            RowPlaces places,
            Profile profile,
            CsvFormat format,
            String rowId,
            Double threshold,
            boolean judged,
            Listener listener) {
        this.model = model;
        this.judged = judged;
        this.listener = listener;
        ModelManifest manifest = model.manifest();
        TargetOptions options = new TargetOptions(null, null, null);
        this.target = ModelTarget.settle(model.name(), manifest, model.facts(), model.roles(), options);
        this.format = manifest.reading(format);
        this.rowId = rowId;
        this.counts = new ColumnCounts(manifest.columns(), profile);
        this.collector = target.task().isClassification()
                ? ClassificationCollector.ofModel(model, places, target, options, null, threshold)
                : new RegressionCollector(model.name(), places);
    }

    /** Hears of each row of a model that predicts numbers. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A row.
         *
         * @param bins of its cells, one for each column that is counted
         * @param answer what the model predicts
         * @param truth the true number; 0 where nobody knows it
         */
        void row(int[] bins, double answer, double truth);
    }

    /**
     * What was seen.
     *
     * @param bins the columns that were counted
     * @param counts rows by column and bin
     * @param unknown columns of which training left nothing to compare with
     * @param answers what the model answered, the truth of each row being made up; null without any row
     * @param ids hashes of the cells that name the rows, in the order of the answers; empty when none do
     * @param rows number of rows
     * @param trials rows that were left out because they were sent to try the model
     * @param digest {@code sha256:<hex>} of the rows in whatever order; null without any file
     */
    public record Seen(
            List<ColumnBins> bins,
            Map<String, long[]> counts,
            List<String> unknown,
            Outcomes answers,
            long[] ids,
            long rows,
            long trials,
            String digest) {}

    /**
     * Asks the model.
     *
     * @param model a loaded package
     * @param name what to call the rows in messages
     * @param files files of rows, each with all columns that the model takes
     * @param rowId the column that names a row; null when none does
     * @param threshold the score from which the positive label is predicted; null for the model's own rule
     * @throws UserError when the package has no profile, or a file can't be used
     */
    public static Seen of(
            LoadedModel model, String name, List<Path> files, CsvFormat format, String rowId, Double threshold)
            throws IOException {
        return heard(model, name, files, format, rowId, threshold, false, null);
    }

    /** @throws UserError when the package does not say what the rows that it learnt from look like */
    public static void requireProfile(LoadedModel model) {
        if (model.manifest() == null || model.manifest().training().profile() == null) {
            throw new UserError(model.name() + ": does not say what the rows that it learnt from look like, so that"
                    + " nothing can be compared with them. Name a model package that \"ml-pipeline train\" wrote.");
        }
    }

    /**
     * The same, row by row.
     *
     * @param judged whether the rows have their truth, in the model's label column; those without it are left out
     * @param listener hears of each row; null for none
     * @throws UserError as above, and when a truth is none
     */
    public static Seen heard(
            LoadedModel model,
            String name,
            List<Path> files,
            CsvFormat format,
            String rowId,
            Double threshold,
            boolean judged,
            Listener listener)
            throws IOException {
        requireProfile(model);
        RowPlaces places = files.isEmpty()
                ? RowPlaces.of(name)
                : new RowPlaces(files.stream().map(Path::toString).toList());
        UnlabelledRun run = new UnlabelledRun(
                model, places, model.manifest().training().profile(), format, rowId, threshold, judged, listener);
        for (int i = 0; i < files.size(); i++) {
            try (CsvCursor data = CsvCursor.open(files.get(i), run.format)) {
                run.file(data, i);
            }
        }
        return new Seen(
                run.counts.bins(),
                run.counts.counts(),
                run.counts.unknown(),
                run.rows == 0 ? null : run.collector.finish(),
                rowId == null ? new long[0] : values(run.ids),
                run.rows,
                run.trials,
                run.digest == null ? null : run.digest.digest());
    }

    private static long[] values(LongColumn column) {
        long[] values = new long[column.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.get(i);
        }
        return values;
    }

    private void file(CsvCursor data, int number) throws IOException {
        List<String> header = data.header();
        List<String> features = new ArrayList<>(header);
        features.remove(model.manifest().label());
        int label = judged ? data.column(model.manifest().label()) : -1;
        TruthReader truth = judged ? new TruthReader(label, target) : null;
        if (rowId != null) {
            data.column(rowId);
            features.remove(rowId);
        }
        int trial = header.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf(TRIAL);
        if (trial >= 0) {
            features.remove(header.get(trial));
        }
        BoundModel bound = model.bind(data.name(), header, features, features);
        List<String> columns =
                model.manifest().columns().stream().map(Column::name).toList();
        int capacity = bound.fixedRows() > 0
                ? bound.fixedRows()
                : Math.min(BATCH_ROWS, Math.max(1, BATCH_CELLS / header.size()));
        RowContent content = new RowContent(header, data.named(), rowId);
        if (digest == null) {
            digest = new RowDigest(content);
        }
        counts.begin(bound.named(header, columns), capacity);
        CsvBlocks blocks = data.blocks(capacity);
        CsvBlock block = blocks.newBlock();
        InputBatch batch = bound.newBatch(capacity);
        long[] places = new long[capacity];
        double[] truths = new double[capacity];
        while (blocks.next(block)) {
            batch.clear();
            while (block.next()) {
                if (trial >= 0 && !block.isMissing(trial)) {
                    trials++;
                    continue;
                }
                if (judged && block.isMissing(label)) {
                    continue;
                }
                truths[batch.rows()] = judged ? truth.read(block) : 0;
                places[batch.rows()] = RowPlaces.of(number, block.line());
                counts.look(block);
                long id = content.id(block);
                digest.add(content.of(block), id);
                ids.add(id);
                batch.add(block);
            }
            predict(batch, truths, places, header, data.name());
            counts.count();
        }
        counts.end();
    }

    private void predict(InputBatch batch, double[] truths, long[] places, List<String> header, String file) {
        if (batch.rows() == 0) {
            return;
        }
        rows += batch.rows();
        if (rows > MOST_ROWS) {
            throw new UserError(file + ": with it there are more than " + MOST_ROWS
                    + " rows, which is more than a look takes. Give it a sample.");
        }
        // Where nobody knows the truth it is made up: nothing that depends on it is asked for.
        BatchAnswers answers = model.predict(batch);
        collector.add(answers, truths, places, row -> batch.missing(row, header));
        for (int row = 0; row < answers.rows() && listener != null; row++) {
            listener.row(counts.bins(row), answers.numbers()[row], truths[row]);
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import io.jenkins.plugins.mlpipeline.engine.runtime.Natives;
import io.jenkins.plugins.mlpipeline.engine.runtime.Platform;
import io.jenkins.plugins.mlpipeline.engine.training.LearningElsewhere;
import io.jenkins.plugins.mlpipeline.engine.training.LearntData;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.FeatureCuts;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.CategoryEncoding;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * The files of a folder, read and learnt from by Spark's executors. Every executor must see the folder under the path that this
 * machine sees it under; libraries go with the application.
 *
 * <p>Memory here: see {@link Survey}. Disk here: what a few files are, and the rows that are kept back.
 */
public final class SparkTraining implements LearningElsewhere, AutoCloseable {
    /** Most rows that cuts and the profile are found on, as scikit-learn's HistGradientBoosting has it. */
    private static final int SAMPLED = 200_000;

    private final SparkRequest spark;
    private final Path submit;
    private final Natives kind;
    private final TrainingRequest request;
    private final TrainingTask task;
    private final TemporaryFolder folder;
    private final Path answers;
    private SparkProcess process;
    private TrainingPlan plan;
    private Preprocessing preprocessing;

    private SparkTraining(
            SparkRequest spark,
            Path submit,
            Natives kind,
            TrainingRequest request,
            TrainingTask task,
            TemporaryFolder folder)
            throws IOException {
        this.spark = spark;
        this.submit = submit;
        this.kind = kind;
        this.request = request;
        this.task = task;
        this.folder = folder;
        this.answers = Files.createDirectories(folder.folder().resolve("answers"));
    }

    /**
     * Looks what is to be done; nothing is started.
     *
     * @param temporary for the folder of what is shipped and answered
     * @throws UserError when there is no Spark, the rows are no folder, or what is asked for can't be done on Spark
     */
    public static SparkTraining of(SparkRequest spark, TrainingRequest request, Path temporary) throws IOException {
        requirePossible(request);
        return of(spark, request, temporary, SparkRequest.submit(System.getenv()), SAMPLED);
    }

    /** The same with a command that submits applications, and another size of the sample. */
    static SparkTraining of(SparkRequest spark, TrainingRequest request, Path temporary, Path submit, int sampled)
            throws IOException {
        requirePossible(request);
        Path data = request.source().data();
        List<String> parts = SparkRequest.parts(data);
        CsvFormat format = request.source()
                .format()
                .withDateColumns(request.source().selection().dateForms());
        List<String> header;
        try (CsvCursor first = CsvCursor.open(data, format)) {
            header = first.header();
        }
        TrainingTask task = new TrainingTask(
                data.toAbsolutePath().toString(),
                parts,
                header,
                request.source().format(),
                request.source().selection(),
                request.predicted().task(),
                request.predicted().labels(),
                request.holdout()
                        .split()
                        .named(request.source().selection().rowId())
                        .column(),
                request.holdout().testSize(),
                sampled);
        return new SparkTraining(
                spark,
                submit,
                ShippedLibraries.kind(Platform.current()),
                request,
                task,
                TemporaryFolder.in(temporary, "ml-pipeline-spark-"));
    }

    /** @throws UserError that names what Spark does not do, and what to do */
    static void requirePossible(TrainingRequest request) {
        Algorithm algorithm = request.method().algorithm();
        if (algorithm != Algorithm.GRADIENT_BOOSTING) {
            throw new UserError("engine is spark, on which gradient_boosting alone learns, and the algorithm is "
                    + algorithm.key()
                    + ". Say algorithm: gradient_boosting (--algorithm), or leave engine out: one agent"
                    + " learns all.");
        }
        SplitSpec split = request.holdout().split();
        if (request.holdout().testData() != null) {
            throw impossible("testData is given", "Have rows kept back by split: hash");
        }
        if (split.kind() != SplitSpec.Kind.HASH) {
            throw impossible(
                    "rows are to be kept back by split: "
                            + split.kind().name().toLowerCase(Locale.ROOT)
                            + ", which has to see all rows",
                    "Say split: hash, or hash:COLUMN (--split): each row decides for itself");
        }
        if (request.source().selection().weights() != null) {
            throw impossible("weights are given", "Leave weights out");
        }
        if (request.method().threshold() != null) {
            throw impossible(
                    "a threshold is to be chosen, for which models would be cross-validated",
                    "Leave threshold out, and give one to validate");
        }
        Object many = request.method().hyperparameters().get(Common.MANY_CATEGORIES.name());
        if (many != null && ManyCategories.of(many) == ManyCategories.FREQUENT) {
            throw impossible(
                    "many_categories is frequent, for which all rows are counted", "Say many_categories: hash");
        }
    }

    private static UserError impossible(String what, String instead) {
        return new UserError(
                "engine is spark, and " + what + ", which is not done there. " + instead + ", or leave engine out.");
    }

    @Override
    public LearntData read(Progress progress) throws IOException {
        begin();
        Survey survey = new Survey(task);
        Path holdout = folder.folder().resolve("holdout.csv");
        try (OutputStream kept = new BufferedOutputStream(Files.newOutputStream(holdout))) {
            for (int part = 0; part < task.parts().size(); part++) {
                try (DataInputStream in = answer(part)) {
                    survey.add(in, kept);
                }
                taken(part);
                progress.step(part + 1, task.parts().size());
            }
        }
        plan(survey);
        Labels labels = survey.learnt().labels(plan.label(), plan.task(), plan.labels());
        Table sample = survey.learnt().table(plan.dictionaries());
        plan = plan.with(cuts(survey, sample));
        List<String> warnings = new ArrayList<>(survey.warnings());
        if (survey.learnt().rows() < survey.rows()) {
            warnings.add("the profile of the training rows, and where trees may split, are those of " + sample.rows()
                    + " rows that their hashes drew.");
        }
        CsvFormat format = request.source().format();
        return new LearntData(
                survey.digest(),
                survey.rows() + survey.keptBack(),
                labels,
                survey.rows(),
                survey.labelCounts(),
                survey.columns(),
                Profile.of(sample, labels),
                survey.rowSet(),
                survey.kept().table(null),
                survey.keptBack(),
                survey.delimiter() == null ? format : format.withDelimiter(survey.delimiter()),
                file -> AtomicFiles.write(file, out -> Files.copy(holdout, out)),
                null,
                warnings,
                warnings);
    }

    private void begin() throws IOException {
        Path shipped = Files.createDirectories(folder.folder().resolve("shipped"));
        ShippedLibraries libraries = ShippedLibraries.of(
                System.getProperty("java.class.path"), kind, folder.folder().resolve("jars"), false, true);
        List<Path> files = new ArrayList<>(libraries.jars());
        Path document = shipped.resolve(TrainingTask.FILE);
        Json.write(document, task);
        files.add(document);
        Path temporary = Files.createDirectories(folder.folder().resolve("spark"));
        process = SparkProcess.start(
                submit,
                SparkWork.TRAINING,
                spark,
                libraries,
                files,
                answers,
                temporary,
                task.parts().size());
    }

    /** What is to be learnt, but for the cuts. */
    private void plan(Survey survey) {
        Task settled = survey.task();
        List<List<String>> categories = survey.categories();
        for (int column = 0; column < categories.size(); column++) {
            requireFits(survey.names().get(column), categories.get(column));
        }
        plan = new TrainingPlan(
                task.selection().label(),
                settled,
                survey.labelNames(),
                survey.labelCounts() == null
                        ? null
                        : survey.labelCounts().values().stream()
                                .mapToDouble(Long::doubleValue)
                                .toArray(),
                survey.scale(),
                survey.names(),
                survey.types(),
                categories,
                new LinkedHashMap<>(request.method().hyperparameters()),
                request.seed(),
                null,
                survey.rows(),
                survey.trained(),
                survey.digests());
        preprocessing = plan.preprocessing();
    }

    private void requireFits(String column, List<String> categories) {
        Object many = request.method().hyperparameters().get(Common.MANY_CATEGORIES.name());
        boolean hashes = many != null && ManyCategories.of(many) == ManyCategories.HASH;
        if (categories.size() > Preprocessing.MOST_ORDINALS && !hashes) {
            throw impossible(
                    "column \"" + column + "\" has " + categories.size() + " categories, more than "
                            + Preprocessing.MOST_ORDINALS + ", and many_categories is target",
                    "Say many_categories: hash (--many-categories), or name the column in ignore");
        }
    }

    private FeatureCuts cuts(Survey survey, Table sample) {
        List<String> numbers = preprocessing.numbers().names();
        float[] greatest = new float[preprocessing.width()];
        int[] ordinals = new int[greatest.length];
        for (int feature = 0; feature < numbers.size(); feature++) {
            Preprocessing.requireFloats(
                    numbers.get(feature), survey.lower(numbers.get(feature)), survey.upper(numbers.get(feature)));
            greatest[feature] = (float) survey.upper(numbers.get(feature));
        }
        int feature = numbers.size();
        for (CategoryEncoding category : preprocessing.categories()) {
            if (category.width() > 0) {
                ordinals[feature] = Math.min(
                        Preprocessing.MOST_ORDINALS, category.categories().size());
                greatest[feature] = ordinals[feature] - 1f;
                feature++;
            }
        }
        return FeatureCuts.of(
                preprocessing.over(sample).encode(),
                sample.rows() == survey.rows(),
                greatest,
                ordinals,
                plan.inForce().whole("max_bins"));
    }

    @Override
    public FittedModel fit() throws IOException {
        byte[] document = Json.write(plan).getBytes(StandardCharsets.UTF_8);
        long useful = Arrays.stream(plan.trained()).filter(rows -> rows > 0).count();
        Files.write(
                answers.resolve("plan"),
                ByteBuffer.allocate(Integer.BYTES + document.length)
                        .putInt((int) useful)
                        .put(document)
                        .array());
        process.planned();
        int last = task.parts().size();
        try (DataInputStream in = answer(last)) {
            FittedModel model = plan.boosting().model(SharedTrees.read(in), preprocessing);
            taken(last);
            return model;
        }
    }

    private DataInputStream answer(int part) throws IOException {
        process.await(part);
        Path answer = answers.resolve(Integer.toString(part));
        return ExecutorAnswer.open(answer);
    }

    private void taken(int part) throws IOException {
        Files.delete(answers.resolve(Integer.toString(part)));
        process.taken();
    }

    @Override
    public void close() {
        try {
            if (process != null) {
                process.close();
            }
        } finally {
            folder.close();
        }
    }
}

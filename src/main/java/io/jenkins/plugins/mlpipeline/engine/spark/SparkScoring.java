package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.runtime.Natives;
import io.jenkins.plugins.mlpipeline.engine.runtime.Platform;
import io.jenkins.plugins.mlpipeline.engine.validation.Elsewhere;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;

/**
 * The files of a folder, read and predicted by Spark's executors. Every executor must see the folder under the path that this
 * machine sees it under; models and libraries go with the application.
 *
 * <p>Memory here: that of a validation without Spark. Disk here: the answers of a few files; with a baseline those of the
 * baseline on all rows, since they are counted behind the candidate's.
 */
public final class SparkScoring implements Elsewhere, AutoCloseable {
    private static final String MODEL = "ml-pipeline-model.zip";
    private static final String BASELINE = "ml-pipeline-baseline.zip";

    private final SparkRequest spark;
    private final Path submit;
    private final Natives kind;
    private final ValidationRequest request;
    private final Path baseline;
    private final List<String> parts;
    private final TemporaryFolder folder;
    private final Path answers;
    /** Null until it began. */
    private SparkProcess process;

    private SparkScoring(
            SparkRequest spark,
            Path submit,
            Natives kind,
            ValidationRequest request,
            Path baseline,
            List<String> parts,
            TemporaryFolder folder)
            throws IOException {
        this.spark = spark;
        this.submit = submit;
        this.kind = kind;
        this.request = request;
        this.baseline = baseline;
        this.parts = parts;
        this.folder = folder;
        this.answers = Files.createDirectories(folder.folder().resolve("answers"));
    }

    /**
     * Looks what is to be done; nothing is started.
     *
     * @param temporary for the folder of what is shipped and answered
     * @throws UserError when there is no Spark, or the rows are no folder
     */
    public static SparkScoring of(SparkRequest spark, ValidationRequest request, Path temporary) throws IOException {
        return of(spark, request, temporary, SparkRequest.submit(System.getenv()));
    }

    /** The same with a command that submits applications. */
    static SparkScoring of(SparkRequest spark, ValidationRequest request, Path temporary, Path submit)
            throws IOException {
        if (request.data().isEmpty()) {
            throw new UserError(
                    "engine is spark, which reads a folder of Parquet or CSV files, and no data is given. Name the"
                            + " folder (--data, validate.data), or leave engine out.");
        }
        if (request.data().size() > 1) {
            throw new UserError("engine is spark, which reads one folder of Parquet or CSV files, and "
                    + request.data().size() + " are given (" + RowPlaces.named(request.data())
                    + "). Put the files into one folder, or leave engine out.");
        }
        Path data = request.data().get(0);
        List<String> parts = SparkRequest.parts(data);
        return new SparkScoring(
                spark,
                submit,
                ShippedLibraries.kind(Platform.current()),
                request,
                request.analysis().baselineModel(),
                parts,
                TemporaryFolder.in(temporary, "ml-pipeline-spark-"));
    }

    @Override
    public List<String> parts() {
        return parts;
    }

    @Override
    public void begin(List<String> header) throws IOException {
        if (process != null) {
            return;
        }
        Path shipped = Files.createDirectories(folder.folder().resolve("shipped"));
        ShippedLibraries libraries = ShippedLibraries.of(
                System.getProperty("java.class.path"),
                kind,
                folder.folder().resolve("jars"),
                request.allowTorchscript(),
                false);
        List<Path> files = new ArrayList<>(libraries.jars());
        files.addAll(libraries.natives());
        files.add(model(request.model(), shipped.resolve(MODEL)));
        if (baseline != null) {
            files.add(model(baseline, shipped.resolve(BASELINE)));
        }
        Path reference = request.reference() == null
                ? null
                : shipped.resolve("reference-" + request.reference().getFileName());
        if (reference != null) {
            Files.copy(request.reference(), reference);
            files.add(reference);
        }
        ScoringTask task = new ScoringTask(
                request.ofRows(),
                request.metrics().stream().map(CatalogueKey::toString).toList(),
                MODEL,
                baseline == null ? null : BASELINE,
                baseline == null ? null : baseline.toString(),
                reference == null ? null : String.valueOf(reference.getFileName()),
                parts,
                header);
        Path document = shipped.resolve(ScoringTask.FILE);
        Json.write(document, task);
        files.add(document);
        Path temporary = Files.createDirectories(folder.folder().resolve("spark"));
        process = SparkProcess.start(
                submit, SparkWork.SCORING, spark, libraries, files, answers, temporary, parts.size());
    }

    private static Path model(Path model, Path into) throws IOException {
        ShippedModel.pack(model, into);
        return into;
    }

    @Override
    public DataInputStream answers(int part, boolean ofBaseline) throws IOException {
        if (!ofBaseline) {
            process.await(part);
        }
        Path answer = answers.resolve(Integer.toString(part));
        boolean isLast = ofBaseline || baseline == null;
        DataInputStream in = ExecutorAnswer.open(answer);
        long ours = in.readInt();
        if (ofBaseline) {
            in.skipNBytes(ours);
        }
        return new DataInputStream(
                new BufferedInputStream(new Taken(new InflaterInputStream(in), answer, isLast, !ofBaseline)));
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

    /** An answer that is counted when it is closed. */
    private final class Taken extends FilterInputStream {
        private final Path answer;
        private final boolean isLast;
        private final boolean isNews;

        Taken(InputStream in, Path answer, boolean isLast, boolean isNews) {
            super(in);
            this.answer = answer;
            this.isLast = isLast;
            this.isNews = isNews;
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (isLast) {
                Files.deleteIfExists(answer);
            }
            if (isNews) {
                process.taken();
            }
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import io.jenkins.plugins.mlpipeline.engine.runtime.LinkProblems;
import io.jenkins.plugins.mlpipeline.engine.runtime.NativePreflight;
import io.jenkins.plugins.mlpipeline.engine.runtime.Platform;
import io.jenkins.plugins.mlpipeline.engine.training.Training;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks whether this machine can do the work: Java, the platform and the folder for temporary files, by the same code that the
 * worker asks before it starts; then a small model of each kind is trained, exported, run and held against what it must answer,
 * so that every native library is loaded and used.
 */
public final class Doctor {
    /** The oldest Java that runs the engine. */
    private static final int OLDEST_JAVA = 17;

    /** A model of texts, whose operator asks for a locale: it answers its input in small letters. */
    private static final String TEXT_MODEL = "doctor-text.onnx";

    private static final int ROWS = 80;
    private static final double RIGHT = 0.9;

    /**
     * What one check found.
     *
     * @param name what was looked at
     * @param holds whether it is as it should be
     * @param said what was found, or what is wrong and what to do
     */
    public record Check(String name, boolean holds, String said) {}

    /** Something that is looked at. */
    @FunctionalInterface
    private interface Look {
        /** What was found; an exception when it is not as it should be. */
        String look() throws IOException, InterruptedException;
    }

    private final Path temp;
    private final Consumer<Check> listener;
    private final List<Check> checks = new ArrayList<>();

    private Doctor(Path temp, Consumer<Check> listener) {
        this.temp = temp;
        this.listener = listener;
    }

    /**
     * Looks at everything.
     *
     * @param withPyTorch whether PyTorch is looked at too
     * @param temp the folder for temporary files
     * @param listener hears of each check as soon as it is made
     * @return the checks, in order
     * @throws InterruptedException when the thread is interrupted
     */
    public static List<Check> look(boolean withPyTorch, Path temp, Consumer<Check> listener)
            throws InterruptedException {
        Doctor doctor = new Doctor(temp, listener);
        doctor.check("Java", Doctor::java);
        doctor.check("machine", () -> {
            Platform machine = Platform.current();
            machine.requireSupported();
            return machine.system() + " on " + machine.architecture();
        });
        doctor.check("temporary folder", () -> {
            NativePreflight.check(temp);
            return temp + " can be written, and programs in it run";
        });
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm != Algorithm.AUTO && (withPyTorch || !algorithm.needsTorch())) {
                doctor.check(algorithm.key(), () -> doctor.learns(algorithm));
            }
        }
        doctor.check("text model", doctor::readsText);
        return List.copyOf(doctor.checks);
    }

    private void check(String name, Look look) throws InterruptedException {
        Check check;
        try {
            check = new Check(name, true, look.look());
        } catch (UserError e) {
            check = new Check(name, false, LinkProblems.explain(e).orElse(e.getMessage()));
        } catch (IOException | RuntimeException | LinkageError e) {
            check = new Check(name, false, LinkProblems.explain(e).orElse(e.toString()));
        }
        checks.add(check);
        listener.accept(check);
    }

    private static String java() {
        Runtime.Version version = Runtime.version();
        String found = "Java " + version + " (" + System.getProperty("java.vendor") + ")";
        if (version.feature() < OLDEST_JAVA) {
            throw new UserError(
                    found + " is too old. Install Java " + OLDEST_JAVA + " or newer, and name it with JAVA_HOME.");
        }
        return found;
    }

    /** Trains on rows that anything learns, exports, and asks the exported model about the rows kept back. */
    private String learns(Algorithm algorithm) throws IOException {
        boolean labels = algorithm.learns(Task.BINARY);
        try (TemporaryFolder folder = TemporaryFolder.in(temp, "ml-pipeline-doctor")) {
            Path rows = Files.writeString(folder.folder().resolve("rows.csv"), rows(labels));
            Path model = folder.folder().resolve("model");
            Training.run(
                    TrainingRequest.of(rows, "y", algorithm, Map.of(), model),
                    Clock.systemUTC(),
                    io.jenkins.plugins.mlpipeline.engine.training.TrainingListener.SILENT);
            Evaluation evaluation = evaluate(ValidationRequest.of(model, null, null));
            return right(evaluation, labels ? "accuracy" : "r2");
        }
    }

    private String readsText() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.in(temp, "ml-pipeline-doctor");
                InputStream model = Doctor.class.getResourceAsStream(TEXT_MODEL)) {
            if (model == null) {
                throw new IllegalStateException(TEXT_MODEL + " is not part of this build");
            }
            Path file = folder.folder().resolve(TEXT_MODEL);
            Files.copy(model, file);
            Path rows = Files.writeString(folder.folder().resolve("rows.csv"), "word,y\nYES,yes\nNo,no\n");
            return right(
                    evaluate(ValidationRequest.of(file, rows, "y")
                            .with(new TargetOptions(null, List.of("no", "yes"), null))),
                    "accuracy");
        }
    }

    private static Evaluation evaluate(ValidationRequest request) throws IOException {
        return Validation.run(request, ValidationListener.SILENT, Clock.systemUTC());
    }

    private static String right(Evaluation evaluation, String key) {
        MetricValue value = evaluation.metrics().get(key);
        if (value == null || value.value() == null || value.value() < RIGHT) {
            throw new UserError("answers wrongly: " + key + " is " + (value == null ? null : value.value())
                    + " on rows that it must know. The libraries on this machine are damaged, or of another version.");
        }
        return String.format(Locale.ROOT, "answers as it should (%s %.2f)", key, value.value());
    }

    private static String rows(boolean labels) {
        StringBuilder rows = new StringBuilder("a,b,y\n");
        for (int i = 0; i < ROWS; i++) {
            // Two clouds far from each other, or a line.
            double a = (i % 2 == 0 ? 0 : 10) + i % 7 / 7.0;
            double b = i % 5 / 5.0;
            rows.append(a).append(',').append(b).append(',');
            rows.append(labels ? i % 2 == 0 ? "no" : "yes" : String.valueOf(3 * a + b))
                    .append('\n');
        }
        return rows.toString();
    }
}

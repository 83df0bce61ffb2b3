package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.validation.PartScoring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The engine in one of Spark's executors: what the models answer on a file, by its position. An answer's first byte is
 * {@link #SCORED} or {@link #MISTAKE}; a mistake in data or options is an answer, so that Spark does not try it again.
 */
public final class ExecutorScoring implements IntFunction<byte[]> {
    /** Begins what {@link PartScoring#score} wrote. */
    static final byte SCORED = 0;

    /** Begins a sentence in UTF-8. */
    static final byte MISTAKE = 1;

    private static final String NATIVE_PATH = "onnxruntime.native.path";
    private static final String NATIVE = "libonnxruntime.so";

    private final ScoringTask task;
    private final PartScoring scoring;
    /** By where a model lies here, where it came from. */
    private final Map<String, String> places = new HashMap<>();

    /** What is wrong with models or options; null when nothing is. */
    private final String mistake;

    /**
     * Loads the models.
     *
     * @param folder of the files that went with the application
     */
    public ExecutorScoring(String folder) throws IOException {
        Path files = Path.of(folder);
        if (Files.exists(files.resolve(NATIVE))) {
            System.setProperty(NATIVE_PATH, folder);
        }
        // Nothing is fetched, nothing is reported.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        this.task = Json.read(files.resolve(ScoringTask.FILE), ScoringTask.class);
        Path unpacked = Files.createTempDirectory(files, "ml-pipeline-models-");
        Path ours = ShippedModel.unpack(files.resolve(task.model()), unpacked.resolve("model"));
        places.put(ours.toString(), task.request().model().toString());
        Path theirs = null;
        if (task.baseline() != null) {
            theirs = ShippedModel.unpack(files.resolve(task.baseline()), unpacked.resolve("baseline"));
            places.put(theirs.toString(), task.baselinePlace());
        }
        PartScoring opened = null;
        String problem = null;
        try {
            opened = task.open(files, ours, theirs);
        } catch (UserError e) {
            problem = e.getMessage();
        }
        this.scoring = opened;
        this.mistake = problem;
    }

    @Override
    public byte[] apply(int part) {
        if (mistake != null) {
            return answer(MISTAKE, called(mistake));
        }
        try {
            return answer(SCORED, scoring.score(task.parts().get(part)));
        } catch (UserError e) {
            return answer(MISTAKE, called(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(task.parts().get(part) + ": " + e.getMessage(), e);
        }
    }

    /** A sentence with the models as they are called where they came from. */
    private byte[] called(String sentence) {
        String called = sentence;
        for (Map.Entry<String, String> place : places.entrySet()) {
            called = called.replace(place.getKey(), place.getValue());
        }
        return called.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] answer(byte kind, byte[] bytes) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(1 + bytes.length);
        answer.write(kind);
        answer.writeBytes(bytes);
        return answer.toByteArray();
    }
}

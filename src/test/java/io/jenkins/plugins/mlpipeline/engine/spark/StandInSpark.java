package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.spark.application.ScoringApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;

/**
 * Takes what {@code spark-submit} is given and does what Spark's driver and one executor do, in the same words; between them it talks
 * as Spark does. It waits for each answer to be taken, and ends when its standard input does.
 */
public final class StandInSpark {
    /** A file: when the first answer was taken this one's name with {@value #ANSWERED} is made, and the rest waits for the file itself. */
    public static final String HOLD = "stand-in.hold";

    /** See {@link #HOLD}. */
    public static final String ANSWERED = "-answered";

    private StandInSpark() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        List<String> given = List.of(args);
        int jar = given.indexOf("--files") + 2;
        Path answers = Path.of(args[jar + 1]);
        int parts = Integer.parseInt(args[jar + 2]);
        Path executor = Files.createTempDirectory(answers.getParent(), "executor-");
        for (String file : args[jar - 1].split(",")) {
            Path shipped = Path.of(URI.create(file));
            Files.copy(shipped, executor.resolve(shipped.getFileName()));
        }
        System.err.println("26/11/30 18:00:00 WARN NativeCodeLoader: Unable to load native-hadoop library");
        ExecutorScoring scoring = new ExecutorScoring(executor.toString());
        for (int part = 0; part < parts; part++) {
            Path written = Files.write(answers.resolve(part + ".part"), scoring.apply(part));
            Files.move(written, answers.resolve(Integer.toString(part)), StandardCopyOption.ATOMIC_MOVE);
            System.out.println("noise of a library on standard output");
            System.out.println(ScoringApplication.DONE + part);
            if (System.in.read() < 0) {
                return;
            }
            if (part == 0 && System.getProperty(HOLD) != null) {
                hold(Path.of(System.getProperty(HOLD)));
            }
        }
    }

    private static void hold(Path file) throws IOException {
        try (WatchService events = file.getFileSystem().newWatchService()) {
            file.getParent().register(events, StandardWatchEventKinds.ENTRY_CREATE);
            Files.createFile(file.resolveSibling(file.getFileName() + ANSWERED));
            while (!Files.exists(file)) {
                events.take().reset();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}

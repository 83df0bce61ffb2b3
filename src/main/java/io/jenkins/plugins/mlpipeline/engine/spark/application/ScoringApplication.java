package io.jenkins.plugins.mlpipeline.engine.spark.application;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Spark's driver: {@code ScoringApplication FOLDER PARTS JAR...} has each of so many files scored by an executor and leaves the
 * answers in the folder, as {@code 0}, {@code 1} ...
 *
 * <p>On standard output it says {@value #DONE} and a position when a file's answer is there, and {@value #FAILED} and why when none will
 * be. On standard input it hears a byte for each answer that was taken: it runs only so far ahead that its executors have work, so
 * that disk and memory stay bounded. When standard input ends, whoever started it is gone, and it ends with its application.
 */
public final class ScoringApplication {
    /** Begins a line: the answer of this file is there. */
    public static final String DONE = "[ml-pipeline-done] ";

    /** Begins a line: the application can't go on. */
    public static final String FAILED = "[ml-pipeline-failed] ";

    /** Begins a line: so many rounds are done. */
    public static final String ROUND = "[ml-pipeline-round] ";

    /** Read on standard input: what is to be learnt is there, in the folder, as {@value #PLAN}. */
    public static final char PLANNED = 'p';

    /** See {@link #PLANNED}. */
    public static final String PLAN = "plan";

    private static final String SCORING = "io.jenkins.plugins.mlpipeline.engine.spark.ExecutorScoring";

    private static final int FIRST_JAR = 2;
    /** Files in work or waiting to be taken, for each core and at least. */
    private static final int AHEAD_OF_CORES = 3;

    private static final int LEAST_AHEAD = 4;
    private static final int EXIT_FAILED = 3;
    private static final int EXIT_LEFT = 4;

    private final Path folder;
    private final PrintStream out;
    private final String engine;
    private final Semaphore ahead = new Semaphore(0);
    private final Semaphore planned = new Semaphore(0);
    private int permits;
    /** Whether whoever started this is gone, and with it the folder. */
    private volatile boolean isLeft;

    private ScoringApplication(String engine, Path folder, PrintStream out) {
        this.engine = engine;
        this.folder = folder;
        this.out = out;
    }

    /** Runs the application and ends the process. */
    public static void main(String[] args) {
        start(SCORING, null, args);
    }

    /** What an application does when all files were answered for. */
    interface Further {
        /** @return the last answer */
        byte[] run(JavaSparkContext spark, byte[] plan, String... jars);
    }

    /** @param further null for nothing */
    static void start(String engine, Further further, String... args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ScoringApplication application = new ScoringApplication(engine, new File(args[0]).toPath(), out);
        Thread listener = new Thread(application::listen, "ml-pipeline: whoever started this");
        listener.setDaemon(true);
        listener.start();
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf())) {
            application.run(
                    spark, further, Integer.parseInt(args[1]), Arrays.copyOfRange(args, FIRST_JAR, args.length));
        } catch (Throwable e) {
            out.println(FAILED + reason(e));
            exit(EXIT_FAILED);
        }
        exit(0);
    }

    private void listen() {
        try {
            for (int heard = System.in.read(); heard >= 0; heard = System.in.read()) {
                (heard == PLANNED ? planned : ahead).release();
            }
        } catch (IOException e) {
            // As good as its end.
            out.println(FAILED + reason(e));
        }
        isLeft = true;
        exit(EXIT_LEFT);
    }

    private void run(JavaSparkContext spark, Further further, int parts, String... jars)
            throws InterruptedException, IOException {
        List<Integer> positions = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            positions.add(part);
        }
        JavaRDD<byte[]> answers = spark.parallelize(positions, parts).map(new PartTask(engine, jars));
        ExecutorService jobs = Executors.newCachedThreadPool();
        for (int part = 0; part < parts; part++) {
            int position = part;
            do {
                grow(Math.max(LEAST_AHEAD, AHEAD_OF_CORES * spark.defaultParallelism()));
            } while (!ahead.tryAcquire(1, TimeUnit.SECONDS));
            jobs.execute(() -> score(answers, position));
        }
        jobs.shutdown();
        jobs.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS);
        if (further != null) {
            planned.acquire();
            answer(parts, further.run(spark, Files.readAllBytes(folder.resolve(PLAN)), jars));
            permits++;
        }
        // Until all were taken: nobody reads from a folder whose writer says nothing any more.
        ahead.acquire(permits);
    }

    /** Executors may have come since. */
    private void grow(int wanted) {
        if (wanted > permits) {
            ahead.release(wanted - permits);
            permits = wanted;
        }
    }

    private void score(JavaRDD<byte[]> answers, int part) {
        try {
            answer(part, answers.collectPartitions(new int[] {part})[0].get(0));
        } catch (Throwable e) {
            out.println(FAILED + reason(e));
            exit(EXIT_FAILED);
        }
    }

    private void answer(int part, byte[] answer) throws IOException {
        if (isLeft) {
            return;
        }
        Path written = folder.resolve(part + ".part");
        Files.write(written, answer);
        Files.move(written, folder.resolve(Integer.toString(part)), StandardCopyOption.ATOMIC_MOVE);
        out.println(DONE + part);
    }

    private static void exit(int code) {
        System.exit(code);
    }

    /** The innermost cause in one line: those around it say that a job failed. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.toString().replaceAll("[\\r\\n\\t]+", " ");
    }
}

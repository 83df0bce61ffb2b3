package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.spark.application.ScoringApplication;
import io.jenkins.plugins.mlpipeline.engine.spark.application.TrainingApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Takes what {@code spark-submit} is given and does what Spark's driver and one executor do, in the same words; between them it talks
 * as Spark does. It waits for each answer to be taken, and ends when its standard input does.
 */
public final class StandInSpark {
    /** A file: when the first answer was taken this one's name with {@value #ANSWERED} is made, and the rest waits for the file itself. */
    public static final String HOLD = "stand-in.hold";

    /** See {@link #HOLD}. */
    public static final String ANSWERED = "-answered";

    /** How many workers learn together; one unless it is set. */
    public static final String WORKERS = "stand-in.workers";

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
        boolean learns = given.contains(TrainingApplication.class.getName());
        IntFunction<byte[]> scoring =
                learns ? new ExecutorTraining(executor.toString()) : new ExecutorScoring(executor.toString());
        for (int part = 0; part < parts; part++) {
            answer(answers, part, scoring.apply(part));
            if (System.in.read() < 0) {
                return;
            }
            if (part == 0 && System.getProperty(HOLD) != null) {
                hold(Path.of(System.getProperty(HOLD)));
            }
        }
        if (learns && System.in.read() == ScoringApplication.PLANNED) {
            answer(answers, parts, learnt((ExecutorTraining) scoring, answers.resolve(ScoringApplication.PLAN)));
            if (System.in.read() < 0) {
                return;
            }
        }
    }

    private static void answer(Path answers, int part, byte[] answer) throws IOException {
        Path written = Files.write(answers.resolve(part + ".part"), answer);
        Files.move(written, answers.resolve(Integer.toString(part)), StandardCopyOption.ATOMIC_MOVE);
        System.out.println("noise of a library on standard output");
        System.out.println(ScoringApplication.DONE + part);
    }

    /** What several workers learn, each in a thread. */
    private static byte[] learnt(ExecutorTraining training, Path file) throws IOException {
        ByteBuffer plan = ByteBuffer.wrap(Files.readAllBytes(file));
        int workers = Math.min(plan.getInt(), Integer.getInteger(WORKERS, 1));
        byte[] rest = Arrays.copyOfRange(plan.array(), plan.position(), plan.capacity());
        String[] hosts = new String[workers];
        Arrays.fill(hosts, "127.0.0.1");
        String[] said = new String[workers];
        CyclicBarrier all = new CyclicBarrier(workers);
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<byte[]>> learnt = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int own = worker;
                learnt.add(pool.submit(() -> training.apply(new Object[] {rest, own, hosts, 1}, text -> {
                    said[own] = (String) text;
                    try {
                        all.await();
                        String[] heard = said.clone();
                        all.await();
                        return heard;
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                })));
            }
            return learnt.get(0).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        } finally {
            pool.shutdownNow();
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

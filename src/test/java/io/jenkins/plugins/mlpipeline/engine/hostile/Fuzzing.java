package io.jenkins.plugins.mlpipeline.engine.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tries one damaged file after the other, in one thread. A file that was not taken rightly is kept. */
final class Fuzzing {
    private static final Path KEPT = Path.of("target/engine/fuzz");
    private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();

    private final List<Target> targets;
    private final Path folder;
    private final TrialProcess separate;
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> answered = new TreeMap<>();
    private final Map<String, Cost> costs = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private volatile Target current;
    private volatile long began;

    /** @param folder for files of this thread alone */
    Fuzzing(List<Target> targets, Path folder) throws IOException {
        this.targets = targets;
        this.folder = folder;
        this.separate = new TrialProcess(Files.createDirectories(folder.resolve("separate")));
        Files.createDirectories(KEPT);
    }

    /** Inputs by kind of file that were refused with a sentence. */
    Map<String, Integer> refused() {
        return refused;
    }

    /** Inputs by kind of file that were answered, and rightly. */
    Map<String, Integer> answered() {
        return answered;
    }

    /** What the most expensive input of a kind took. */
    Map<String, Cost> costs() {
        return costs;
    }

    /** What was wrong with the others, and where they are. */
    List<String> wrong() {
        return wrong;
    }

    /** Tries the numbers {@code from, from + step ...} below {@code end}. */
    Fuzzing run(long from, long end, int step) throws IOException, InterruptedException {
        Thread watch = new Thread(this::watch, "fuzzing-watch");
        watch.setDaemon(true);
        began = System.nanoTime();
        current = targets.get(0);
        watch.start();
        try (separate) {
            for (long number = from; number < end; number += step) {
                current = targets.get((int) (number / step % targets.size()));
                began = System.nanoTime();
                attempt(current, number);
            }
        }
        watch.interrupt();
        return this;
    }

    private void attempt(Target target, long number) throws IOException, InterruptedException {
        Trial trial = Trial.of(target, number);
        Cost before = Cost.now();
        Outcome outcome = target.isNative() ? separate.run(target, number) : trial.run(folder);
        costs.merge(target.name(), Cost.now().since(before), Cost::most);
        switch (outcome.kind()) {
            case ANSWERED -> answered.merge(target.name(), 1, Integer::sum);
            case REFUSED -> refused.merge(target.name(), 1, Integer::sum);
            case WRONG -> {
                Path file = KEPT.resolve(target.name().replace(' ', '-') + "-" + number);
                Files.write(file, trial.bytes());
                wrong.add(file + ": " + outcome.what());
            }
        }
    }

    /** A hang can't be ended within a process, since nothing of it listens. */
    private void watch() {
        try {
            while (true) {
                Thread.sleep(1000);
                if (System.nanoTime() - began > LONGEST_NANOS) {
                    System.err.println("a hostile " + current.name() + " hangs");
                    if (!current.isNative()) {
                        Runtime.getRuntime().halt(1);
                    }
                    began = System.nanoTime();
                    separate.kill();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

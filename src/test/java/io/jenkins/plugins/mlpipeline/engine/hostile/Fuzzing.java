package io.jenkins.plugins.mlpipeline.engine.hostile;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tries one damaged file after the other, in one thread. A file that was not taken rightly is kept. */
final class Fuzzing {
    private static final Path KEPT = Path.of("target/engine/fuzz");
    private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int MOST_SHOWN = 20;
    /** Two thousand characters and an ellipsis. */
    private static final int LONGEST_MESSAGE = 2_001;

    private static final Pattern JAVAS_WORDS =
            Pattern.compile("java\\.(lang|util|io|nio)\\.|[a-z]\\.[A-Z][A-Za-z]*(Exception|Error)");

    private final List<Target> targets;
    private final Path folder;
    private final Path last;
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> answered = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private volatile String current;
    private volatile long began;

    /** @param folder for files of this thread alone */
    Fuzzing(List<Target> targets, Path folder) throws IOException {
        this.targets = targets;
        this.folder = folder;
        this.last = Files.createDirectories(KEPT).resolve("last-" + folder.getFileName());
    }

    /** Inputs by kind of file that were refused with a sentence. */
    Map<String, Integer> refused() {
        return refused;
    }

    /** Inputs by kind of file that were answered, and rightly. */
    Map<String, Integer> answered() {
        return answered;
    }

    /** What was wrong with the others, and where they are. */
    List<String> wrong() {
        return wrong;
    }

    /** Tries the numbers {@code from, from + step ...} below {@code end}. */
    Fuzzing run(long from, long end, int step) throws IOException {
        Thread watch = new Thread(this::watch, "fuzzing-watch");
        watch.setDaemon(true);
        began = System.nanoTime();
        watch.start();
        for (long number = from; number < end; number += step) {
            Target target = targets.get((int) (number / step % targets.size()));
            current = target.name() + " " + number;
            began = System.nanoTime();
            attempt(target, number);
        }
        watch.interrupt();
        Files.deleteIfExists(last);
        return this;
    }

    private void attempt(Target target, long number) throws IOException {
        Random random = new Random(number * 0x9E3779B97F4A7C15L);
        Target.Sample sample =
                target.corpus().get(random.nextInt(target.corpus().size()));
        Mutator mutator = target.mutators().get(random.nextInt(target.mutators().size()));
        byte[] bytes = mutator.mutate(sample.bytes(), random);
        // When a native library takes the process down, this is what it was given.
        Files.write(last, bytes);
        try {
            target.reading().read(sample, bytes, folder);
            answered.merge(target.name(), 1, Integer::sum);
        } catch (UserError e) {
            refused.merge(target.name(), 1, Integer::sum);
            if (!isSentence(e.getMessage())) {
                keep(target, number, bytes, e);
            }
        } catch (Exception | Error e) {
            keep(target, number, bytes, e);
        }
    }

    /** Whether a message can be shown in a log: of some length, without control characters, and not Java's own words. */
    private static boolean isSentence(String message) {
        return message != null
                && message.length() > 10
                && message.length() <= LONGEST_MESSAGE
                && message.chars().noneMatch(Character::isISOControl)
                && !JAVAS_WORDS.matcher(message).find();
    }

    private void keep(Target target, long number, byte[] bytes, Throwable e) throws IOException {
        if (wrong.size() == MOST_SHOWN) {
            return;
        }
        Path file = KEPT.resolve(target.name().replace(' ', '-') + "-" + number);
        Files.write(file, bytes);
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        wrong.add(file + ": "
                + trace.toString()
                        .lines()
                        .filter(l -> !l.startsWith("\tat ") || l.contains("mlpipeline") && !l.contains(".hostile."))
                        .limit(6)
                        .map(l -> l.substring(0, Math.min(l.length(), 300)).strip())
                        .collect(Collectors.joining(" | ")));
    }

    /** A hang can't be ended within the process, since nothing of it listens. */
    private void watch() {
        try {
            while (true) {
                Thread.sleep(1000);
                if (System.nanoTime() - began > LONGEST_NANOS) {
                    System.err.println("hostile input " + current + " hangs");
                    Runtime.getRuntime().halt(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every kind that is read. Each must be refused with a sentence or answered rightly: no crash, no hang, no
 * unbounded memory, no stack trace, no gate that passes because something could not be read.
 *
 * <p>Inputs are numbered and made from their number alone. {@code -Dfuzz.inputs=N} asks for more of them,
 * {@code -Dfuzz.first=N} begins with another number, {@code -Dfuzz.kind=NAME} takes one kind of file.
 */
class HostileInputTest {
    private static final int IN_ORDINARY_TESTS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void everyDamagedFileIsRefusedOrAnsweredRightly() throws Exception {
        String kind = System.getProperty("fuzz.kind", "");
        long first = Long.getLong("fuzz.first", 0);
        long inputs = Long.getLong("fuzz.inputs", IN_ORDINARY_TESTS);
        int threads = Runtime.getRuntime().availableProcessors();
        long start = System.nanoTime();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<Fuzzing>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            Path own = Files.createDirectories(folder.resolve(String.valueOf(thread)));
            List<Target> targets = Corpus.targets(own).stream()
                    .filter(t -> t.name().contains(kind))
                    .toList();
            long from = first + thread;
            running.add(executor.submit(() -> new Fuzzing(targets, own).run(from, first + inputs, threads)));
        }
        List<String> wrong = new ArrayList<>();
        TreeMap<String, Integer> refused = new TreeMap<>();
        TreeMap<String, Integer> answered = new TreeMap<>();
        TreeMap<String, Cost> costs = new TreeMap<>();
        for (Future<Fuzzing> one : running) {
            Fuzzing fuzzing = one.get();
            wrong.addAll(fuzzing.wrong());
            fuzzing.refused().forEach((name, count) -> refused.merge(name, count, Integer::sum));
            fuzzing.costs().forEach((name, cost) -> costs.merge(name, cost, Cost::most));
            fuzzing.answered().forEach((name, count) -> answered.merge(name, count, Integer::sum));
        }
        executor.shutdown();
        System.out.println("hostile inputs: " + inputs + " in " + (System.nanoTime() - start) / 1_000_000_000L
                + " s\nrefused with a sentence: " + refused + "\nanswered rightly: " + answered + "\nwrong: "
                + wrong.size() + "\nmost that one input took: " + costs
                + "\nhighest heap: " + (Cost.highestHeap() >> 20) + " MiB");
        assertThat(wrong).isEmpty();
        // A log is masked, whatever it is, and names are written down.
        answered.remove(ClusterTargets.LOG);
        answered.remove(LaterTargets.NAMES);
        assertThat(refused).hasSameSizeAs(answered);
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Questions that one thread answers one after another, for a limited time. */
final class Inquiry {
    private final Duration limit;
    private final Map<String, Callable<List<String>>> questions = new LinkedHashMap<>();
    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();
    private Map<String, List<String>> inTime = Map.of();

    Inquiry(Duration limit) {
        this.limit = limit;
    }

    /** To be asked by {@link #run}. */
    void ask(String key, Callable<List<String>> question) {
        questions.put(key, question);
    }

    /** Asks everything; returns when all is answered, the time is up, or the calling thread is interrupted. */
    void run() {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        askAll();
                    } finally {
                        done.countDown();
                    }
                },
                "ml-pipeline: evidence of a failed rollout");
        thread.setDaemon(true);
        thread.start();
        try {
            boolean all = done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            // Before the thread is stopped, which it would take for an answer.
            inTime = Map.copyOf(answers);
            if (!all) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            inTime = Map.copyOf(answers);
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void askAll() {
        for (Map.Entry<String, Callable<List<String>>> question : questions.entrySet()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                answers.put(question.getKey(), question.getValue().call());
            } catch (Exception e) {
                answers.put(
                        question.getKey(),
                        List.of("(can't be read: " + e.getClass().getSimpleName() + ")"));
            }
        }
    }

    /** The answer, or a line that says that there was no time for it. */
    List<String> lines(String key) {
        return inTime.getOrDefault(key, List.of("(not collected: it took longer than " + limit.toSeconds() + " s)"));
    }
}

package io.jenkins.plugins.mlpipeline.engine.hostile;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Tries files in a process of its own, as the worker is one: a native library that ends it is a finding, and the next
 * file gets a new process. Ended from another thread, it is a finding as well.
 */
final class TrialProcess implements AutoCloseable {
    private static final String HEAP = "-Xmx256m";

    private final Path folder;
    private Process process;
    private BufferedWriter questions;
    private BufferedReader answers;

    /** @param folder for files of the process alone */
    TrialProcess(Path folder) {
        this.folder = folder;
    }

    Outcome run(Target target, long number) throws IOException, InterruptedException {
        start();
        String answer = null;
        try {
            questions.write(target.name() + "\t" + number + "\n");
            questions.flush();
            answer = answers.readLine();
        } catch (IOException e) {
            // It ended before it was asked.
        }
        if (answer == null) {
            return Outcome.wrong("the process ended with exit code " + process.waitFor());
        }
        int end = answer.indexOf('\t');
        return new Outcome(Outcome.Kind.valueOf(answer.substring(0, end)), answer.substring(end + 1));
    }

    private synchronized void start() throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+SuppressFatalErrorMessage",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrialProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Ends the process; the file that is being tried hangs. */
    synchronized void kill() {
        process.destroyForcibly();
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Answers one line for each line of a target's name and a number, until there are no more. */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Path folder = Path.of(args[0]);
        List<Target> targets = Corpus.targets(folder);
        try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                String[] asked = line.split("\t");
                Target target = targets.stream()
                        .filter(t -> t.name().equals(asked[0]))
                        .findFirst()
                        .orElseThrow();
                Outcome outcome = Trial.of(target, Long.parseLong(asked[1])).run(folder);
                answers.println(outcome.kind() + "\t" + outcome.what());
                answers.flush();
            }
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.spark.application.ScoringApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Spark's driver as a process of its own. It is told to end by the end of its standard input, and so ends with whoever started it,
 * however that ends.
 */
final class SparkProcess implements AutoCloseable {
    private static final long SECONDS_TO_END = 20;
    private static final int SIGNAL = 128;
    private static final int SHOWN = 400;
    private static final int KEPT = 200;
    /** What tells a line that says why from the rest of Spark's log. */
    private static final Pattern TELLING = Pattern.compile("(?i)error|exception|fail|killed|refused|not found|no such");

    /** The JVM of the driver takes them. */
    private static final String OPTIONS = "SPARK_SUBMIT_OPTS";

    private static final Pattern LEVEL = Pattern.compile("^\\S+ \\S+ (WARN|ERROR|INFO) ");

    private final Process process;
    private final SparkWork work;
    private final Thread hook = new Thread(this::endWithUs, "ml-pipeline: end of Spark");
    private final BitSet done = new BitSet();
    private final Deque<String> log = new ArrayDeque<>();
    private String failure;
    private boolean silent;
    private boolean isLogWhole;
    /** Whether this process ends: then nobody needs to hear that Spark did. */
    private volatile boolean isEnding;

    private SparkProcess(Process process, SparkWork work) {
        this.work = work;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(hook);
        reader(process.getInputStream(), this::said, this::fellSilent);
        reader(process.getErrorStream(), this::logged, this::endLog);
    }

    /**
     * Starts the driver.
     *
     * @param submit the command that submits applications
     * @param work what is to be done
     * @param files what goes to every executor; the jars among them first
     * @param answers the folder for answers
     * @param temporary the folder for what Spark needs while it runs on this machine
     */
    static SparkProcess start(
            Path submit,
            SparkWork work,
            SparkRequest request,
            ShippedLibraries libraries,
            List<Path> files,
            Path answers,
            Path temporary,
            int parts)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(submit.toString());
        command.addAll(request.arguments(work.title()));
        command.add("--class");
        command.add(work.application());
        command.add("--files");
        command.add(files.stream().map(file -> file.toUri().toString()).collect(Collectors.joining(",")));
        command.add(libraries.application().toString());
        command.add(answers.toString());
        command.add(Integer.toString(parts));
        libraries.jars().forEach(jar -> command.add(String.valueOf(jar.getFileName())));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // The driver loads classes of ours, so that it needs a Java no older than this one.
        environment.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        // What a driver leaves that is killed goes with our own folder.
        environment.put("SPARK_LOCAL_DIRS", temporary.toString());
        environment.merge(OPTIONS, "-Djava.io.tmpdir=" + temporary, (theirs, ours) -> theirs + " " + ours);
        return new SparkProcess(builder.start(), work);
    }

    private static void reader(InputStream in, Consumer<String> lines, Runnable end) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            lines.accept(line);
                        }
                    } catch (IOException e) {
                        lines.accept(String.valueOf(e.getMessage()));
                    } finally {
                        end.run();
                    }
                },
                "ml-pipeline: what Spark says");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void said(String line) {
        if (line.startsWith(ScoringApplication.DONE)) {
            done.set(Integer.parseInt(
                    line.substring(ScoringApplication.DONE.length()).strip()));
        } else if (line.startsWith(ScoringApplication.FAILED)) {
            failure = failure == null ? line.substring(ScoringApplication.FAILED.length()) : failure;
        } else {
            logged(line);
        }
        notifyAll();
    }

    private synchronized void logged(String line) {
        if (log.size() == KEPT) {
            log.removeFirst();
        }
        log.addLast(line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line);
    }

    private synchronized void fellSilent() {
        silent = true;
        notifyAll();
    }

    private synchronized void endLog() {
        isLogWhole = true;
        notifyAll();
    }

    /**
     * Waits for an answer.
     *
     * @throws UserError when there will be none
     */
    synchronized void await(int part) throws IOException {
        try {
            while (!done.get(part)) {
                if (failure != null && !isEnding) {
                    throw new UserError("Spark could not " + work.work() + ": " + clipped(failure)
                            + ". Nothing was written. Look at the application's log in Spark for more.");
                }
                if (silent && !isEnding) {
                    throw ended();
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the " + work.called() + " was interrupted").initCause(e);
        }
    }

    /** What it logs last may come after its last word; whatever it left behind may keep the log open, and is not waited for. */
    private synchronized void awaitLog() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
        long left = end - System.nanoTime();
        while (!isLogWhole && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    private UserError ended() throws InterruptedException {
        awaitLog();
        boolean isOver = process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        int code = isOver ? process.exitValue() : 0;
        String how = !isOver
                ? "said no more"
                : code > SIGNAL ? "was killed by signal " + (code - SIGNAL) : "ended with exit code " + code;
        return new UserError("Spark's driver " + how + " before " + work.end() + ", so nothing was written." + why());
    }

    /** The last line of the log that says why; empty when none does. */
    private String why() {
        String told = null;
        for (String line : log) {
            told = TELLING.matcher(line).find() && !line.startsWith("\tat ") ? line : told;
        }
        return told == null
                ? " Run it again."
                : " Its log says: " + clipped(LEVEL.matcher(told).replaceFirst("")) + ".";
    }

    private static String clipped(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip().replaceAll("\\.$", "");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }

    /** Says that an answer was taken, so that there is room for another. */
    void taken() {
        tell('\n');
    }

    /** Says that the plan is there. */
    void planned() {
        tell(ScoringApplication.PLANNED);
    }

    private void tell(char said) {
        try {
            process.getOutputStream().write(said);
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It ended; whoever waits for the next answer learns why.
            logged(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already.
            return;
        }
    }

    private void endWithUs() {
        isEnding = true;
        end();
    }

    /** Lets the driver end its application; by force when it does not. */
    private void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            logged(String.valueOf(e.getMessage()));
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.FileProblems;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import io.jenkins.plugins.mlpipeline.engine.limits.Excess;
import io.jenkins.plugins.mlpipeline.engine.limits.Watchdog;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerResult.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Entry point of the worker's process: {@code WorkerMain spec.json classpath.list}.
 *
 * <p>The exit code is that of {@link Status}; {@code result.json} beside {@code spec.json} says more. When the process was
 * killed there is no {@code result.json}, never a part of one.
 */
public final class WorkerMain {
    /** What the process ends with when a library is not what it should be. */
    public static final int EXIT_LIBRARY = 4;

    /** The file for that sentence: JSON is written by one of the libraries in doubt. */
    public static final String LIBRARY_PROBLEM = "library-problem.txt";

    /** The file with the result. */
    public static final String RESULT = "result.json";

    private WorkerMain() {}

    /** Runs the worker and ends the process. */
    public static void main(String[] args) throws IOException {
        Path specFile = Path.of(args[0]).toAbsolutePath();
        Path folder = specFile.getParent();
        TemporaryFolder temporary = TemporaryFolder.of(Path.of(System.getProperty("java.io.tmpdir")));
        Optional<String> problem = ClassPathCheck.problem(Path.of(args[1]));
        if (problem.isPresent()) {
            Files.writeString(folder.resolve(LIBRARY_PROBLEM), problem.get(), StandardCharsets.UTF_8);
            exit(EXIT_LIBRARY);
        }
        Ending ending = new Ending(folder);
        WorkerSpec spec;
        try {
            spec = Worker.read(specFile);
        } catch (UserError e) {
            ending.with(WorkerResult.not(Status.ERROR, e.getMessage()));
            return;
        }
        Map<String, WorkerCommand> commands = Map.of(
                WorkerSpec.TRAIN,
                new TrainWork(),
                WorkerSpec.VALIDATE,
                new ValidateWork(),
                WorkerSpec.WATCH,
                new WatchWork(),
                WorkerSpec.ASK,
                new AskWork());
        Progress progress = Progress.onStandardOutput("quiet".equals(spec.logLevel()));
        watch(spec, progress, ending);
        if ("debug".equals(spec.logLevel())) {
            describe(spec, progress);
        }
        ending.with(new Worker(commands, progress).run(spec, folder, temporary.folder()));
    }

    /** Until the process ends. */
    @SuppressWarnings("resource")
    private static void watch(WorkerSpec spec, Progress progress, Ending ending) {
        Watchdog.start(spec.limits(), progress::warn, excess -> ending.with(result(excess)));
    }

    private static WorkerResult result(Excess excess) {
        if (excess instanceof Excess.Memory memory) {
            return WorkerResult.not(Status.ERROR, memory.sentence("The worker", "memory"));
        }
        Duration limit = ((Excess.Time) excess).limit();
        return WorkerResult.not(
                Status.TIMEOUT,
                "The worker did not end within " + limit.toSeconds()
                        + " s (timeout). Allow more time, or give it less to do.");
    }

    private static void describe(WorkerSpec spec, Progress progress) {
        for (String name : new String[] {"java.version", "java.home", "os.version", "java.class.path"}) {
            progress.say(name + "=" + System.getProperty(name));
        }
        Json.write(spec).lines().forEach(progress::say);
    }

    /** Ends the process, whatever threads of native libraries do; temporary folders go with it. */
    private static void exit(int code) {
        System.out.flush();
        System.exit(code);
    }

    /** Ends the process once, whoever comes first. */
    static final class Ending {
        private final Path folder;
        private final AtomicBoolean decided = new AtomicBoolean();

        Ending(Path folder) {
            this.folder = folder;
        }

        void with(WorkerResult result) {
            if (!decided.compareAndSet(false, true)) {
                // Another thread ends the process; should this one return, the process would end too early.
                while (true) {
                    LockSupport.park();
                }
            }
            int code = result.status().exitCode();
            try {
                Json.write(folder.resolve(RESULT), result);
            } catch (IOException e) {
                System.out.println(Progress.MARK + RESULT + " cannot be written: " + FileProblems.reason(e) + ". "
                        + FileProblems.wayOut(e) + " What it would have said: "
                        + (result.message() == null ? "the work is done." : result.message()));
                code = Status.ERROR.exitCode();
            }
            exit(code);
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerResult.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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
        Watchdog.start(spec.timeoutSeconds(), ending);
        Map<String, Work> commands = Map.of(WorkerSpec.TRAIN, new TrainWork(), WorkerSpec.VALIDATE, new ValidateWork());
        Progress progress = Progress.onStandardOutput("quiet".equals(spec.logLevel()));
        if ("debug".equals(spec.logLevel())) {
            describe(spec, progress);
        }
        ending.with(new Worker(commands, progress).run(spec, folder, temporary.folder()));
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
                return;
            }
            int code = result.status().exitCode();
            try {
                Json.write(folder.resolve(RESULT), result);
            } catch (IOException e) {
                System.out.println(Progress.MARK + RESULT + " cannot be written: " + e.getMessage());
                code = Status.CRASH.exitCode();
            }
            exit(code);
        }
    }
}

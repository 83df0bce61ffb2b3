package io.jenkins.plugins.mlpipeline.engine.worker;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.FileProblems;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.runtime.LinkProblems;
import io.jenkins.plugins.mlpipeline.engine.runtime.NativePreflight;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerResult.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Does the work of one {@code spec.json} and says how it ended. */
final class Worker {
    private final Map<String, WorkerCommand> commands;
    private final Progress progress;

    Worker(Map<String, WorkerCommand> commands, Progress progress) {
        this.commands = commands;
        this.progress = progress;
    }

    /**
     * Does the work.
     *
     * @param spec what to do
     * @param documents folder for documents
     * @param temporary folder that native libraries will be unpacked to
     * @return how it ended; a defect is an answer too
     */
    WorkerResult run(WorkerSpec spec, Path documents, Path temporary) {
        try {
            NativePreflight.check(temporary);
            return WorkerResult.ok(command(spec.command()).run(spec, documents, progress));
        } catch (UserError e) {
            return WorkerResult.not(Status.ERROR, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WorkerResult.not(Status.CRASH, "The worker was interrupted.");
        } catch (IOException | RuntimeException | LinkageError e) {
            return failed(e);
        }
    }

    private WorkerCommand command(String name) {
        WorkerCommand work = commands.get(name);
        if (work == null) {
            throw new UserError("The worker has no command \"" + name + "\". "
                    + NearNames.hint(String.valueOf(name), commands.keySet()));
        }
        return work;
    }

    private static WorkerResult failed(Throwable e) {
        Optional<String> machine = LinkProblems.explain(e);
        if (machine.isPresent()) {
            return WorkerResult.not(Status.ERROR, machine.get());
        }
        if (e instanceof UncheckedIOException unchecked) {
            return failed(unchecked.getCause());
        }
        if (e instanceof IOException io) {
            String sentence = FileProblems.failed(io);
            return WorkerResult.not(Status.ERROR, Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1));
        }
        // The log is where somebody who reports the defect will look.
        e.printStackTrace(System.out);
        return WorkerResult.not(Status.CRASH, "The worker failed with a defect of its own: " + reason(e) + ".");
    }

    private static String reason(Throwable e) {
        String message = e.getMessage() == null
                ? ""
                : ": " + e.getMessage().lines().findFirst().orElse("");
        return e.getClass().getSimpleName() + message;
    }

    /** Reads {@code spec.json}. */
    static WorkerSpec read(Path file) throws IOException {
        return Json.read(file, WorkerSpec.class);
    }
}

package io.jenkins.plugins.mlpipeline.watches;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The builds of a job that drift started, in a file of the job's own folder; the newest hundred are kept. */
final class DriftStarts {
    private static final String FILE = "ml-pipeline-drift.json";
    private static final int MOST = 100;

    private DriftStarts() {}

    /**
     * The file.
     *
     * @param schemaVersion 1
     * @param starts the newest first
     */
    private record Document(int schemaVersion, List<DriftStart> starts) {
        Document {
            starts = starts == null ? List.of() : List.copyOf(starts);
        }
    }

    /**
     * The newest first.
     *
     * @throws UserError when the file is damaged: how often was started is not known then
     */
    static synchronized List<DriftStart> of(Job<?, ?> job) {
        Path file = file(job);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Json.read(file, Document.class).starts();
        } catch (IOException | UserError e) {
            throw new UserError(
                    "Drift starts nothing here, because " + FILE
                            + " in the job's folder can't be read. Bring it back from a"
                            + " backup; an administrator who deletes it lets the job start anew.",
                    e);
        }
    }

    /** Notes a start, before it happens: a controller that ends in between starts once or not at all, but never twice. */
    static synchronized void add(Job<?, ?> job, DriftStart start) throws IOException {
        List<DriftStart> all = new ArrayList<>(of(job));
        all.add(0, start);
        Json.write(file(job), new Document(1, all.subList(0, Math.min(MOST, all.size()))));
    }

    /** Notes how the build of a start ended. */
    static synchronized void ended(Job<?, ?> job, String at, DriftStart.Outcome how) throws IOException {
        List<DriftStart> all = of(job).stream()
                .map(start -> start.at().equals(at) ? start.ended(how) : start)
                .toList();
        Json.write(file(job), new Document(1, all));
    }

    private static Path file(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(FILE);
    }
}

package io.jenkins.plugins.mlpipeline.watches;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.jobs.JobFile;
import java.io.IOException;
import java.util.List;

/** The builds of a job that drift started, in a file of the job's own folder; the newest hundred are kept. */
final class DriftStarts {
    private static final int MOST = 100;

    private static final JobFile<Document, DriftStart> FILE = new JobFile<>(
            "ml-pipeline-drift.json",
            Document.class,
            Document::starts,
            starts -> new Document(1, starts),
            "Drift starts nothing here",
            "start anew");

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
    static List<DriftStart> of(Job<?, ?> job) {
        return FILE.of(job);
    }

    /** Notes a start, before it happens: a controller that ends in between starts once or not at all, but never twice. */
    static void add(Job<?, ?> job, DriftStart start) throws IOException {
        FILE.change(job, all -> {
            all.add(0, start);
            all.subList(Math.min(MOST, all.size()), all.size()).clear();
        });
    }

    /** Notes how the build of a start ended. */
    static void ended(Job<?, ?> job, String at, DriftStart.Outcome how) throws IOException {
        FILE.change(job, all -> all.replaceAll(start -> start.at().equals(at) ? start.ended(how) : start));
    }
}

package io.jenkins.plugins.mlpipeline.jobs;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A list of what happened to a job, the newest first, in a JSON file of the job's own folder.
 *
 * @param <D> the document that the file holds
 * @param <T> one of what happened
 */
public final class JobFile<D, T> {
    private final String name;
    private final Class<D> document;
    private final Function<D, List<T>> entries;
    private final Function<List<T>, D> filled;
    private final String withoutIt;
    private final String anew;

    /**
     * A file.
     *
     * @param name in the job's folder
     * @param entries those of a document
     * @param filled the document of entries
     * @param withoutIt what a file that can't be read means, as "Drift starts nothing here"
     * @param anew what follows when an administrator deletes it, after "lets the job"
     */
    public JobFile(
            String name,
            Class<D> document,
            Function<D, List<T>> entries,
            Function<List<T>, D> filled,
            String withoutIt,
            String anew) {
        this.name = name;
        this.document = document;
        this.entries = entries;
        this.filled = filled;
        this.withoutIt = withoutIt;
        this.anew = anew;
    }

    /**
     * All, the newest first; empty without a file.
     *
     * @throws UserError when the file is damaged: what happened is not known then
     */
    public synchronized List<T> of(Job<?, ?> job) {
        Path file = path(job);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return entries.apply(Json.read(file, document));
        } catch (IOException | UserError e) {
            throw new UserError(
                    withoutIt + ", because " + name + " in the job's folder can't be read. Bring it back from a"
                            + " backup; an administrator who deletes it lets the job " + anew + ".",
                    e);
        }
    }

    /** Writes what a change makes of the entries, the newest first; errors as for {@link #of}. */
    public synchronized void change(Job<?, ?> job, Consumer<List<T>> change) throws IOException {
        List<T> all = new ArrayList<>(of(job));
        change.accept(all);
        Json.write(path(job), filled.apply(all));
    }

    private Path path(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(name);
    }
}

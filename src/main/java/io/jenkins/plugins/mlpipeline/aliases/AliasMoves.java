package io.jenkins.plugins.mlpipeline.aliases;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the aliases pointed that a job watches, in a file of the job's own folder; the newest hundred moves of each are kept. */
final class AliasMoves {
    private static final String FILE = "ml-pipeline-aliases.json";
    private static final int MOST_OF_ONE = 100;
    /** A job that was told ever other aliases. */
    private static final int MOST = 1000;

    private AliasMoves() {}

    /**
     * The file.
     *
     * @param schemaVersion 1
     * @param moves the newest first
     */
    private record Document(int schemaVersion, List<AliasMove> moves) {
        Document {
            moves = moves == null ? List.of() : List.copyOf(moves);
        }
    }

    /**
     * All of a job, the newest first.
     *
     * @throws UserError when the file is damaged: what was seen is not known then
     */
    static synchronized List<AliasMove> of(Job<?, ?> job) {
        Path file = file(job);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Json.read(file, Document.class).moves();
        } catch (IOException | UserError e) {
            throw new UserError(
                    "No alias starts anything here, because " + FILE
                            + " in the job's folder can't be read. Bring it back from a"
                            + " backup; an administrator who deletes it lets the job begin anew: the version that the"
                            + " alias points to then starts nothing.",
                    e);
        }
    }

    /** Those of one alias, the newest first; errors as for {@link #of(Job)}. */
    static List<AliasMove> of(Job<?, ?> job, String registry, ModelReference.Aliased alias) {
        return of(job).stream().filter(move -> move.isOf(registry, alias)).toList();
    }

    /** Notes a move, before its build is started: a controller that ends in between starts once or not at all, but never twice. */
    static synchronized void add(Job<?, ?> job, AliasMove move) throws IOException {
        List<AliasMove> all = new ArrayList<>(of(job));
        all.add(0, move);
        List<AliasMove> kept = new ArrayList<>();
        for (AliasMove one : all) {
            long newer = kept.stream()
                    .filter(other -> other.isOf(one.registry(), new ModelReference.Aliased(one.model(), one.alias())))
                    .count();
            if (newer < MOST_OF_ONE && kept.size() < MOST) {
                kept.add(one);
            }
        }
        Json.write(file(job), new Document(1, kept));
    }

    private static Path file(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(FILE);
    }
}

package io.jenkins.plugins.mlpipeline.aliases;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.jobs.JobFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where the aliases pointed that a job watches, in a file of the job's own folder; the newest hundred moves of each are kept. */
final class AliasMoves {
    private static final int MOST_OF_ONE = 100;
    /** A job that was told ever other aliases. */
    private static final int MOST = 1000;

    private static final JobFile<Document, AliasMove> FILE = new JobFile<>(
            "ml-pipeline-aliases.json",
            Document.class,
            Document::moves,
            moves -> new Document(1, moves),
            "No alias starts anything here",
            "begin anew: the version that the alias points to then starts nothing");

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
    static List<AliasMove> of(Job<?, ?> job) {
        return FILE.of(job);
    }

    /** Those of one alias, the newest first; errors as for {@link #of(Job)}. */
    static List<AliasMove> of(Job<?, ?> job, String registry, ModelReference.Aliased alias) {
        return of(job).stream().filter(move -> move.isOf(registry, alias)).toList();
    }

    /** Notes a move, before its build is started: a controller that ends in between starts once or not at all, but never twice. */
    static void add(Job<?, ?> job, AliasMove move) throws IOException {
        FILE.change(job, all -> {
            all.add(0, move);
            List<AliasMove> kept = kept(all);
            all.clear();
            all.addAll(kept);
        });
    }

    private static List<AliasMove> kept(List<AliasMove> all) {
        List<AliasMove> kept = new ArrayList<>();
        for (AliasMove one : all) {
            long newer = kept.stream()
                    .filter(other -> other.isOf(one.registry(), new ModelReference.Aliased(one.model(), one.alias())))
                    .count();
            if (newer < MOST_OF_ONE && kept.size() < MOST) {
                kept.add(one);
            }
        }
        return kept;
    }
}

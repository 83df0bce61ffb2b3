package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.TransientActionFactory;

/**
 * Makes the record of a build anew from the documents in its folder. A build that is saved while the plugin is disabled loses
 * what {@code build.xml} held, not its documents. A build is looked at once while it is in memory.
 *
 * @param <T> the record
 */
abstract class RestoredRecord<T extends BuildRecord> extends TransientActionFactory<Run> {
    private static final Logger LOGGER = Logger.getLogger(RestoredRecord.class.getName());

    private final Class<T> kind;
    private final String folder;
    private final Map<Run<?, ?>, SoftReference<List<T>>> seen = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param folder of the documents, in the build's */
    RestoredRecord(Class<T> kind, String folder) {
        this.kind = kind;
        this.folder = folder;
    }

    /** The record that the documents tell of; empty when they tell of nothing. */
    abstract Optional<T> read(Run<?, ?> run) throws IOException;

    @Override
    public final Class<Run> type() {
        return Run.class;
    }

    @Override
    public final Class<? extends Action> actionType() {
        return kind;
    }

    @Override
    public final Collection<? extends Action> createFor(Run target) {
        Run<?, ?> run = target;
        if (run.isBuilding() || run.getActions().stream().anyMatch(kind::isInstance)) {
            return List.of();
        }
        SoftReference<List<T>> known = seen.get(run);
        List<T> restored = known == null ? null : known.get();
        if (restored == null) {
            restored = restored(run);
            seen.put(run, new SoftReference<>(restored));
        }
        return restored;
    }

    private List<T> restored(Run<?, ?> run) {
        if (!Files.isDirectory(run.getRootDir().toPath().resolve(folder))) {
            return List.of();
        }
        try {
            Optional<T> record = read(run);
            record.ifPresent(made -> made.onAttached(run));
            return record.stream().toList();
        } catch (IOException | UserError e) {
            LOGGER.log(Level.WARNING, e, () -> "the record of " + run + " can't be made from its documents");
            return List.of();
        }
    }
}

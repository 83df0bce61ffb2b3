package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file with the looks, while one look is made: no other process may look at the same time. It is written whole and to the
 * disk, so that a look that is cut off has either been counted or not.
 */
public final class StateFile implements Closeable {
    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private StateFile(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the file, made at the first look.
     *
     * @throws UserError when another look is being made
     */
    public static StateFile open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new UserError(file + ": another look is being made with this state. Look again when it has ended.");
        }
        return new StateFile(file, channel, lock);
    }

    /**
     * The looks before.
     *
     * @param model {@code sha256:<hex>} of the model that is watched
     * @throws UserError when they are of another model, or the file is damaged
     */
    public WatchState read(String model) throws IOException {
        if (!Files.exists(file)) {
            return WatchState.begin(model);
        }
        WatchState state = Json.read(file, WatchState.class);
        if (!state.model().equals(model)) {
            throw new UserError(file + ": holds the looks at the model " + state.model() + ", and this one is " + model
                    + ". A new model begins a new watch: name another file with --state.");
        }
        return state;
    }

    /** Keeps the looks. */
    public void write(WatchState state) throws IOException {
        Json.write(file, state);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}

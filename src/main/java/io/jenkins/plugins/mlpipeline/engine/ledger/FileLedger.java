package io.jenkins.plugins.mlpipeline.engine.ledger;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A ledger in a JSON file. Processes take turns by a lock on a file beside it; readers see the old ledger or the new one. A
 * damaged ledger is an error and never begun anew, since that would forget uses.
 */
public final class FileLedger implements LedgerStore {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 20;
    private static final int MOST_TEST_SETS = 10_000;

    private final Path file;
    private final Path lockFile;

    /** @param file made at the first use */
    public FileLedger(Path file) {
        this.file = file;
        this.lockFile = file.resolveSibling(file.getFileName() + ".lock");
    }

    /**
     * The document, schema version 1.
     *
     * @param schemaVersion 1
     * @param testSets by {@code sha256:<hex>} of their rows; of their file, where older versions wrote or rows are not known
     */
    record Document(int schemaVersion, Map<String, TestSetUses> testSets) {
        static final int SCHEMA_VERSION = 1;

        Document {
            if (schemaVersion != SCHEMA_VERSION) {
                throw new IllegalArgumentException(
                        "the ledger has schema version " + schemaVersion + "; this version reads " + SCHEMA_VERSION);
            }
            if (testSets == null || !testSets.keySet().stream().allMatch(Digest::isDigest)) {
                throw new IllegalArgumentException("a ledger has test sets by their sha256");
            }
        }
    }

    @Override
    public TestSetUses update(TestSet testSet, UnaryOperator<TestSetUses> change) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return locked(file, lockFile, () -> {
            Map<String, TestSetUses> all = new TreeMap<>(
                    Files.exists(file) ? Json.read(file, Document.class).testSets() : Map.of());
            TestSetUses before = KnownTestSets.uses(all, testSet);
            TestSetUses after = change.apply(before);
            if (!after.equals(before)) {
                all.put(testSet.digest(), after);
                if (all.size() > MOST_TEST_SETS) {
                    throw new UserError(file + ": holds " + MOST_TEST_SETS
                            + " test sets, which is all that a ledger takes. Begin a new one.");
                }
                Json.write(file, new Document(Document.SCHEMA_VERSION, all));
            }
            return after;
        });
    }

    /** What is done while nobody else may. */
    @FunctionalInterface
    interface Turn {
        /** What is there afterwards. */
        TestSetUses take() throws IOException;
    }

    /**
     * Takes a turn.
     *
     * @param ledger for messages
     */
    static TestSetUses locked(Path ledger, Path lockFile, Turn turn) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(ledger, lockFile, channel)) {
            if (!lock.isValid()) {
                throw new IOException(lockFile + ": the lock was lost");
            }
            return turn.take();
        }
    }

    /** Waits for a lock; another thread of this process counts as another process. */
    private static FileLock lock(Path ledger, Path lockFile, FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Held by a thread of this process: wait as for another process.
            }
            if (System.nanoTime() > end) {
                throw new UserError(ledger + ": another process has held the ledger for " + PATIENCE.toSeconds()
                        + " seconds. End it, then try again.");
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException)
                        new InterruptedIOException("interrupted while waiting for " + lockFile).initCause(e);
            }
        }
    }
}

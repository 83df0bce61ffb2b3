package io.jenkins.plugins.mlpipeline.engine.ledger;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A ledger in a directory, with a file for each test set, so that what is written stays small; as {@link FileLedger} else. */
public final class DirectoryLedger implements LedgerStore {
    private final Path directory;

    /** @param directory made at the first use */
    public DirectoryLedger(Path directory) {
        this.directory = directory;
    }

    @Override
    public TestSetUses update(TestSet testSet, UnaryOperator<TestSetUses> change) throws IOException {
        Files.createDirectories(directory);
        return FileLedger.locked(directory, directory.resolve(".lock"), () -> {
            TestSetUses before = KnownTestSets.uses(all(), testSet);
            TestSetUses after = change.apply(before);
            if (!after.equals(before)) {
                Json.write(
                        directory.resolve(Digest.hex(testSet.digest()) + ".json"),
                        new FileLedger.Document(FileLedger.Document.SCHEMA_VERSION, Map.of(testSet.digest(), after)));
            }
            return after;
        });
    }

    private Map<String, TestSetUses> all() throws IOException {
        Map<String, TestSetUses> all = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                all.putAll(Json.read(file, FileLedger.Document.class).testSets());
            }
        }
        return all;
    }
}

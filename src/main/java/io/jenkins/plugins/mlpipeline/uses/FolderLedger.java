package io.jenkins.plugins.mlpipeline.uses;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.ledger.DirectoryLedger;
import io.jenkins.plugins.mlpipeline.engine.ledger.LedgerStore;
import io.jenkins.plugins.mlpipeline.engine.ledger.TestSet;
import io.jenkins.plugins.mlpipeline.engine.ledger.TestSetUses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;

/**
 * The uses of test sets by the jobs of one folder, in the folder's own directory, a file for each test set. They outlive
 * builds and jobs and go with the folder.
 */
public final class FolderLedger implements LedgerStore {
    private static final String NAME = "ml-pipeline-ledger";

    private final Path directory;

    private FolderLedger(Path directory) {
        this.directory = directory;
    }

    /** The ledger that a job shares with those beside it; the branches of a multibranch job share one. */
    public static FolderLedger of(Job<?, ?> job) {
        ItemGroup<?> around = job.getParent();
        File root = around instanceof Item folder
                ? folder.getRootDir()
                : Jenkins.get().getRootDir();
        return new FolderLedger(root.toPath().resolve(NAME));
    }

    @Override
    public TestSetUses update(TestSet testSet, UnaryOperator<TestSetUses> change) throws IOException {
        return new DirectoryLedger(directory).update(testSet, change);
    }
}

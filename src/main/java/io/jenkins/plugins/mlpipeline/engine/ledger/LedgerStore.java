package io.jenkins.plugins.mlpipeline.engine.ledger;

import java.io.IOException;
import java.util.function.UnaryOperator;

/** Where uses of test sets are kept: a file, or a controller. */
public interface LedgerStore {
    /**
     * Changes the uses of a test set, without another change in between; when this returns, the change is kept.
     *
     * @param testSet {@code sha256:<hex>} of the file
     * @param name the file's name, for people; may be null
     * @param change from what is there (no use, when there is nothing yet) to what shall be there
     * @return what is there now
     */
    TestSetUses update(String testSet, String name, UnaryOperator<TestSetUses> change) throws IOException;
}

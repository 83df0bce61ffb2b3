package io.jenkins.plugins.mlpipeline.engine.ledger;

import java.io.IOException;
import java.util.function.UnaryOperator;

/** Where uses of test sets are kept: a file, or a controller. */
public interface LedgerStore {
    /**
     * Changes the uses of a test set, without another change in between; when this returns, the change is kept.
     *
     * @param change from what is there, of this test set and of nearly the same ones (no use, when there is nothing yet), to
     *     what shall be there
     * @return what is there now
     */
    TestSetUses update(TestSet testSet, UnaryOperator<TestSetUses> change) throws IOException;
}

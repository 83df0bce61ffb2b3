package io.jenkins.plugins.mlpipeline.engine.ledger;

import java.util.Map;

/** Finds the uses of a test set among those of all. */
final class KnownTestSets {
    private KnownTestSets() {}

    /**
     * What is known of a test set: its own uses, and those of every other one that counts as the same.
     *
     * @param all by their keys
     */
    static TestSetUses uses(Map<String, TestSetUses> all, TestSet testSet) {
        TestSetUses own = all.get(testSet.digest());
        TestSetUses found = own == null ? TestSetUses.none(testSet) : own;
        for (Map.Entry<String, TestSetUses> other : all.entrySet()) {
            if (!other.getKey().equals(testSet.digest()) && testSet.isSame(other.getKey(), other.getValue())) {
                found = found.and(other.getValue(), !testSet.isKnown(other.getKey(), other.getValue()));
            }
        }
        return found;
    }
}

package io.jenkins.plugins.mlpipeline.engine.ledger;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.io.IOException;
import java.time.Instant;

/**
 * Counts a verdict as a use of its test set, and puts what follows into the verdict: a rule beside the gates where uses are
 * limited, INCONCLUSIVE once they are used up. An ERROR decided nothing and is not counted.
 */
public final class Ledger {
    /** The rule's id among the gates. */
    public static final String RULE = "test-set-uses";

    private static final String METRIC = "test_set_uses";

    private Ledger() {}

    /**
     * Checks that a limit will be kept.
     *
     * @param maxUses how many uses are allowed; null when they are not limited
     * @param store null where uses are not counted
     * @throws UserError when uses are limited and not counted
     */
    public static void requireCounted(Integer maxUses, LedgerStore store) {
        if (maxUses != null && store == null) {
            throw new UserError(
                    "the spec limits the uses of a test set (ledger.maxUses), and there is no ledger to count"
                            + " them in. Give --ledger, or ledger.file in the spec.");
        }
    }

    /**
     * The verdict with the ledger's word.
     *
     * @param data the rows that the verdict is about, as the evaluation has them
     * @param maxUses null when uses are counted and not limited
     * @throws UserError when a gate has the rule's id
     */
    public static GateResult count(GateResult result, DataRef data, Integer maxUses, LedgerStore store, Instant now)
            throws IOException {
        if (result.gates().stream().anyMatch(gate -> gate.id().equals(RULE))) {
            throw new UserError("a gate has the id \"" + RULE + "\", which is the ledger's; give it another one.");
        }
        LedgerEntry entry = entry(result, TestSet.of(data), maxUses, store, now);
        return maxUses == null || result.verdict() == Verdict.ERROR
                ? result.with(Json.tree(entry), null, entry.reason())
                : result.with(Json.tree(entry), rule(entry), null);
    }

    private static LedgerEntry entry(
            GateResult result, TestSet testSet, Integer maxUses, LedgerStore store, Instant now) throws IOException {
        if (testSet == null) {
            return new LedgerEntry(
                    null,
                    null,
                    null,
                    null,
                    maxUses,
                    false,
                    "The test set is not known, so its uses can't be counted; gate an evaluation that names its rows.");
        }
        String model = model(result);
        if (result.verdict() == Verdict.ERROR) {
            TestSetUses uses = store.update(testSet, there -> there);
            return new LedgerEntry(
                    testSet.digest(),
                    model,
                    null,
                    uses.uses().size(),
                    maxUses,
                    false,
                    "Nothing was decided, so this is not a use of the test set.");
        }
        boolean[] repeated = new boolean[1];
        TestSetUses uses = store.update(testSet, there -> {
            repeated[0] = there.position(model) > 0;
            if (!repeated[0] && there.uses().size() >= TestSetUses.MOST_USES) {
                throw new UserError("the test set " + testSet.digest() + " was used " + TestSetUses.MOST_USES
                        + " times. Take a fresh one.");
            }
            return there.with(model, now);
        });
        int use = uses.position(model);
        return new LedgerEntry(
                testSet.digest(),
                model,
                use,
                uses.uses().size(),
                maxUses,
                repeated[0],
                reason(use, maxUses, repeated[0]) + alike(uses));
    }

    private static String model(GateResult result) {
        if (result.model() != null) {
            return result.model().digest();
        }
        return result.subject() != null ? result.subject() : result.evaluation().sha256();
    }

    private static String reason(int use, Integer maxUses, boolean repeated) {
        String again = repeated ? "; deciding about the same model again costs nothing" : "";
        if (maxUses == null) {
            return "This is use " + Figures.count(use) + " of the test set" + again + "; uses are not limited.";
        }
        if (use <= maxUses) {
            return "This is use " + Figures.count(use) + " of " + Figures.count(maxUses) + " of the test set" + again
                    + ".";
        }
        return "The test set was used for " + Figures.count(use - 1L) + (use == 2 ? " other model" : " other models")
                + " and " + Figures.count(maxUses) + (maxUses == 1 ? " use is" : " uses are")
                + " allowed, so a good result may be luck by now; take a fresh test set.";
    }

    private static String alike(TestSetUses uses) {
        return uses.alike().isEmpty()
                ? ""
                : " Uses of " + String.join(", ", uses.alike()) + " count too, which share over 90 % of the rows.";
    }

    private static GateOutcome rule(LedgerEntry entry) {
        return GateOutcome.ofRule(
                RULE,
                METRIC,
                "<=",
                entry.maxUses(),
                entry.use() == null ? null : entry.use().doubleValue(),
                entry.isWithin() ? Verdict.PASS : Verdict.INCONCLUSIVE,
                entry.reason());
    }
}

package io.jenkins.plugins.mlpipeline.engine.verification.check;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.List;

/** What a check without data means for the whole. */
public enum NoData {
    /** The verification is inconclusive. */
    INCONCLUSIVE,
    /** It is as if the check had passed: for what may be silent, written out by whoever knows that. */
    PASS;

    /** @throws UserError when it is none */
    public static NoData of(String written) {
        return switch (written) {
            case "inconclusive" -> INCONCLUSIVE;
            case "pass" -> PASS;
            default ->
                throw new UserError("noData \"" + written + "\" is unknown. "
                        + NearNames.hint(written, List.of("inconclusive", "pass")));
        };
    }
}

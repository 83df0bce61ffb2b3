package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding.Decision;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets a deployment through, or not, whose turn has come after it waited. What it brings was compared with what was judged before
 * and is kept with its plan; all that may have changed since is looked at again.
 */
public final class Turn {
    private Turn() {}

    /**
     * Decides.
     *
     * @param link that let the deployment through when it was prepared
     * @param gate the verdict as it is recorded now, or {@code null} when it is gone
     * @param terms what the verdict must be like now
     * @param permitted whether the administrator lets the job deploy without a verdict now
     * @return the link as it is now, which texts that are no longer named make weaker; or why it is not let through any more
     */
    public static Decision decide(
            GateLink link, GateVerdict gate, Binding.Terms terms, boolean permitted, Instant now) {
        GateLink held = link.where(terms.texts());
        String digest = gate == null ? null : gate.digest();
        return refusal(held, gate, terms, permitted, now)
                .<Decision>map(refused -> refused)
                .orElseGet(() -> new Decision.Allowed(held, digest));
    }

    private static Optional<Decision.Refused> refusal(
            GateLink link, GateVerdict gate, Binding.Terms terms, boolean permitted, Instant now) {
        if (!link.gated()) {
            return permitted ? Optional.empty() : refused("the administrator no longer permits allowUngated here");
        }
        Optional<Decision.Refused> expired = Binding.expired(link, terms.maxAge(), now);
        if (expired.isPresent()) {
            return expired;
        }
        if (gate == null) {
            return refused("the gate's verdict was gone when the deployment's turn came");
        }
        if (!gate.identity().equals(link.gateDigest())) {
            return refused(
                    "the gate gave another verdict, or on something else, while the deployment waited for its turn");
        }
        Optional<String> objection = Binding.objection(gate, terms, now);
        if (objection.isPresent()) {
            return refused(objection.get());
        }
        return link.how().isAtLeast(terms.minimum())
                ? Optional.empty()
                : refused(Binding.weak(link.how(), link.uncovered(), terms.minimum()));
    }

    private static Optional<Decision.Refused> refused(String why) {
        return Optional.of(Binding.notDeployed(why));
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink.How;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lets a deployment through, or not, before anything is written. */
public final class Binding {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private Binding() {}

    /** The decision. */
    public sealed interface Decision {
        /**
         * Let through.
         *
         * @param link for the record
         * @param modelDigest the digest for the pod template, or {@code null} when none is known
         */
        record Allowed(GateLink link, String modelDigest) implements Decision {}

        /** {@code UNGATED} or {@code TAMPERED}. */
        record Refused(Outcome outcome, String message) implements Decision {}

        /** The one of two that lets less through, or says less. */
        default Decision weaker(Decision other) {
            Decision weaker = rank(this) >= rank(other) ? this : other;
            return weaker instanceof Allowed allowed && this instanceof Allowed one && other instanceof Allowed two
                    ? new Allowed(
                            allowed.link()
                                    .relyingOn(Stream.of(one, two)
                                            .flatMap(part -> part.link().texts().stream())
                                            .toList()),
                            allowed.modelDigest())
                    : weaker;
        }

        private static int rank(Decision decision) {
            if (decision instanceof Refused refused) {
                return How.values().length + (refused.outcome() == Outcome.TAMPERED ? 1 : 0);
            }
            return ((Allowed) decision).link().how().ordinal();
        }
    }

    /**
     * What may be deployed without a passing verdict.
     *
     * @param reason why somebody wants to, or {@code null}
     * @param permitted whether the administrator lets them
     */
    public record Ungated(String reason, boolean permitted) {
        /** Nothing may. */
        public static final Ungated NO = new Ungated(null, false);
    }

    /**
     * What a verdict must be like to let a deployment through.
     *
     * @param maxAge how old it may be
     * @param policy lines of the administrator's policy that it must have been given under
     * @param approval of what was judged, which lets a verdict through that is no PASS; {@code null} for none
     * @param minimum how much must have been compared with what was judged
     * @param texts paths of text files in volumes that may stand beside the model
     */
    public record Terms(Duration maxAge, List<String> policy, Approval approval, How minimum, Set<String> texts) {
        public Terms {
            policy = List.copyOf(policy);
            texts = Set.copyOf(texts);
        }

        /** Terms that demand no more than a verdict, and know of no texts. */
        public Terms(Duration maxAge, List<String> policy, Approval approval) {
            this(maxAge, policy, approval, How.DECLARED_ONLY, Set.of());
        }
    }

    /** Decides where there is neither a policy nor an approval. */
    public static Decision decide(Delivery delivery, GateVerdict gate, Duration maxAge, Instant now, Ungated ungated) {
        return decide(delivery, gate, new Terms(maxAge, List.of(), null), now, ungated);
    }

    /**
     * Decides.
     *
     * @param gate the verdict, or {@code null}
     * @param terms what the verdict must be like
     * @param ungated what may be deployed without one; bytes that differ from what was judged never may
     */
    public static Decision decide(Delivery delivery, GateVerdict gate, Terms terms, Instant now, Ungated ungated) {
        if (gate == null) {
            return without("there is no gate verdict (gate)", delivery, ungated);
        }
        Optional<String> objection = objection(gate, terms, now);
        if (objection.isPresent()) {
            return without(objection.get(), delivery, ungated);
        }
        if (gate.digest() == null) {
            return without(
                    "the gate's verdict is not bound to any model (validate with subject, or from the model itself)",
                    delivery,
                    ungated);
        }
        DeliveryComparison.Result result = new DeliveryComparison(delivery, gate, terms.texts()).result();
        if (result instanceof DeliveryComparison.Result.Differs other) {
            return tampered(other.name(), other.actual(), gate.digest());
        }
        if (result instanceof DeliveryComparison.Result.Nothing none) {
            return without(none.why(), delivery, ungated);
        }
        DeliveryComparison.Result.Bound bound = (DeliveryComparison.Result.Bound) result;
        if (!bound.how().isAtLeast(terms.minimum())) {
            return without(weak(bound.how(), bound.uncovered(), terms.minimum()), delivery, ungated);
        }
        GateLink link = new GateLink(
                bound.how(),
                bound.compared(),
                bound.container(),
                bound.uncovered(),
                bound.texts(),
                gate.identity(),
                gate.judgedAt().toString(),
                null,
                passed(gate) ? null : terms.approval());
        return new Decision.Allowed(link, gate.digest());
    }

    /** Why a verdict lets nothing through, whatever is deployed; empty when it may. */
    static Optional<String> objection(GateVerdict gate, Terms terms, Instant now) {
        Approval approval = terms.approval();
        if (!passed(gate) && !approves(approval, gate, now)) {
            boolean ended = approval != null && !approval.holds(now);
            return Optional.of("the gate's verdict is " + gate.verdict()
                    + (ended ? ", and its approval by " + approval.by() + " ended " + approval.expires() : ""));
        }
        List<String> missing = terms.policy().stream()
                .filter(line -> !gate.policy().contains(line))
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of("the gate's verdict was given without the administrator's gate "
                    + String.join(", ", missing) + ", which is in force now");
        }
        Duration maxAge = terms.maxAge();
        Duration age = Duration.between(gate.judgedAt(), now);
        if (age.compareTo(maxAge) > 0) {
            return Optional.of("the gate's verdict is " + words(age) + " old, and maxAge is " + words(maxAge));
        }
        return age.negated().compareTo(CLOCKS_DIFFER) > 0
                ? Optional.of("the gate's verdict is dated in the future (" + gate.judgedAt() + ")")
                : Optional.empty();
    }

    private static boolean passed(GateVerdict gate) {
        return gate.verdict().equals(Verdict.PASS.name());
    }

    static String weak(How how, List<String> uncovered, How minimum) {
        return "its binding to the gate is " + how + " (" + how.meaning() + "), and " + minimum
                + " is demanded (minimumBinding)"
                + (uncovered.isEmpty() ? "" : "; not covered: " + String.join("; ", uncovered));
    }

    private static boolean approves(Approval approval, GateVerdict gate, Instant now) {
        return approval != null
                && approval.holds(now)
                && Arrays.stream(Verdict.values()).anyMatch(v -> v.name().equals(gate.verdict()) && approval.covers(v));
    }

    /**
     * Whether a verdict that let a deployment through has become too old meanwhile, because the deployment waited.
     *
     * @param link of the deployment
     */
    public static Optional<Decision.Refused> expired(GateLink link, Duration maxAge, Instant now) {
        if (!link.gated()) {
            return Optional.empty();
        }
        if (link.approval() != null && !link.approval().holds(now)) {
            return Optional.of(notDeployed("the approval by " + link.approval().by() + " had ended "
                    + link.approval().expires() + " when the deployment's turn came"));
        }
        Duration age = Duration.between(Instant.parse(link.judgedAt()), now);
        return age.compareTo(maxAge) > 0
                ? Optional.of(notDeployed("the gate's verdict was " + words(age)
                        + " old when the deployment's turn came, and maxAge is " + words(maxAge)))
                : Optional.empty();
    }

    static Decision.Refused notDeployed(String why) {
        return new Decision.Refused(Outcome.UNGATED, "Not deployed, because " + why + ".");
    }

    private static Decision tampered(String name, String actual, String judged) {
        return new Decision.Refused(
                Outcome.TAMPERED,
                name + " is " + actual + ", but the gate judged " + judged
                        + ". Nothing was written. Validate and gate what is to be deployed.");
    }

    private static Decision without(String why, Delivery delivery, Ungated ungated) {
        if (ungated.reason() == null) {
            return notDeployed(why);
        }
        if (!ungated.permitted()) {
            return notDeployed(why + ", and the administrator doesn't permit allowUngated here");
        }
        String digest = delivery.model() == null ? null : delivery.model().digest();
        return new Decision.Allowed(new GateLink(How.UNGATED, null, null, ungated.reason() + " (" + why + ")"), digest);
    }

    private static String words(Duration d) {
        if (d.toHours() >= 1) {
            return d.toHours() + " h";
        }
        return d.toMinutes() >= 1 ? d.toMinutes() + " min" : d.toSeconds() + " s";
    }
}

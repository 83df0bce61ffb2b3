package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gates that an administrator demands beside those of a spec. Their ids begin with {@link #PREFIX}, which no other gate's
 * may, so that nothing in a spec can replace one.
 *
 * @param rules in the order in which they were written
 * @param preconditions what is demanded of the rows and of the job that judges, in the order in which they were written
 */
public record Policy(List<Rule> rules, List<Precondition> preconditions) {
    /** How the ids of a policy's gates begin. */
    public static final String PREFIX = "policy/";

    /** Demands nothing. */
    public static final Policy NONE = new Policy(List.of(), List.of());

    public Policy {
        rules = List.copyOf(rules);
        preconditions = List.copyOf(preconditions);
    }

    /**
     * One line of a policy.
     *
     * @param line as it was written
     * @param settings the gate by the keys of a spec
     * @param gate what they mean
     */
    public record Rule(String line, Map<String, Object> settings, Gate gate) {}

    /**
     * Which policy a verdict was given under, part of {@code gate.json}.
     *
     * @param sha256 {@code sha256:<hex>} of the lines, joined by line feeds
     * @param gates the lines
     */
    public record Applied(String sha256, List<String> gates) {
        public Applied {
            gates = List.copyOf(gates);
        }
    }

    /** Both together; what they say in the same words is demanded once. */
    public Policy and(Policy other) {
        Policy both = this;
        for (Rule rule : other.rules) {
            Gate gate = rule.gate.named(rule.gate.id().substring(PREFIX.length()));
            both = both.with(rule.line, rule.settings, gate, rule.line);
        }
        for (Precondition demanded : other.preconditions) {
            both = both.with(demanded);
        }
        return both;
    }

    /** This and a demand of the rows or of the job that judges, unless it is demanded already. */
    public Policy with(Precondition demanded) {
        if (preconditions.contains(demanded)) {
            return this;
        }
        List<Precondition> all = new ArrayList<>(preconditions);
        all.add(demanded);
        return new Policy(rules, all);
    }

    /**
     * This and a gate, whose id gets {@link #PREFIX} before it and a number where that is taken; this alone when it has
     * the same line already.
     *
     * @param line as it was written
     * @param settings the gate by the keys of a spec
     * @param gate what they mean
     * @param at what to call it in messages
     * @throws UserError when the id becomes too long
     */
    public Policy with(String line, Map<String, Object> settings, Gate gate, String at) {
        if (rules.stream().anyMatch(rule -> rule.line.equals(line))) {
            return this;
        }
        String id = PREFIX + gate.id();
        String free = id;
        for (int n = 2; isTaken(free); n++) {
            free = id + "-" + n;
        }
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.put("id", free);
        List<Rule> all = new ArrayList<>(rules);
        try {
            all.add(new Rule(line, own, gate.named(free)));
        } catch (UserError e) {
            throw new UserError(at + ": " + e.getMessage(), e);
        }
        return new Policy(all, preconditions);
    }

    private boolean isTaken(String id) {
        return rules.stream().anyMatch(rule -> rule.gate.id().equals(id));
    }

    /**
     * The gates of a spec with these after them.
     *
     * @throws UserError when one of the spec's has an id that is kept for a policy
     */
    public Gates over(Gates own) {
        for (Gate gate : own.gates()) {
            if (gate.id().startsWith(PREFIX)) {
                throw new UserError("a gate has the id \"" + gate.id() + "\"; ids that begin with \"" + PREFIX
                        + "\" are kept for the administrator's policy, so give it another one.");
            }
        }
        List<Gate> all = new ArrayList<>(own.gates());
        rules.forEach(rule -> all.add(rule.gate));
        return new Gates(all, own.notes());
    }

    /** Whether a gate compares with a baseline. */
    public boolean comparesWithBaseline() {
        return rules.stream()
                .anyMatch(rule ->
                        rule.gate.versus().filter(v -> v == Versus.BASELINE).isPresent());
    }

    /** The gates by the keys of a spec, for who computes what they need. */
    public List<Map<String, Object>> settings() {
        return rules.stream().map(Rule::settings).toList();
    }

    /** The lines. */
    public List<String> lines() {
        return Stream.concat(
                        rules.stream().map(Rule::line), preconditions.stream().map(Precondition::line))
                .toList();
    }

    /** For the record; null when nothing is demanded. */
    public Applied applied() {
        return lines().isEmpty() ? null : new Applied(Digest.ofText(String.join("\n", lines())), lines());
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a custom resource of a kind is deployed, declared as data: {@code Certificate.cert-manager.io ready=Ready
 * failed=Issuing:False observed=condition}.
 *
 * @param kind {@code KIND.group}
 * @param ready what holds of one that works; all of them must
 * @param failed what holds of one that will not work; any of them suffices
 * @param observed how its status says which specification it is about
 * @param text as it was written
 */
public record ConditionRule(String kind, List<Term> ready, List<Term> failed, Observed observed, String text) {
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}\\.[a-z0-9][-a-z0-9.]{0,250}");
    private static final Pattern TERM = Pattern.compile(
            "((?:\\.[A-Za-z][A-Za-z0-9]{0,62}){1,8}|[A-Za-z][-A-Za-z0-9./]{0,252})(?::([-A-Za-z0-9._]{1,63}))?");
    private static final String FORM =
            "write it as \"KIND.group ready=TYPE failed=TYPE:False observed=generation\", for example"
                    + " \"Certificate.cert-manager.io ready=Ready failed=Issuing:False observed=condition\"";
    private static final int MOST_CHARACTERS = 1_000;

    public ConditionRule {
        ready = List.copyOf(ready);
        failed = List.copyOf(failed);
    }

    /** How a status says which specification it is about. */
    public enum Observed {
        /** {@code status.observedGeneration}. */
        GENERATION,
        /** Each condition has an {@code observedGeneration} of its own. */
        CONDITION,
        /** It doesn't: a condition counts that changed since the write, or that still stands some seconds later. */
        NONE
    }

    /**
     * Something that may hold of a status.
     *
     * @param name the type of a condition, or the path of a field below {@code status} with a dot before each name
     * @param value the condition's status, or the field's value
     */
    public record Term(String name, String value) {
        /** Whether it is a field, rather than a condition. */
        boolean field() {
            return name.startsWith(".");
        }

        /** As it is said to people: {@code Ready is Unknown}. */
        String now(JsonNode status) {
            return (field() ? name.substring(1) : name) + " is " + found(status).orElse("absent");
        }

        boolean holds(JsonNode status) {
            return found(status).filter(value::equals).isPresent();
        }

        private Optional<String> found(JsonNode status) {
            if (!field()) {
                return condition(status).map(c -> c.path("status").asText());
            }
            JsonNode node = status;
            for (String step : name.substring(1).split("\\.")) {
                node = node.path(step);
            }
            return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
        }

        /** The condition that it speaks of; empty for a field. */
        Optional<JsonNode> condition(JsonNode status) {
            for (JsonNode condition : status.path("conditions")) {
                if (condition.path("type").asText().equals(name)) {
                    return Optional.of(condition);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Reads a rule.
     *
     * @throws UserError when it is none, or of a kind that has rules of its own
     */
    public static ConditionRule read(String written) {
        String text = written.strip();
        String[] words = text.split("\\s+");
        if (text.length() > MOST_CHARACTERS || !KIND.matcher(words[0]).matches()) {
            throw no(text, "begins with no kind of a custom resource");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int is = words[i].indexOf('=');
            String key = is < 0 ? words[i] : words[i].substring(0, is);
            if (is < 0 || !List.of("ready", "failed", "observed").contains(key)) {
                throw no(text, "has \"" + words[i] + "\", which is neither ready=, failed= nor observed=");
            }
            if (parts.put(key, words[i].substring(is + 1)) != null) {
                throw no(text, "has " + key + "= twice");
            }
        }
        List<Term> ready = terms(text, parts.getOrDefault("ready", ""));
        if (ready.isEmpty()) {
            throw no(text, "doesn't say when it is ready");
        }
        int dot = words[0].indexOf('.');
        String apiVersion = words[0].substring(dot + 1) + "/v1";
        if (Kind.isBuiltIn(apiVersion) || WorkloadKinds.known(apiVersion, words[0].substring(0, dot))) {
            throw new UserError("A rule for " + words[0] + " is not needed: this kind has rules of its own.");
        }
        return new ConditionRule(
                words[0],
                ready,
                terms(text, parts.getOrDefault("failed", "")),
                observed(text, parts.getOrDefault("observed", "generation")),
                text);
    }

    /**
     * Reads rules, at most one for a kind.
     *
     * @throws UserError for the first that is none
     */
    public static List<ConditionRule> read(Collection<String> written) {
        List<ConditionRule> rules = new ArrayList<>();
        for (String text : written) {
            ConditionRule rule = read(text);
            if (rules.stream().anyMatch(r -> r.kind().equals(rule.kind()))) {
                throw new UserError("There are two rules for " + rule.kind() + "; one alone can count.");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static List<Term> terms(String text, String written) {
        List<Term> terms = new ArrayList<>();
        if (written.isEmpty()) {
            return terms;
        }
        for (String word : written.split(",", -1)) {
            Matcher term = TERM.matcher(word);
            if (!term.matches() || (word.startsWith(".") && term.group(2) == null)) {
                throw no(
                        text,
                        "has \"" + word + "\", which is neither the type of a condition (Ready, or Stalled:False) nor a"
                                + " field of the status with its value (.phase:Running)");
            }
            terms.add(new Term(term.group(1), term.group(2) == null ? "True" : term.group(2)));
        }
        return terms;
    }

    private static Observed observed(String text, String written) {
        for (Observed observed : Observed.values()) {
            if (observed.name().toLowerCase(Locale.ROOT).equals(written)) {
                return observed;
            }
        }
        throw no(text, "has observed=" + written + ", which is not generation, condition or none");
    }

    private static UserError no(String text, String why) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return new UserError("The rule \"" + shown + "\" " + why + "; " + FORM + ".");
    }

    /** Whether it is the rule of a kind. */
    public boolean isOf(String apiVersion, String otherKind) {
        int slash = apiVersion.indexOf('/');
        return slash > 0 && kind.equals(otherKind + "." + apiVersion.substring(0, slash));
    }
}

package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.gate.Precondition;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads an administrator's policy, a line at a time. */
public final class PolicyReader {
    private PolicyReader() {}

    /**
     * Reads a policy: a gate in each line, as an expression ({@code accuracy>=0.9}) or in braces with the keys of a spec
     * ({@code {metric: recall, min: 0.8, decide: lowerBound}}), or a demand of the test set or of the job that judges
     * ({@code {testSet: "sha256:..."}}, {@code {testSet: june.csv}}, {@code {job: risk/judge}}). Empty lines and those
     * that begin with # say nothing.
     *
     * @param name what to call it in messages
     * @throws UserError when a line is not understood
     */
    public static Policy parse(String text, String name) {
        Policy policy = Policy.NONE;
        int number = 0;
        for (String written : text.lines().toList()) {
            number++;
            String line = written.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String at = name + ", line " + number;
                Map<String, Object> settings = settings(line, at);
                Optional<Precondition> demanded = precondition(line, settings, at);
                policy = demanded.isPresent()
                        ? policy.with(demanded.get())
                        : policy.with(line, settings, GateReader.of(settings, at), at);
            }
        }
        return policy;
    }

    private static Map<String, Object> settings(String line, String at) {
        try {
            return InlineMapping.isOne(line)
                    ? InlineMapping.parse(line, at)
                    : new LinkedHashMap<>(GateExpression.settings(line));
        } catch (UserError e) {
            throw e.getMessage().startsWith(at) ? e : new UserError(at + ": " + e.getMessage(), e);
        }
    }

    /** A line that demands something of the test set or of the job; empty for a gate. */
    private static Optional<Precondition> precondition(String line, Map<String, Object> settings, String at) {
        Optional<Precondition.Kind> kind = Arrays.stream(Precondition.Kind.values())
                .filter(k -> settings.containsKey(k.key()) && !settings.containsKey("metric"))
                .findFirst();
        kind.ifPresent(k -> {
            if (settings.size() > 1 || !(settings.get(k.key()) instanceof String text) || text.isBlank()) {
                throw new UserError(at + ": {" + k.key()
                        + ": ...} has one text and no other key; demand each in a line of its own.");
            }
        });
        return kind.map(k -> new Precondition(line, k, ((String) settings.get(k.key())).strip()));
    }
}

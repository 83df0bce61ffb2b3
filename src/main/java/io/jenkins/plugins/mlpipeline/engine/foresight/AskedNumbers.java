package io.jenkins.plugins.mlpipeline.engine.foresight;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Numbers that are looked at.
 *
 * @param queries how a server is asked for them, in PromQL, by name
 * @param limits what is demanded of a number, by name; null where nothing is
 */
public record AskedNumbers(Map<String, String> queries, Map<String, Boundary> limits) {
    /** More are not asked for at once. */
    private static final int MOST = 20;

    /**
     * Numbers as people write them.
     *
     * @param queries {@code memory=max(process_resident_memory_bytes)}
     * @param metrics names of numbers of which nothing is demanded
     * @param limits {@code memory<=2000000000}
     * @throws UserError for the first that is not understood
     */
    public static AskedNumbers of(List<String> queries, List<String> metrics, List<String> limits) {
        Map<String, String> named = new LinkedHashMap<>();
        queries.forEach(query -> addQuery(query, named));
        Map<String, Boundary> asked = new LinkedHashMap<>();
        metrics.forEach(metric -> asked.put(metric, null));
        limits.forEach(limit -> addLimit(limit, asked));
        named.keySet().forEach(name -> asked.putIfAbsent(name, null));
        if (named.size() > MOST) {
            throw new UserError(named.size() + " queries are too many; at most " + MOST + " are asked at once.");
        }
        return new AskedNumbers(named, asked);
    }

    private static void addQuery(String query, Map<String, String> named) {
        int sign = query.indexOf('=');
        String name = sign < 0 ? "" : query.substring(0, sign).strip();
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")
                || query.substring(sign + 1).isBlank()) {
            throw new UserError("The query \"" + query + "\" has no name. Write NAME=PROMQL, for example"
                    + " 'memory=max(process_resident_memory_bytes)'.");
        }
        if (named.put(name, query.substring(sign + 1).strip()) != null) {
            throw new UserError("Two queries are named \"" + name + "\". Give each number a name of its own.");
        }
    }

    private static void addLimit(String expression, Map<String, Boundary> asked) {
        int least = expression.indexOf(">=");
        int most = expression.indexOf("<=");
        int at = least < 0 || most >= 0 && most < least ? most : least;
        String name = at < 0 ? "" : expression.substring(0, at).strip();
        String number = at < 0 ? "" : expression.substring(at + 2).strip();
        if (name.isEmpty() || "<>=".indexOf(name.charAt(name.length() - 1)) >= 0 || number.isEmpty()) {
            throw new UserError(
                    "\"" + expression + "\" is not understood. Write accuracy>=0.75 or latency_ms_p95<=250.");
        }
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw new UserError("\"" + expression + "\": \"" + number + "\" is no number.", e);
        }
        if (!Double.isFinite(value)) {
            throw new UserError("\"" + expression + "\": \"" + number + "\" is no finite number.");
        }
        if (asked.get(name) != null) {
            throw new UserError("\"" + name + "\" has two limits. Give the one that counts.");
        }
        asked.put(name, new Boundary(value, at == most));
    }

    /**
     * Asks a server for all of them, and notes what is to be noted.
     *
     * @param words puts what they stand for into a query
     * @param since how far back
     * @throws UserError when a limit is on a number that no query asks for, or as {@link ServiceHistory#ask}
     */
    public List<Notes> ask(Prometheus server, UnaryOperator<String> words, Duration since, Instant now)
            throws InterruptedException {
        for (String name : limits.keySet()) {
            if (!queries.containsKey(name)) {
                throw new UserError(
                        "There is no query named \"" + name + "\". " + NearNames.hint(name, queries.keySet()));
            }
        }
        List<Notes> notes = new ArrayList<>();
        for (Map.Entry<String, String> query : queries.entrySet()) {
            History history = ServiceHistory.ask(server, query.getKey(), words.apply(query.getValue()), since, now);
            notes.add(Foresight.of(history, limits.get(query.getKey())));
        }
        return notes;
    }
}

package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the words of a selector stand for: {@code $pods}, {@code $namespace}, {@code $workload}, {@code $service}.
 *
 * @param pods which series are of the deployment's pods
 * @param words what the other words stand for, without the dollar sign
 */
public record Scope(List<Matcher> pods, Map<String, String> words) {
    /** Stands for the time that is judged, in a query. */
    private static final String WINDOW = "$window";

    public Scope {
        pods = List.copyOf(pods);
        words = Map.copyOf(words);
    }

    /** The selector with the target in it; one that names nothing of a target gets its pods. */
    public Selector of(Selector selector) {
        List<Matcher> matchers = new ArrayList<>();
        for (Matcher matcher : selector.matchers()) {
            if (matcher.operator().isEmpty()) {
                matchers.addAll(pods);
            } else {
                matchers.add(new Matcher(matcher.label(), matcher.operator(), replaced(matcher.value())));
            }
        }
        if (!selector.namesTarget()) {
            matchers.addAll(pods);
        }
        return new Selector(selector.metric(), matchers);
    }

    /** A query with the target and the window in it. */
    public String of(String query, Duration window) {
        String matchers = String.join(",", pods.stream().map(Matcher::toString).toList());
        return replaced(query.replace(Selector.PODS, matchers).replace(WINDOW, seconds(window)));
    }

    /** A time as PromQL writes it. */
    static String seconds(Duration time) {
        return Math.max(1, time.toSeconds()) + "s";
    }

    private String replaced(String text) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace("$" + word.getKey(), word.getValue());
        }
        return filled;
    }
}

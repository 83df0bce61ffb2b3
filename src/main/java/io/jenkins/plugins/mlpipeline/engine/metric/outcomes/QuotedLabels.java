package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Labels as sentences name them. */
public final class QuotedLabels {
    private static final int MOST_NAMED = 5;

    private QuotedLabels() {}

    /** The labels that are meant, quoted; a long list is cut. */
    public static String of(List<String> labels, IntPredicate which) {
        List<String> named = IntStream.range(0, labels.size())
                .filter(which)
                .mapToObj(i -> '"' + labels.get(i) + '"')
                .toList();
        String text = named.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return named.size() > MOST_NAMED ? text + " and " + (named.size() - MOST_NAMED) + " more" : text;
    }

    /** Why a ranking is undefined where all rows have one label. */
    public static String onlyOneClass(ClassificationOutcomes outcomes) {
        return "only one class in the data: every row is "
                + of(outcomes.labels(), i -> outcomes.confusion().trueSum(i) > 0);
    }
}

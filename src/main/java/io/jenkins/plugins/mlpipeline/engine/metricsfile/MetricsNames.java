package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What metrics of other tools are called. */
final class MetricsNames {
    /** How tools mark the rows that a metric is of. */
    private static final Pattern MARKED =
            Pattern.compile("(?:train|training|val|valid|validation|eval|test|predict)_(.+)");

    private static final String LOSS = "loss";

    private MetricsNames() {}

    /** What the metrics of each of several files begin with: its name without its ending; its whole path where two have one. */
    static List<String> prefixes(List<String> paths) {
        List<String> names = paths.stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .map(MetricsNames::bare)
                .toList();
        return new HashSet<>(names).size() == names.size()
                ? names
                : paths.stream().map(path -> bare(path).replace('/', '.')).toList();
    }

    private static String bare(String name) {
        int ending = name.lastIndexOf('.');
        return ending > name.lastIndexOf('/') + 1 ? name.substring(0, ending) : name;
    }

    /** Which values are better of a metric that is one of ours with something in front: {@code val_accuracy}, {@code test.f1}. */
    static Optional<Direction> direction(String key) {
        String last = key.substring(Math.max(key.lastIndexOf('.'), key.lastIndexOf('/')) + 1);
        Matcher marked = MARKED.matcher(last);
        String name = marked.matches() ? marked.group(1) : last;
        if (name.equals(LOSS)) {
            return Optional.of(Direction.LOWER);
        }
        // Ours alone are known anyway.
        return key.equals(name) || name.startsWith("neg_")
                ? Optional.empty()
                : Metric.find(name).map(Metric::direction);
    }
}

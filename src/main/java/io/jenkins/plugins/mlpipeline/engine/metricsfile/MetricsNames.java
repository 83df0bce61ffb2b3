package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import java.util.HashSet;
import java.util.List;

/** What metrics of other tools are called. */
final class MetricsNames {
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
}

package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.metric.ForeignKey;
import io.jenkins.plugins.mlpipeline.engine.validation.MetricsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads files of metrics: one by its name, whose metrics keep theirs; or several, by names or a pattern, each of whose metrics
 * begin with the file's name. A {@code dvc.yaml} stands for the files that it names, the folder of an MLflow run for its
 * metrics.
 */
public final class MetricsFiles {
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_FILES = 200;
    private static final int MOST_BYTES_IN_ALL = 32 << 20;

    /** What is larger is no document of a tool that is known, and a tree of it would be large. */
    private static final int MOST_BYTES_OF_A_TREE = 1 << 20;

    private final MetricsPlace place;
    private final String subject;
    private final Clock clock;
    private final Map<String, MetricValue> metrics = new LinkedHashMap<>();
    private final Map<String, String> directions = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private long bytes;

    private MetricsFiles(MetricsPlace place, String subject, Clock clock) {
        this.place = place;
        this.subject = subject;
        this.clock = clock;
    }

    /**
     * Reads them as one evaluation without rows.
     *
     * @param asked paths and patterns, at least one
     * @param subject what the metrics are about, {@code sha256:...} or {@code image@sha256:...}; null when not bound
     * @throws UserError when a file is missing, or not understood
     */
    public static Evaluation read(List<String> asked, MetricsPlace place, String subject, Clock clock)
            throws IOException, InterruptedException {
        return new MetricsFiles(place, subject, clock).read(asked);
    }

    private Evaluation read(List<String> asked) throws IOException, InterruptedException {
        if (asked.isEmpty()) {
            throw new UserError("metrics names no file.");
        }
        boolean several = asked.size() > 1 || isPattern(asked.get(0));
        List<String> paths = new ArrayList<>();
        for (String one : asked) {
            List<String> found = paths(one);
            several |= found.size() > 1;
            paths.addAll(found);
        }
        List<String> files = paths.stream().distinct().toList();
        if (files.size() > MOST_FILES) {
            throw new UserError("metrics names more than " + MOST_FILES + " files, which are the most that are read.");
        }
        List<String> prefixes = MetricsNames.prefixes(files);
        for (int i = 0; i < files.size(); i++) {
            take(files.get(i), several ? prefixes.get(i) + "." : "", several);
        }
        return evaluation(several ? String.join(", ", asked) : last(files.get(0)));
    }

    private List<String> paths(String asked) throws IOException, InterruptedException {
        if (isPattern(asked)) {
            List<String> found = place.matching(asked, MOST_FILES + 1);
            if (found.isEmpty()) {
                throw new UserError("metrics: no file matches \"" + asked + "\".");
            }
            return found;
        }
        if (DvcFile.isOne(asked)) {
            return DvcFile.metrics(asked, new String(bytes(asked), StandardCharsets.UTF_8));
        }
        return List.of(asked);
    }

    private void take(String file, String prefix, boolean several) throws IOException, InterruptedException {
        byte[] document;
        String taken = null;
        MlflowFolder run = new MlflowFolder(place, file);
        if (run.isOne()) {
            document = run.document();
            taken = "taken for the folder of an MLflow run: of each metric the last step counts";
        } else {
            document = bytes(file);
            Optional<ToolFormat.Taken> tool = document.length > MOST_BYTES_OF_A_TREE
                    ? Optional.empty()
                    : Json.lenientTree(document, file, new Budget(TextLimits.METRICS))
                            .flatMap(ToolFormat::recognise);
            if (tool.isPresent()) {
                taken = tool.get().sentence();
                document = Json.write(tool.get().metrics()).getBytes(StandardCharsets.UTF_8);
            }
        }
        Evaluation read = MetricsFile.read(file, document, subject, clock);
        String about = several ? file + ": " : "";
        if (taken != null) {
            warnings.add((several ? about : last(file) + " was ") + taken + ".");
        }
        read.metrics().forEach((key, value) -> put(file, prefix + key, value));
        if (read.directions() != null) {
            read.directions().forEach((key, direction) -> directions.put(prefix + key, direction));
        }
        for (String warning : read.warnings()) {
            // What is said of all of them is said once.
            String said = warning.startsWith("left out") ? about + warning : warning;
            if (!warnings.contains(said)) {
                warnings.add(said);
            }
        }
    }

    private void put(String file, String key, MetricValue value) {
        if (metrics.put(key, value) != null) {
            throw new UserError(
                    file + ": the metric \"" + key + "\" is there twice. Give each file a name of its own.");
        }
        ForeignKey.knownDirection(key).ifPresent(direction -> directions.putIfAbsent(key, direction.key()));
    }

    private byte[] bytes(String file) throws IOException, InterruptedException {
        Optional<byte[]> found = place.read(file, MOST_BYTES);
        if (found.isEmpty()) {
            throw new UserError(
                    place.isFolder(file)
                            ? file + ": is a folder. Name a file in it, a pattern such as " + file
                                    + "/*.json, or the folder of an MLflow run."
                            : file + ": there is no such file.");
        }
        byte[] read = found.get();
        bytes += read.length;
        if (bytes > MOST_BYTES_IN_ALL) {
            throw new UserError("the files of metrics have more than " + (MOST_BYTES_IN_ALL >> 20)
                    + " MiB together, which is more than metrics need.");
        }
        return read;
    }

    private Evaluation evaluation(String name) {
        return Evaluation.ofMetrics(
                subject,
                name,
                metrics,
                directions.isEmpty() ? null : directions,
                List.copyOf(warnings),
                clock.instant().toString());
    }

    private static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> "*?".indexOf(c) >= 0);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folder of a run in MLflow's file store: below {@code metrics} a file for each metric, in it a line
 * {@code timestamp value step} for each time that it was logged.
 */
record MlflowFolder(MetricsPlace place, String path) {
    private static final int MOST_METRICS = 1_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<String> NO_NUMBERS = Set.of("nan", "inf", "-inf");

    /** Whether the folder is one. */
    boolean isOne() throws IOException, InterruptedException {
        return place.isFolder(path) && place.isFolder(path + "/metrics");
    }

    /** A document with the last step of each metric. */
    byte[] document() throws IOException, InterruptedException {
        List<String> files = place.matching(path + "/metrics/**", MOST_METRICS + 1);
        if (files.size() > MOST_METRICS) {
            throw new UserError(
                    path + ": the run has more than " + MOST_METRICS + " metrics, which is the most that is read.");
        }
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (String file : files) {
            byte[] lines = place.read(file, MOST_BYTES).orElse(new byte[0]);
            metrics.put(
                    file.substring((path + "/metrics/").length()),
                    last(file, new String(lines, StandardCharsets.UTF_8)));
        }
        return Json.write(metrics).getBytes(StandardCharsets.UTF_8);
    }

    /** The value of the last step, a number, or the text in its place such as {@code nan}; null for a file without lines. */
    private static Object last(String file, String lines) {
        Object value = null;
        long newest = Long.MIN_VALUE;
        for (String line : (Iterable<String>) lines.lines()::iterator) {
            String[] parts = line.strip().split(" ", 4);
            Double number = parts.length < 2 || parts.length > 3 ? null : number(parts[1]);
            Double step = parts.length == 3 ? number(parts[2]) : Double.valueOf(0);
            boolean text = number == null && parts.length > 1 && NO_NUMBERS.contains(parts[1]);
            if (number == null && !text || step == null) {
                throw new UserError(file + ": \"" + line
                        + "\" is no line of an MLflow metric, which has a time, a value and a" + " step.");
            }
            if (step >= newest) {
                newest = step.longValue();
                value = text ? parts[1] : number;
            }
        }
        return value;
    }

    private static Double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? (Double) number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

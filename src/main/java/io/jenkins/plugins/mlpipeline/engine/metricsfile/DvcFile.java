package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import java.util.ArrayList;
import java.util.List;

/** {@code dvc.yaml}: which files hold the metrics of a DVC project. */
final class DvcFile {
    private DvcFile() {}

    static boolean isOne(String path) {
        return path.equals("dvc.yaml") || path.endsWith("/dvc.yaml");
    }

    /**
     * The files, beside the one that names them.
     *
     * @throws UserError when it names none, or one outside of its folder
     */
    static List<String> metrics(String path, String text) {
        List<String> files = new ArrayList<>();
        for (JsonNode document : YamlReader.trees(path, text, new Budget(TextLimits.METRICS))) {
            collect(document.path("metrics"), files);
            document.path("stages").forEach(stage -> collect(stage.path("metrics"), files));
        }
        if (files.isEmpty()) {
            throw new UserError(path + ": names no metrics. Name the file that holds them.");
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        for (String file : files) {
            if (file.startsWith("/") || List.of(file.split("/")).contains("..")) {
                throw new UserError(
                        path + ": the metrics \"" + file + "\" are not beside or below it. Name the file itself.");
            }
        }
        return files.stream().distinct().map(folder::concat).toList();
    }

    /** A path, or an object whose one key is the path. */
    private static void collect(JsonNode list, List<String> files) {
        for (JsonNode entry : list) {
            if (entry.isTextual()) {
                files.add(entry.asText());
            } else if (entry.isObject() && entry.size() == 1) {
                files.add(entry.fieldNames().next());
            }
        }
    }
}

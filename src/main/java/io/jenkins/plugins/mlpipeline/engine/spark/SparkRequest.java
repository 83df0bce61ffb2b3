package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which Spark is to work, and how.
 *
 * @param master as {@code spark-submit --master} takes it
 * @param conf settings of Spark by name
 */
public record SparkRequest(String master, Map<String, String> conf) {
    private static final Pattern MASTER =
            Pattern.compile("local(\\[[^\\s\\[\\]]+])?|local-cluster\\[[^\\s\\[\\]]+]|yarn|(spark|k8s)://\\S+");
    private static final Pattern NAME = Pattern.compile("spark\\.[A-Za-z0-9._-]+");
    private static final String MODE = "spark.submit.deployMode";
    private static final String CLIENT = "client";
    /** Settings that have an option, or are made here, with what to do instead. */
    private static final Map<String, String> TAKEN = Map.of(
            "spark.master", "Give master (--master)",
            "spark.files", "What is listed there is not needed by the model; leave it out",
            "spark.app.name", "Leave it out");

    private static final String HOME = "SPARK_HOME";
    private static final String SUBMIT = "spark-submit";

    /** @throws UserError when Spark would not understand it, or the way it works does not allow it */
    public SparkRequest {
        if (master == null) {
            throw new UserError("engine is spark, and the master of the cluster is not given. Give master (--master):"
                    + " local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT.");
        }
        if (!MASTER.matcher(master).matches()) {
            throw new UserError(
                    "the master \"" + master
                            + "\" is none that Spark knows. Give local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT.");
        }
        conf = new TreeMap<>(conf);
        conf.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || value.chars().anyMatch(Character::isISOControl)) {
                throw new UserError(
                        "the setting \"" + name + "\" of Spark is not understood. Its names begin with spark., as in"
                                + " spark.executor.memory=4g, and a value is one line.");
            }
            if (TAKEN.containsKey(name)) {
                throw new UserError(
                        "the setting " + name + " of Spark is made by the engine itself. " + TAKEN.get(name) + ".");
            }
        });
        if (!CLIENT.equals(conf.getOrDefault(MODE, CLIENT))) {
            throw new UserError(
                    "the setting " + MODE + " of Spark is " + conf.get(MODE)
                            + ", and the driver has to run here (client), because what executors answer is counted here. Leave it out.");
        }
    }

    /**
     * The command that submits an application.
     *
     * @param environment of this process
     * @throws UserError when there is none
     */
    static Path submit(Map<String, String> environment) {
        String home = environment.get(HOME);
        if (home != null && !home.isEmpty()) {
            Path submit = Path.of(home, "bin", SUBMIT);
            if (!Files.isExecutable(submit)) {
                throw new UserError(HOME + " is " + home + ", and there is no bin/" + SUBMIT
                        + " in it. Let it name the folder of Apache Spark 3.5 or 4, or unset it.");
            }
            return submit;
        }
        for (String folder : environment.getOrDefault("PATH", "").split(":")) {
            Path submit = Path.of(folder.isEmpty() ? "." : folder, SUBMIT);
            if (Files.isExecutable(submit) && Files.isRegularFile(submit)) {
                return submit;
            }
        }
        throw new UserError(
                "engine is spark, and Apache Spark is not found: " + HOME + " is not set, and no folder of the PATH"
                        + " holds " + SUBMIT + ". Install Apache Spark 3.5 or 4 on this machine, or leave engine out.");
    }

    /**
     * The settings as arguments; those that keep the log short first, so that others can be given.
     *
     * @param title the application's name
     */
    List<String> arguments(String title) {
        List<String> arguments = new ArrayList<>(List.of(
                "--master",
                master,
                "--deploy-mode",
                CLIENT,
                "--name",
                title,
                "--conf",
                "spark.ui.showConsoleProgress=false"));
        conf.forEach((name, value) -> {
            arguments.add("--conf");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }

    /**
     * The files of a folder of rows, each of which one task reads.
     *
     * @throws UserError when it is one file, or there is none in it
     */
    static List<String> parts(Path data) throws IOException {
        if (Files.exists(data) && !Files.isDirectory(data)) {
            throw new UserError(
                    data + ": engine is spark, which reads a folder of Parquet or CSV files, each by one task, and"
                            + " this is one file. Write the rows as a folder of files, or leave engine out.");
        }
        return TableSource.parts(data);
    }
}

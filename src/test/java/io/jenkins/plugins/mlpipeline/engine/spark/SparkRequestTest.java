package io.jenkins.plugins.mlpipeline.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkRequestTest {
    @TempDir
    private Path folder;

    private static void fails(String master, Map<String, String> conf, String message) {
        assertThatThrownBy(() -> new SparkRequest(master, conf))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "local[*]",
                "local-cluster[2,1,1024]",
                "spark://a:7077,b:7077",
                "yarn",
                "k8s://https://k:6443"
            })
    void mastersAreThoseOfSpark(String master) {
        assertThat(new SparkRequest(master, Map.of("spark.executor.memory", "4g")).arguments("ml-pipeline validate"))
                .containsExactly(
                        "--master",
                        master,
                        "--deploy-mode",
                        "client",
                        "--name",
                        "ml-pipeline validate",
                        "--conf",
                        "spark.ui.showConsoleProgress=false",
                        "--conf",
                        "spark.executor.memory=4g");
    }

    @Test
    void mistakesNameTheWayOut() {
        fails(
                null,
                Map.of(),
                "engine is spark, and the master of the cluster is not given. Give master (--master): local[*],"
                        + " spark://HOST:7077, yarn or k8s://https://HOST:PORT.");
        fails(
                "--conf",
                Map.of(),
                "the master \"--conf\" is none that Spark knows. Give local[*], spark://HOST:7077, yarn or"
                        + " k8s://https://HOST:PORT.");
        fails(
                "local",
                Map.of("executor.memory", "4g"),
                "the setting \"executor.memory\" of Spark is not understood. Its names begin with spark., as in"
                        + " spark.executor.memory=4g, and a value is one line.");
        fails(
                "local",
                Map.of("spark.master", "yarn"),
                "the setting spark.master of Spark is made by the engine itself. Give master (--master).");
        fails(
                "yarn",
                Map.of("spark.submit.deployMode", "cluster"),
                "the setting spark.submit.deployMode of Spark is cluster, and the driver has to run here (client), because what"
                        + " executors answer is counted here. Leave it out.");
    }

    @Test
    void sparkIsFoundByItsHomeOrThePath() throws IOException {
        Path submit =
                Files.createFile(Files.createDirectory(folder.resolve("bin")).resolve("spark-submit"));
        assertThat(submit.toFile().setExecutable(true)).isTrue();

        assertThat(SparkRequest.submit(Map.of("SPARK_HOME", folder.toString(), "PATH", "/nowhere")))
                .isEqualTo(submit);
        assertThat(SparkRequest.submit(Map.of("PATH", "/nowhere:" + submit.getParent())))
                .isEqualTo(submit);
        assertThatThrownBy(() -> SparkRequest.submit(Map.of("SPARK_HOME", "/nowhere")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "SPARK_HOME is /nowhere, and there is no bin/spark-submit in it. Let it name the folder of Apache"
                                + " Spark 3.5 or 4, or unset it.");
        assertThatThrownBy(() -> SparkRequest.submit(Map.of("PATH", "/nowhere")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "engine is spark, and Apache Spark is not found: SPARK_HOME is not set, and no folder of the PATH"
                                + " holds spark-submit. Install Apache Spark 3.5 or 4 on this machine, or leave engine out.");
    }
}

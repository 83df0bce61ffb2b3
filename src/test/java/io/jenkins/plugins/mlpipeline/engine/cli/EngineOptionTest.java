package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark is asked for and does not do. */
class EngineOptionTest {
    @TempDir
    private Path folder;

    private Invocation train(Object... more) {
        Object[] args = new Object[more.length + 7];
        System.arraycopy(
                new Object[] {
                    "train",
                    "--data",
                    Invocation.germanCredit(),
                    "--label",
                    "credit_risk",
                    "--output",
                    folder.resolve("model")
                },
                0,
                args,
                0,
                7);
        System.arraycopy(more, 0, args, 7, more.length);
        return Invocation.of(args);
    }

    @Test
    void otherLearnersThanBoostingAreRefusedOnSpark() throws IOException {
        String refused =
                "engine is spark, on which gradient_boosting alone learns, and the algorithm is random_forest. Say"
                        + " algorithm: gradient_boosting (--algorithm), or leave engine out: one agent learns all.";
        Invocation run = train("--engine", "spark", "--master", "local[2]", "--algorithm", "random_forest");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(String.format("error: %s%n", refused));
        Path spec = Files.writeString(
                folder.resolve("spec.yaml"),
                "apiVersion: ml-pipeline/v1\ntrain: {engine: spark, master: yarn, algorithm: random_forest}\n");
        assertThat(train("--spec", spec).err()).isEqualTo(String.format("error: %s%n", refused));
        assertThat(folder.resolve("model")).doesNotExist();
    }

    @Test
    void trainingOnSparkNeedsAMaster() {
        assertThat(train("--engine", "spark").err())
                .isEqualTo(
                        String.format("error: engine is spark, and the master of the cluster is not given. Give master"
                                + " (--master): local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT.%n"));
        assertThat(train("--master", "yarn").err())
                .isEqualTo(String.format(
                        "error: master and sparkConf are settings of Spark, and Spark is not asked for. Say"
                                + " engine: spark (--engine spark, train.engine), or leave them out.%n"));
    }

    @Test
    void anEngineThatNobodyKnowsIsSaid() {
        assertThat(train("--engine", "flink").err())
                .isEqualTo(String.format("error: train.engine: engine \"flink\" is unknown. Known: agent, spark.%n"));
    }

    @Test
    void standardInputIsNoFolderForSpark() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("y\nyes\n".getBytes(StandardCharsets.UTF_8)));

            Invocation run = Invocation.of(
                    "validate",
                    "--model",
                    folder.resolve("model.onnx"),
                    "--data",
                    "-",
                    "--label",
                    "y",
                    "--engine",
                    "spark",
                    "--master",
                    "local[2]",
                    "--output",
                    folder.resolve("evaluation.json"));

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualTo(
                            String.format(
                                    "error: --data -: standard input is one file, and engine is spark, which reads a folder of Parquet or"
                                            + " CSV files, each by one task. Write the rows as a folder of files, or leave engine out.%n"));
        } finally {
            System.setIn(before);
        }
    }
}

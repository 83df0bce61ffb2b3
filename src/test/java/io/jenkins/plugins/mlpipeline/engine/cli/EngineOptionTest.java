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
    private static final String NO_TRAINING =
            "Spark does not train here, because the learners hold all rows in one machine's memory; it validates"
                    + " (validate.engine, --engine of validate, mlValidate engine: 'spark'). Leave engine out. Where the rows are"
                    + " more than one machine holds, train on a part of them, or train with XGBoost on Spark and validate the file"
                    + " that it saves (.ubj or .json).";

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
    void trainingOnSparkIsOneSentence() throws IOException {
        Invocation run = train("--engine", "spark");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(String.format("error: train.engine: %s%n", NO_TRAINING));
        Path spec =
                Files.writeString(folder.resolve("spec.yaml"), "apiVersion: ml-pipeline/v1\ntrain: {engine: spark}\n");
        assertThat(train("--spec", spec).err()).isEqualTo(String.format("error: %s:2:17: %s%n", spec, NO_TRAINING));
        assertThat(folder.resolve("model")).doesNotExist();
    }

    @Test
    void anEngineThatNobodyKnowsIsSaid() {
        assertThat(train("--engine", "flink").err())
                .isEqualTo(String.format("error: train.engine: engine \"flink\" is unknown. Known: agent.%n"));
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

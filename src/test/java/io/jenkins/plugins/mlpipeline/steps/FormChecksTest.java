package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a form says about a value while it is typed: what the run would say. */
class FormChecksTest {
    private final MlValidateStep.DescriptorImpl validate = new MlValidateStep.DescriptorImpl();

    private static Item item(boolean mayConfigure) {
        return (Item) Proxy.newProxyInstance(
                FormChecksTest.class.getClassLoader(), new Class<?>[] {Item.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("hasPermission");
                    assertThat(arguments).containsExactly(Item.CONFIGURE);
                    return mayConfigure;
                });
    }

    private FormValidation check(String field, String value) {
        return check(item(true), field, value);
    }

    private FormValidation check(Item item, String field, String value) {
        return switch (field) {
            case "id" -> validate.doCheckId(item, value);
            case "heap" -> validate.doCheckHeap(item, value);
            case "memory" -> validate.doCheckMemory(item, value);
            case "sha256" -> validate.doCheckSha256(item, value);
            case "scoreColumns" -> validate.doCheckScoreColumns(item, value);
            case "threshold" -> validate.doCheckThreshold(item, value);
            case "master" -> validate.doCheckMaster(item, value);
            case "sparkConf" -> validate.doCheckSparkConf(item, value);
            case "master of training" -> new MlTrainStep.DescriptorImpl().doCheckMaster(item, value);
            case "sparkConf of training" -> new MlTrainStep.DescriptorImpl().doCheckSparkConf(item, value);
            case "baseline" -> validate.doCheckBaseline(item, value);
            case "slices" -> validate.doCheckSlices(item, value);
            case "bootstrap" -> validate.doCheckBootstrap(item, value);
            case "seed" -> validate.doCheckSeed(item, value);
            case "worstRows" -> validate.doCheckWorstRows(item, value);
            case "gates" -> new MlGateStep.DescriptorImpl().doCheckGates(item, value);
            case "timeout" -> new MlDeployStep.DescriptorImpl().doCheckTimeout(item, value);
            default -> throw new IllegalArgumentException(field);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id | champion",
                "memory | 900m",
                "memory | 4G",
                "sha256 | 000000000000000000000000000000000000000000000000000000000000000a",
                "scoreColumns | yes=p_yes",
                "threshold | 0.4",
                "master | spark://cluster:7077",
                "sparkConf | spark.executor.memory=4g",
                "master of training | yarn",
                "sparkConf of training | spark.executor.memory=4g",
                "baseline | from=lastPassed",
                "slices | sex, race",
                "slices | {by: age, bins: [25, 40]}",
                "bootstrap | f1, fbeta(beta=2)",
                "seed | -7",
                "worstRows | 1000",
                "gates | accuracy(decide=paired)>=baseline-0.005",
                "gates | {metric: recall, min: 0.5, slice: {by: [sex]}}",
            })
    void whatIsUnderstoodIsFine(String field, String value) {
        assertThat(check(field, value).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(check(field, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(check(field, null).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "heap | much | heap is \"much\"; a number and a unit are expected, for example 512m or 4g.",
                "memory | much | memory is \"much\"; a number and a unit are expected, for example 900m or 4g.",
                "memory | 100m | memory is 100 MiB; the program alone needs 256 MiB. Give it that or more.",
                "sha256 | abc | validate.sha256: sha256 is \"abc\"; \"sha256:\" and 64 lower-case hexadecimal digits is expected.",
                "scoreColumns | p_yes | scoreColumns: \"p_yes\" is not understood; write NAME=VALUE in each line.",
                "threshold | 2 | validate.threshold: threshold is \"2\"; a score between 0 and 1 is expected.",
                "master | cluster:7077 | the master \"cluster:7077\" is none that Spark knows. Give local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT.",
                "sparkConf | 4g | sparkConf: \"4g\" is not understood; write NAME=VALUE in each line.",
                "master of training | cluster:7077 | the master \"cluster:7077\" is none that Spark knows. Give local[*], spark://HOST:7077, yarn or k8s://https://HOST:PORT.",
                "sparkConf of training | 4g | sparkConf: \"4g\" is not understood; write NAME=VALUE in each line.",
                "baseline | from=last | validate.baseline.from: from \"last\" is unknown. Did you mean \"lastPassed\"?",
                "slices | {by: age, bin: [1]} | validate.slices[0].bin: the key \"bin\" is unknown here. Did you mean \"bins\"?",
                "slices | a, b, c | validate.slices[0]: a slice is by one column or by two different ones, not by [a, b, c].",
                "slices | {by: | slices[0]:1:5: not valid YAML: while parsing a flow node, expected the node content, but found '<stream end>'.",
                "bootstrap | f1, f11 | metric \"f11\" is unknown. Did you mean \"f1\"?",
                "seed | 1.5 | validate.seed: seed is \"1.5\"; an integer is expected.",
                "worstRows | 1001 | worstRows is 1001; a whole number from 0 to 1000 is expected.",
                "gates | accuracy>=94 | gates[0]: gate \"accuracy>=94\": the threshold 94 makes no sense, since accuracy is never above 1: nothing could pass. Write 0.94 for 94 %.",
            })
    void whatTheRunWouldRefuseIsSaid(String field, String value, String message) {
        FormValidation said = check(field, value);

        assertThat(said.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(said.getMessage()).isEqualTo(Util.escape(message));
    }

    /** Nothing of what somebody else sends is looked at, however it is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "heap",
                "memory",
                "sha256",
                "scoreColumns",
                "threshold",
                "master",
                "sparkConf",
                "baseline",
                "slices",
                "bootstrap",
                "seed",
                "worstRows",
                "gates",
                "timeout"
            })
    void whoMayNotConfigureTheJobLearnsNothingAndCostsNothing(String field) {
        assertThat(check(item(false), field, "{by: ").kind).isEqualTo(FormValidation.Kind.OK);
        FormValidation said = check(item(true), field, "x".repeat(10_001));
        assertThat(said.kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(said.getMessage())
                .isEqualTo("This has 10001 characters; more than 10000 are not checked here, but when they are used.");
    }

    @Test
    void blanksAreReadOnce() {
        String blanks = "accuracy" + " ".repeat(9_900) + ">" + " ".repeat(50) + "=";
        assertThat(check("gates", blanks).kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "train, io.jenkins.plugins.mlpipeline.steps.MlTrainStep",
        "validate, io.jenkins.plugins.mlpipeline.steps.MlValidateStep"
    })
    void whatASpecCanSayAParameterCan(String section, Class<?> step) throws Exception {
        JsonNode schema = Json.readTree(Path.of("docs/schemas/spec.schema.json"));
        List<String> setters =
                Arrays.stream(step.getMethods()).map(Method::getName).toList();

        List<String> keys = new ArrayList<>();
        schema.at("/properties/" + section + "/properties").fieldNames().forEachRemaining(keys::add);

        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(setters)
                        .contains("set" + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1)));
    }

    @Test
    void settersRefuseTheSame() {
        assertThatThrownBy(() -> new MlValidateStep().setWorstRows(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("worstRows is -1; a whole number from 0 to 1000 is expected.");
    }
}

package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Closure;
import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whatever a pipeline gives for a parameter, it is taken or it gets one sentence. */
@WithJenkins
class ParametersTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    private static List<Object> values() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        return Arrays.asList(
                null,
                "",
                " ",
                "text",
                "a,b",
                "a=b",
                "{a: b}",
                "{",
                "80%",
                "-1",
                0,
                -1,
                1.5,
                Double.NaN,
                Long.MAX_VALUE,
                true,
                List.of(),
                List.of("a"),
                List.of(List.of("a")),
                Collections.singletonList(null),
                List.of(Map.of("a", 1)),
                Map.of(),
                Map.of("a", "b"),
                Map.of("a", Map.of("b", List.of(1))),
                new Object[] {"a"},
                new int[] {1},
                endless,
                new Closure<Object>(null) {},
                Thread.State.NEW);
    }

    @ParameterizedTest
    @ValueSource(classes = {MlTrainStep.class, MlValidateStep.class, MlGateStep.class, MlDeployStep.class})
    void everyParameterTakesEverythingOrSaysOneSentence(Class<? extends Step> type) {
        StepDescriptor descriptor = (StepDescriptor) j.jenkins.getDescriptorOrDie(type);
        for (DescribableParameter parameter : DescribableModel.of(type).getParameters()) {
            for (Object value : values()) {
                String name = parameter.getName();
                try {
                    Step step = descriptor.newInstance(Collections.singletonMap(name, value));
                    assertThat(Snippetizer.object2Groovy(step)).startsWith(descriptor.getFunctionName());
                } catch (AbortException e) {
                    assertThat(e).as("%s: %s", name, value).hasNoCause();
                    assertThat(e.getMessage())
                            .as("%s: %s", name, value)
                            .contains(name.equals("conflicts") ? "" : name)
                            .endsWith(".")
                            .doesNotContain("Exception", "java.lang", "Could not instantiate");
                } catch (Exception e) {
                    throw new AssertionError(name + ": " + value, e);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mlGate gatez: ['a>=1'] | mlGate has no parameter \"gatez\". Did you mean \"gates\"?",
                "mlGate gates: [[['a>=1']]] | gates has a list in it; texts and maps are expected",
                "mlGate maxUses: 'many' | maxUses is \"many\"; a whole number is expected, for example maxUses: 10.",
                "mlGate maxUses: 0 | maxUses is 0; a whole number of at least 1 is expected.",
                "mlDeploy images: 'fraud' | images: \"fraud\" is not understood; write NAME=VALUE in each line.",
                "mlDeploy restart: 'maybe' | restart is \"maybe\"; true or false is expected",
                "node { mlTrain data: ['a.csv'], label: 'x' } | data is a list; one text is expected: data: '...'.",
                "node { mlTrain data: 'a.csv', label: 'x', testSize: '20%' } | testSize is \"20%\"; write it as a number: testSize: 0.20.",
                "node { mlTrain data: 'a.csv', label: 'x', heap: 'much' } | heap is \"much\"; a number and a unit are expected, for example 512m or 4g.",
                "node { mlTrain data: 'a.csv', label: 'x', hyperparameters: 100 } | hyperparameters is 100; a map is expected",
                "node { mlValidate model: 'm', id: '../evil' } | id \"../evil\" is not usable",
                "node { mlValidate model: 'm', baseline: 'lastPased' } | Did you mean \"lastPassed\"?",
            })
    void aScriptGetsOneSentenceWithoutATrace(String script, String sentence) throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(
                Result.FAILURE, Bench.job("script" + Integer.toHexString(script.hashCode()), script));

        j.assertLogContains("ERROR: ", build);
        j.assertLogContains(sentence, build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    void oneTextIsAListInScriptedAndInDeclarative() throws Exception {
        String evaluation = Bench.script("gateTexts");

        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("declarativeTexts", evaluation));

        j.assertLogContains("PASS accuracy: accuracy is 0.85", build);
        j.assertLogContains("no.csv: there is no such file.", build);
        j.assertLogContains("PASS true", build);
        j.assertLogNotContains("\tat ", build);
    }
}

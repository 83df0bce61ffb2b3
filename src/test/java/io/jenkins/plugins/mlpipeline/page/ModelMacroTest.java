package io.jenkins.plugins.mlpipeline.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import org.jenkinsci.plugins.tokenmacro.MacroEvaluationException;
import org.jenkinsci.plugins.tokenmacro.TokenMacro;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ModelMacroTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @Test
    void aMailSaysWhatTheGateSaid() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(
                Bench.job("gate", Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['accuracy>=0.5']")));

        assertThat(expand(build, "${ML_PIPELINE}")).isEqualTo("model: PASS. The gate passed.");
        assertThat(expand(build, "${ML_PIPELINE, model=\"model\", show=\"verdict\"}"))
                .isEqualTo("PASS");
        assertThat(expand(build, "${ML_PIPELINE, model=\"model\", show=\"accuracy\"}"))
                .isEqualTo("0.85");
        assertThat(expand(build, "${ML_PIPELINE, show=\"digest\"}")).startsWith("sha256:");
        assertThatThrownBy(() -> expand(build, "${ML_PIPELINE, show=\"acuracy\"}"))
                .isInstanceOf(MacroEvaluationException.class)
                .hasRootCauseMessage(
                        "show is \"acuracy\", and the model \"model\" has no such metric. Did you mean \"accuracy\"?");
        assertThatThrownBy(() -> expand(build, "${ML_PIPELINE, model=\"modle\"}"))
                .isInstanceOf(MacroEvaluationException.class)
                .hasRootCauseMessage("This build has no model \"modle\". Did you mean \"model\"?");
    }

    @Test
    void eachModelHasALineAndABuildWithoutModelsNone() throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(j.createFreeStyleProject("several"));
        assertThat(expand(build, "[${ML_PIPELINE}]")).isEqualTo("[]");

        MlPipelineAction.of(build).trained("a", "random_forest", null);
        MlPipelineAction.of(build).trained("b", "random_forest", null);
        MlPipelineAction.of(build).gated("b", "FAIL", "1 of 1 gates failed: accuracy in \"<b>\".", false);

        assertThat(expand(build, "${ML_PIPELINE}"))
                .isEqualTo("a: no gate yet\nb: FAIL. 1 of 1 gates failed: accuracy in \"<b>\".");
        assertThat(expand(build, "${ML_PIPELINE, model=\"b\", show=\"summary\", escapeHtml=true}"))
                .isEqualTo("1 of 1 gates failed: accuracy in &quot;&lt;b&gt;&quot;.");
        assertThat(expand(build, "${ML_PIPELINE, model=\"a\", show=\"summary\"}"))
                .isEmpty();
    }

    private static String expand(Run<?, ?> build, String text) throws Exception {
        return TokenMacro.expandAll(build, null, TaskListener.NULL, text);
    }
}

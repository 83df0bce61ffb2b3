package io.jenkins.plugins.mlpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller that has none of the plugins that may be missing. */
@Tag("slow")
class OptionalPluginsTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .omitPlugins("checks-api", "forensics-api", "junit")
            .withTimeout(600);

    @Test
    void stepsWorkWithoutThemAndNobodyComplains() throws Throwable {
        controller.startJenkins();

        String log = controller.runRemotely(OptionalPluginsTest::gate, Bench.script("gatePasses"));

        assertThat(log).doesNotContain("mlpipeline", "ml-pipeline");
    }

    private static String gate(JenkinsRule r, String script) throws Throwable {
        assertThat(r.jenkins.getPlugin("checks-api")).isNull();
        assertThat(r.jenkins.getPlugin("forensics-api")).isNull();
        WorkflowJob job = r.createProject(WorkflowJob.class, "gate");
        job.setDefinition(new CpsFlowDefinition(script, true));
        r.buildAndAssertStatus(Result.SUCCESS, job);
        Formatter format = new SimpleFormatter();
        return Jenkins.logRecords.stream()
                .map((LogRecord record) -> format.format(record))
                .collect(Collectors.joining());
    }
}

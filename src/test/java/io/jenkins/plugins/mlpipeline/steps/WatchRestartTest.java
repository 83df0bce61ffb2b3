package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller is a process of its own here, and is stopped in the middle of a look. */
@Tag("slow")
class WatchRestartTest {
    private static final String SCRIPT = """
            node {
              mlTrain data: "${ROWS}/train.csv", label: 'bought', rowId: 'id', posLabel: 'yes', algorithm: 'logistic_regression'
              def look = mlWatch model: 'ml-pipeline/model', data: "${ROWS}/first.csv", rowId: 'id'
              echo "first ${look.state} ${look.columns[0].run}"
              look = mlWatch model: 'ml-pipeline/model', data: "${ROWS}/second.csv", rowId: 'id', java: "${ROWS}/java-that-waits"
              echo "second ${look.state} ${look.columns[0].run}"
            }
            """;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @TempDir
    private Path rows;

    @Test
    void aLookGoesOnAfterARestartAndTheLooksBeforeAreKnown() throws Throwable {
        Files.writeString(rows.resolve("train.csv"), ServedRows.labelled(2000, 1));
        Files.writeString(rows.resolve("first.csv"), ServedRows.asked(500, 2, 12));
        Files.writeString(rows.resolve("second.csv"), ServedRows.asked(500, 3, 12));
        Files.writeString(
                Files.createFile(
                        rows.resolve("java-that-waits"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))),
                "#!/bin/sh\necho the worker waits\nwhile [ ! -e " + rows.resolve("go")
                        + " ]; do sleep 0.2; done\nexec java \"$@\"\n");
        controller.startJenkins();
        controller.runRemotely(WatchRestartTest::begin, Bench.libraries(), rows.toString(), SCRIPT);
        controller.stopJenkins();
        Files.createFile(rows.resolve("go"));
        controller.startJenkins();

        String log = controller.runRemotely(WatchRestartTest::end);

        assertThat(log).containsOnlyOnce("the worker waits").contains("first quiet 1", "second quiet 2");
    }

    private static void begin(JenkinsRule r, String libraries, String rows, String script) throws Throwable {
        MlPipelineConfiguration.get().setRuntimeDirectory(libraries);
        r.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry("ROWS", rows)));
        r.jenkins.save();
        WorkflowJob job = r.createProject(WorkflowJob.class, "watch");
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        r.waitForMessage("the worker waits", build);
    }

    private static String end(JenkinsRule r) throws Throwable {
        WorkflowRun build =
                r.jenkins.getItemByFullName("watch", WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatusSuccess(r.waitForCompletion(build));
        return JenkinsRule.getLog(build);
    }
}

package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.GatePolicy;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.scm.api.SCMSource;
import jenkins.scm.impl.SingleSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * A first build in the branches of a multibranch project. Each branch declares one in its Jenkinsfile, while a policy compares
 * with the model before.
 */
@WithJenkins
class BranchFirstBuildTest {
    private JenkinsRule j;
    private WorkflowMultiBranchProject project;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        j = rule;
        MlPipelineConfiguration.get().setPolicies(List.of(new GatePolicy("", "accuracy>=baseline")));
        MlPipelineConfiguration.get().setAllowWorkspaceEvaluations(true);
        project = j.jenkins.createProject(WorkflowMultiBranchProject.class, "fraud");
    }

    private static SCMSource branch(String name) throws Exception {
        String script = Bench.script("gateAny")
                .replace("ARGUMENTS", ", gates: ['accuracy>=0.5']")
                .replace(
                        "\"schemaVersion\": 1,",
                        "\"schemaVersion\": 1, \"baseline\": {\"from\": \"none\", \"firstBuild\": true, \"allowSame\": false},");
        SingleSCMSource source =
                new SingleSCMSource(name, new SingleFileSCM("Jenkinsfile", script.getBytes(StandardCharsets.UTF_8)));
        source.setId(name);
        return source;
    }

    /** The project finds these branches, no others, and builds what is new. */
    private void index(String... names) throws Exception {
        project.getSourcesList().clear();
        for (String name : names) {
            project.getSourcesList().add(new BranchSource(branch(name)));
        }
        project.scheduleBuild2(0).getFuture().get();
        j.waitUntilNoActivity();
    }

    private WorkflowRun built(String branch, int number, Result expected) throws Exception {
        WorkflowJob job = project.getItem(branch);
        assertThat(job).as(project.getItems().toString()).isNotNull();
        WorkflowRun run = job.getBuildByNumber(number);
        return j.assertBuildStatus(expected, run == null ? job.scheduleBuild2(0).get() : run);
    }

    private static String criticality(WorkflowRun run) throws Exception {
        return RecordFolder.of(run, "model")
                .gate()
                .orElseThrow()
                .gates()
                .get(1)
                .criticality()
                .name();
    }

    @Test
    void aProjectHasOneFirstBuildWhateverItsBranches() throws Exception {
        index("main");
        WorkflowRun first = built("main", 1, Result.SUCCESS);
        assertThat(criticality(first)).isEqualTo("NOTE");

        index("main", "feature");
        assertThat(criticality(built("feature", 1, Result.UNSTABLE))).isEqualTo("FAILURE");

        first.delete();
        assertThat(criticality(built("main", 2, Result.UNSTABLE))).isEqualTo("FAILURE");
    }

    @Test
    void aBranchThatIsGoneMakesNoFirstBuildOfAnother() throws Exception {
        index("main");
        built("main", 1, Result.SUCCESS);

        index("replacement");

        assertThat(project.getItem("main")).isNull();
        assertThat(criticality(built("replacement", 1, Result.UNSTABLE))).isEqualTo("FAILURE");
        project.renameTo("renamed");
        index("replacement", "another");
        assertThat(criticality(built("another", 1, Result.UNSTABLE))).isEqualTo("FAILURE");
    }
}

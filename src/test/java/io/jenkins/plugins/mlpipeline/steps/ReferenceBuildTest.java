package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.forensics.reference.ReferenceBuild;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.reference.ReferenceBuilds;
import io.jenkins.plugins.mlpipeline.steps.baseline.PassedSearch;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A change is compared with the branch that the plugin "forensics-api" says it began at. */
@WithJenkins
class ReferenceBuildTest {
    private static final String FOUND = "[ml-pipeline] baseline {from: lastPassed}: the model of ";

    private static JenkinsRule j;
    private WorkflowJob main;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        j.createOnlineSlave(Label.get("agent"));
    }

    @BeforeEach
    void mainPassesAndThenFails() throws Exception {
        OneJenkins.clean();
        Bench.configure();
        main = Bench.job("main", script("", "4", "firstBuild: true", "0.5"));
        j.buildAndAssertSuccess(main);
        define(main, script("", "2", "firstBuild: true", "0.99"));
        j.assertLogContains(
                FOUND + "main #1, the newest build that passed its gates\n",
                j.buildAndAssertStatus(Result.FAILURE, main));
    }

    @Test
    void theSearchBeginsAtTheReferenceBuild() throws Exception {
        WorkflowJob change = Bench.job("change", script("main", "8", "firstBuild: true", "0.5"));
        j.assertLogContains(
                FOUND + "main #1, the newest build that passed its gates, from the reference build main #2 backwards\n",
                j.buildAndAssertSuccess(change));

        // Its own build passed too, and is not what the change is compared with.
        define(change, script("main", "5", "firstBuild: true", "0.5"));
        j.assertLogContains(FOUND + "main #1, ", j.buildAndAssertSuccess(change));

        // Unless the pipeline names the job.
        define(change, script("main", "7", "job: 'change'", "0.5"));
        j.assertLogContains(
                FOUND + "change #2, the newest build that passed its gates\n", j.buildAndAssertSuccess(change));
    }

    @Test
    void withoutAReferenceTheBuildsBeforeCount() throws Exception {
        WorkflowJob change = Bench.job("change", script("", "8", "firstBuild: true", "0.5"));
        j.assertLogContains(
                "[ml-pipeline] no baseline {from: lastPassed} yet: this was declared to be the first build",
                j.buildAndAssertSuccess(change));
        define(change, script("", "5", "firstBuild: true", "0.5"));
        j.assertLogContains(
                FOUND + "change #1, the newest build that passed its gates\n", j.buildAndAssertSuccess(change));
    }

    @Test
    void aReferenceJobWhereNothingPassedIsAnError() throws Exception {
        WorkflowJob failing = Bench.job("failing", script("", "2", "firstBuild: true", "0.99"));
        j.buildAndAssertStatus(Result.FAILURE, failing);

        j.assertLogContains(
                "ERROR: None of the last 200 builds of \"failing\" up to the reference build #1 has a model with the id"
                        + " \"model\" that passed its gates and was kept, so there is no baseline {from: lastPassed}."
                        + " Declare the first build with firstBuild: true; it counts only while there is none.",
                j.buildAndAssertStatus(Result.FAILURE, Bench.job("change", script("failing", "8", "", "0.5"))));
    }

    @Test
    void aReferenceThatTheBuildMayNotReadIsAnError() throws Exception {
        WorkflowJob change = Bench.job("change", script("main", "8", "firstBuild: true", "0.5"));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(change)
                .toAuthenticated());

        j.assertLogContains(
                "ERROR: There is no job \"/main\" that this build may read. It runs as SYSTEM, since nobody configured"
                        + " another user, and reads of other jobs what every user with an account may read.",
                j.buildAndAssertStatus(Result.FAILURE, change));
    }

    @Test
    void aDeletedReferenceBuildStandsForTheOnesBeforeIt() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("plain", "echo 'done'"));
        build.addAction(new ReferenceBuild(build, List.of(), Result.UNSTABLE, main.getBuildByNumber(2)));
        main.getBuildByNumber(2).delete();

        assertThat(ReferenceBuilds.of(build)).contains(new ReferenceBuilds.Reference("main", 2));
        PassedSearch search =
                new PassedSearch(build, null, ReferenceBuilds.of(build).orElseThrow());
        assertThat(search.newest(main, run -> java.util.Optional.of(run.getNumber())))
                .contains(1);
    }

    @Test
    void aSearchWithoutResultIsNoReference() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("plain", "echo 'done'"));
        build.addAction(new ReferenceBuild(build, List.of("nothing found"), Result.UNSTABLE));

        assertThat(ReferenceBuilds.of(build)).isEmpty();
    }

    private static void define(WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
    }

    private static String script(String reference, String said, String baseline, String floor) throws Exception {
        return Bench.script("reference")
                .replace(
                        "DISCOVER",
                        reference.isEmpty()
                                ? ""
                                : "discoverReferenceBuild referenceJob: '" + reference + "', requiredResult: 'FAILURE'")
                .replace("SAID", said)
                .replace(", BASELINE", baseline.isEmpty() ? "" : ", " + baseline)
                .replace("FLOOR", floor);
    }
}

package io.jenkins.plugins.mlpipeline.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.triggers.TimerTrigger;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** alice may approve and build, bob may approve, carol may build. The model's accuracy is 0.85, and 0.9 is demanded. */
@WithJenkins
class ApprovalTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final String OWN = "You started this build or one that it comes from, and nobody approves a build of"
            + " their own; ask somebody else.";
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("alice", "bob", "carol", "dave")
                .grant(Item.BUILD)
                .everywhere()
                .to("alice", "carol")
                .grant(ApprovalPermission.APPROVE)
                .everywhere()
                .to("alice", "bob")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("root"));
    }

    @BeforeEach
    void today() {
        at(NOW);
    }

    private static void at(Instant now) {
        Approvals.get().setClock(Clock.fixed(now, ZoneOffset.UTC));
    }

    private static WorkflowJob job(String name, String pipeline) throws Exception {
        WorkflowJob job = j.jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(Bench.script(pipeline), true));
        return job;
    }

    /** A build that a timer starts, where nothing else is said. */
    private static WorkflowRun build(WorkflowJob job, Result expected, Cause... causes) throws Exception {
        CauseAction why =
                causes.length == 0 ? new CauseAction(new TimerTrigger.TimerTriggerCause()) : new CauseAction(causes);
        return j.assertBuildStatus(expected, job.scheduleBuild2(0, why).get());
    }

    private static Cause by(String user) {
        return new Cause.UserIdCause(User.getById(user, true).getId());
    }

    private static HtmlPage page(JenkinsRule.WebClient web, WorkflowRun run) throws Exception {
        return web.getPage(run, "ml-pipeline/model/");
    }

    private static JenkinsRule.WebClient as(String user) throws Exception {
        return j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
    }

    private static HtmlPage approve(JenkinsRule.WebClient web, WorkflowRun run, String reason, String days)
            throws Exception {
        HtmlForm form = page(web, run).getFormByName("approve");
        form.getInputByName("reason").setValue(reason);
        if (days != null) {
            form.getInputByName("days").setValue(days);
        }
        return (HtmlPage) j.submit(form);
    }

    private static GateResult gate(WorkflowRun run) throws Exception {
        return RecordFolder.of(run, "model").gate().orElseThrow();
    }

    /** What the gate decided is kept and signed as it was; who approves it later is noted beside. */
    @Test
    void anApprovalChangesNothingThatWasSigned() throws Exception {
        Path key = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit/ed25519.pem");
        MlPipelineConfiguration.get().setSigningKey(Secret.fromString(Files.readString(key)));
        WorkflowRun failed;
        try {
            failed = build(job("signed", "gateDigest"), Result.FAILURE, by("carol"));
        } finally {
            MlPipelineConfiguration.get().setSigningKey(null);
        }
        Path folder = failed.getRootDir().toPath().resolve("ml-pipeline/model");
        String decided = Files.readString(folder.resolve("gate.json"));
        String signed = Files.readString(folder.resolve("audit.dsse.json"));
        try (JenkinsRule.WebClient web = as("bob")) {
            approve(web, failed, "the old one is worse", null);

            assertThat(web.goTo(failed.getUrl() + "ml-pipeline/model/records/audit", "application/json")
                            .getWebResponse()
                            .getContentAsString(StandardCharsets.UTF_8))
                    .isEqualTo(signed);
        }
        assertThat(folder.resolve("gate.json")).hasContent(decided);
        assertThat(gate(failed).override().by()).isEqualTo("bob");
        Envelope envelope = Json.parse(signed, Envelope.class, "audit");
        assertThat(new String(envelope.content(), StandardCharsets.UTF_8))
                .contains(Digest.ofText(decided))
                .doesNotContain("bob");
    }

    @Test
    void anApprovedModelGoesOnUnstableUntilTheApprovalEnds() throws Exception {
        WorkflowJob job = job("approved", "gateDigest");
        WorkflowRun failed = build(job, Result.FAILURE, by("carol"));
        String sentence = "approved by bob until 2026-12-02T08:00:00Z, verdict FAIL: the <b>old</b> one is worse";
        try (JenkinsRule.WebClient web = as("bob")) {
            approve(web, failed, "the <b>old</b> one is worse", null);

            assertThat(page(web, failed).asNormalizedText()).contains("Nevertheless " + sentence);
            assertThat(web.getPage(failed).asNormalizedText()).contains("Nevertheless " + sentence);
            assertThat(web.goTo(failed.getUrl() + "ml-pipeline/model/report", "text/html")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("Nevertheless approved by bob until 2026-12-02T08:00:00Z, verdict FAIL: the"
                            + " &lt;b&gt;old&lt;/b&gt; one is worse");
            assertThat(web.getPage(failed, "ml-pipeline/").asNormalizedText()).contains("Nevertheless " + sentence);
            assertThat(remotely(web, failed)).isEqualTo(given(failed, false));
        }
        assertThat(gate(failed).override().sentence()).isEqualTo(sentence);
        assertThat(gate(failed).verdict()).isEqualTo(Verdict.FAIL);

        failed.delete();
        job.doReload();
        at(NOW.plus(Duration.ofDays(7)).minusSeconds(1));
        WorkflowRun approved = build(job, Result.UNSTABLE);

        j.assertLogContains("went on with FAIL, approved: true", approved);
        assertThat(gate(approved).override().sentence()).isEqualTo(sentence);
        assertThat(gate(approved).deployable()).isFalse();

        at(NOW.plus(Duration.ofDays(7)));
        WorkflowRun ended = build(job, Result.FAILURE);

        j.assertLogNotContains("went on", ended);
        assertThat(gate(ended).override()).isNull();
        try (JenkinsRule.WebClient web = as("bob")) {
            assertThat(page(web, approved).asNormalizedText())
                    .contains("Was " + sentence)
                    .doesNotContain("Nevertheless");
            assertThat(web.getPage(approved).asNormalizedText()).contains("Was " + sentence);
            assertThat(remotely(web, approved)).isEqualTo(given(failed, true));
        }
    }

    /** The only approval that the remote API of a build has, which is what the model's has. */
    private static String remotely(JenkinsRule.WebClient web, WorkflowRun run) throws Exception {
        String ofModel = web.getJSON(run.getUrl() + "ml-pipeline/model/api/json")
                .getJSONObject()
                .getJSONObject("approval")
                .toString();
        assertThat(web.getJSON(run.getUrl() + "ml-pipeline/api/json")
                        .getJSONObject()
                        .getJSONArray("approvals")
                        .toString())
                .isEqualTo("[" + ofModel + "]");
        return ofModel;
    }

    private static String given(WorkflowRun run, boolean ended) {
        return ("{'at':'2026-11-25T08:00:00Z','build':"
                        + run.getNumber() + ",'by':'bob','digest':'" + DIGEST + "','ended':" + ended
                        + ",'expires':'2026-12-02T08:00:00Z','model':'model','reason':'the <b>old<\\/b> one is worse',"
                        + "'verdict':'FAIL'}")
                .replace('\'', '"');
    }

    @Test
    void nobodyApprovesABuildOfTheirOwn() throws Exception {
        WorkflowJob job = job("own", "gateDigest");
        WorkflowRun own = build(job, Result.FAILURE, by("alice"));
        WorkflowRun below = build(job, Result.FAILURE, new Cause.UpstreamCause(own));
        WorkflowRun restarted =
                build(job, Result.FAILURE, by("carol"), new RestartDeclarativePipelineCause(own, "gate"));
        for (WorkflowRun run : List.of(own, below, replay("carol", own), replay("carol", restarted))) {
            try (JenkinsRule.WebClient web = as("alice")) {
                assertThat(page(web, run).getForms())
                        .extracting(HtmlForm::getNameAttribute)
                        .doesNotContain("approve");
                assertThat(post(web, run, "reason=mine&days=1")).contains(OWN);
            }
            assertThat(gate(run).override()).isNull();
        }
        assertThat(approvals(job)).doesNotExist();
    }

    /** What the button Replay does. */
    private static WorkflowRun replay(String user, WorkflowRun run) throws Exception {
        ReplayAction action = run.getAction(ReplayAction.class);
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return j.assertBuildStatus(Result.FAILURE, (WorkflowRun) action.run2(action.getOriginalScript(), Map.of())
                    .getFuture()
                    .get());
        }
    }

    @Test
    void aReplayOfABuildThatIsGoneIsApprovedByNobody() throws Exception {
        WorkflowRun original = build(job("replayed", "gateDigest"), Result.FAILURE, by("carol"));
        WorkflowRun replayed = replay("carol", original);
        try (JenkinsRule.WebClient web = as("bob")) {
            assertThat(page(web, replayed).getFormByName("approve")).isNotNull();
            original.delete();

            assertThat(post(web, replayed, "reason=why&days=1"))
                    .contains("It can't be told who started this build, because the build #1 is gone. Start a build"
                            + " anew, and approve that one.");
        }
        assertThat(gate(replayed).override()).isNull();
    }

    /** A timer's build of the same model is no way round: what counts is who started the build that goes on by it. */
    @Test
    void anApprovalDoesNotCountForABuildThatItsGiverStarted() throws Exception {
        WorkflowJob job = job("timers", "gateDigest");
        WorkflowRun timers = build(job, Result.FAILURE);
        try (JenkinsRule.WebClient web = as("alice")) {
            approve(web, timers, "it is fine", null);
        }
        assertThat(gate(timers).override().by()).isEqualTo("alice");

        WorkflowRun own = build(job, Result.FAILURE, by("alice"));
        j.assertLogContains(
                "[ml-pipeline] The approval by alice doesn't count for " + own.getFullDisplayName()
                        + ": they started this build or one that it comes from.",
                own);
        build(job, Result.FAILURE, new Cause.UpstreamCause(own));
        replay("carol", own);

        build(job, Result.UNSTABLE, by("carol"));
        build(job, Result.UNSTABLE);
    }

    @Test
    void anApprovalIsOfTheGatesAndTheRowsThatWereJudged() throws Exception {
        WorkflowJob job = job("otherGates", "gateDigest");
        WorkflowRun failed = build(job, Result.FAILURE);
        try (JenkinsRule.WebClient web = as("bob")) {
            approve(web, failed, "it is fine", null);
        }
        String script = Bench.script("gateDigest");
        String besides =
                "[ml-pipeline] The approval by bob of 2026-11-25T08:00:00Z doesn't count: it was of the same model,"
                        + " but not of these gates and rows.";

        job.setDefinition(new CpsFlowDefinition(script.replace("accuracy>=0.9", "accuracy>=0.86"), true));
        j.assertLogContains(besides, build(job, Result.FAILURE));
        job.setDefinition(new CpsFlowDefinition(script.replace("b".repeat(64), "e".repeat(64)), true));
        j.assertLogContains(besides, build(job, Result.FAILURE));
        job.setDefinition(new CpsFlowDefinition(script, true));
        build(job, Result.UNSTABLE);
    }

    @Test
    void aCauseThatMayStandForAPersonIsNamedUntilAnAdministratorTrustsIt() throws Exception {
        WorkflowJob job = job("token", "gateDigest");
        WorkflowRun remote = build(job, Result.FAILURE, new Cause.RemoteCause("10.0.0.7", "token"));
        String why =
                "It can't be told who started this build, because a cause of the kind hudson.model.Cause$RemoteCause"
                        + " (\"Started by remote host 10.0.0.7 with note: token\") may stand for a person; an administrator who knows"
                        + " that it doesn't lists it in trustedCauses. Start a build anew, and approve that one.";
        try (JenkinsRule.WebClient web = as("bob")) {
            assertThat(post(web, remote, "reason=why&days=1")).contains(why);
            MlPipelineConfiguration.get().setTrustedCauses(List.of("hudson.model.Cause$RemoteCause"));
            approve(web, remote, "why", null);
        } finally {
            MlPipelineConfiguration.get().setTrustedCauses(List.of());
        }
        assertThat(gate(remote).override().by()).isEqualTo("bob");

        // The approval is there, but this build would use it.
        WorkflowRun again = build(job, Result.FAILURE, new Cause.RemoteCause("10.0.0.7", "token"));
        j.assertLogContains(
                "The approval by bob doesn't count for token #2: it can't be told who started it, because", again);
    }

    @Test
    void aBuildOfWhichNothingSaysWhatStartedItIsApprovedByNobody() throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, job("noCause", "gateDigest"));
        try (JenkinsRule.WebClient web = as("bob")) {
            assertThat(post(web, run, "reason=why&days=1"))
                    .contains("It can't be told who started this build, because nothing says what started one of"
                            + " \"noCause\". Start a build anew, and approve that one.");
        }
    }

    /** Jenkins itself remembers ten levels of a chain. */
    @Test
    void whoeverStartedALongChainDoesNotApproveItsEnd() throws Exception {
        FreeStyleProject chain = j.createFreeStyleProject("chain");
        FreeStyleBuild last = chain(chain, "alice", 14);
        WorkflowRun end = build(job("end", "gateDigest"), Result.FAILURE, new Cause.UpstreamCause(last));
        try (JenkinsRule.WebClient alice = as("alice");
                JenkinsRule.WebClient bob = as("bob")) {
            assertThat(post(alice, end, "reason=mine&days=1")).contains(OWN);
            assertThat(page(bob, end).getFormByName("approve")).isNotNull();
            chain.getBuildByNumber(1).delete();
            assertThat(post(alice, end, "reason=mine&days=1")).contains(OWN);
            for (FreeStyleBuild build : chain.getBuilds()) {
                build.delete();
            }

            assertThat(post(bob, end, "reason=why&days=1"))
                    .contains("It can't be told who started this build, because the build chain #3 is gone. Start a"
                            + " build anew, and approve that one.");
        }
        assertThat(gate(end).override()).isNull();
    }

    /** The last of builds of which each starts the next. */
    private static FreeStyleBuild chain(FreeStyleProject job, String starter, int builds) throws Exception {
        Cause cause = by(starter);
        FreeStyleBuild last = null;
        for (int i = 0; i < builds; i++) {
            last = job.scheduleBuild2(0, new CauseAction(cause)).get();
            cause = new Cause.UpstreamCause(last);
        }
        return last;
    }

    @Test
    void moreBuildsThanAnybodyLooksThroughAreApprovedByNobody() throws Exception {
        FreeStyleBuild last = chain(j.createFreeStyleProject("manyBuilds"), "carol", 100);
        WorkflowRun end = build(job("farEnd", "gateDigest"), Result.FAILURE, new Cause.UpstreamCause(last));
        try (JenkinsRule.WebClient web = as("bob")) {
            assertThat(post(web, end, "reason=why&days=1"))
                    .contains("It can't be told who started this build, because more than 100 builds led to it. Start a"
                            + " build anew, and approve that one.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | not a valid document at line 1, column 2: Unexpected end-of-input",
                "{\"schemaVersion\": 2, \"approvals\": []} | not a valid document at line 1, column 37: the approvals have",
            })
    void damagedApprovalsCountForNothingAndStayAsTheyAre(String damage, String reason) throws Exception {
        WorkflowJob job = job("damaged" + damage.length(), "gateDigest");
        WorkflowRun run = build(job, Result.FAILURE, by("carol"));
        String begin = "The approvals of " + job.getName()
                + " count for nothing, because their file is damaged: ml-pipeline-approvals.json: " + reason;
        String end = ". Bring the file in the job's folder back from a backup, or delete it and approve anew.";
        try (JenkinsRule.WebClient web = as("bob")) {
            approve(web, run, "this one alone", null);
            Files.writeString(approvals(job), damage);

            for (String address : List.of("", "ml-pipeline/", "ml-pipeline/model/")) {
                HtmlPage page = web.getPage(run, address);
                assertThat(page.asNormalizedText()).contains(begin, end).doesNotContain("Nevertheless");
                assertThat(page.getForms())
                        .extracting(HtmlForm::getNameAttribute)
                        .doesNotContain("approve");
            }
            assertThat(web.getJSON(run.getUrl() + "ml-pipeline/api/json")
                            .getJSONObject()
                            .getString("approvalsProblem"))
                    .startsWith(begin)
                    .endsWith(end);
            assertThat(post(web, run, "reason=again&days=1")).contains(begin, end);
            WorkflowRun next = build(job, Result.FAILURE);
            assertThat(JenkinsRule.getLog(next)).contains(begin, end);
            assertThat(gate(next).override()).isNull();
            assertThat(approvals(job)).hasContent(damage);

            Files.delete(approvals(job));
            approve(web, next, "this one alone", null);
            build(job, Result.UNSTABLE);
        }
    }

    private static Path approvals(WorkflowJob job) {
        return job.getRootDir().toPath().resolve("ml-pipeline-approvals.json");
    }

    @Test
    void whoMayNotApproveIsRefused() throws Exception {
        WorkflowRun run = build(job("refused", "gateDigest"), Result.FAILURE, by("carol"));
        try (JenkinsRule.WebClient web = as("dave")) {
            assertThat(page(web, run).getForms())
                    .extracting(HtmlForm::getNameAttribute)
                    .doesNotContain("approve");
            assertThat(post(web, run, "reason=please&days=1"))
                    .contains("dave is missing the ML Pipeline/Approve permission");
            assertThat(web.getPage(new URL(j.getURL(), run.getUrl() + "ml-pipeline/model/approve?days=1"))
                            .getWebResponse()
                            .getStatusCode())
                    .isEqualTo(405);
        }
        assertThat(gate(run).override()).isNull();
        try (JenkinsRule.WebClient web = as("root")) {
            assertThat(page(web, run).getFormByName("approve")).isNotNull();
        }
    }

    @Test
    void aReasonAndADurationAreNeeded() throws Exception {
        WorkflowRun run = build(job("reason", "gateDigest"), Result.FAILURE, by("carol"));
        try (JenkinsRule.WebClient web = as("bob")) {
            assertThat(approve(web, run, " ", "3").asNormalizedText())
                    .contains("The reason is a line of 1 to 500 characters; say why it may go on.");
            assertThat(post(web, run, "reason=why&days=31"))
                    .contains("An approval holds for 1 to 30 days, and not for 31.");
            assertThat(post(web, run, "reason=why&days=soon"))
                    .contains("An approval holds for 1 to 30 days, and not for 0.");
        }
        assertThat(gate(run).override()).isNull();
    }

    @Test
    void aPassAndAnErrorCanNotBeApproved() throws Exception {
        WorkflowRun passed = build(job("passed", "gatePasses"), Result.SUCCESS);
        WorkflowRun error = build(job("error", "gateMissingMetric"), Result.FAILURE);
        try (JenkinsRule.WebClient web = as("bob")) {
            assertThat(post(web, passed, "reason=why&days=1"))
                    .contains("The verdict is PASS; there is nothing to approve.");
            assertThat(post(web, error, "reason=why&days=1"))
                    .contains("The verdict is ERROR: nothing was decided, so there is nothing to approve.");
        }
        assertThat(gate(error).override()).isNull();
    }

    @Test
    void anotherModelIsNotApproved() throws Exception {
        WorkflowJob job = job("other", "gateDigest");
        WorkflowRun run = build(job, Result.FAILURE, by("carol"));
        try (JenkinsRule.WebClient web = as("bob")) {
            approve(web, run, "this one alone", "30");
        }
        build(job, Result.UNSTABLE);

        job.setDefinition(new CpsFlowDefinition(
                Bench.script("gateDigest").replace(DIGEST, "sha256:" + "c".repeat(64)), true));

        build(job, Result.FAILURE);
        build(job("elsewhere", "gateDigest"), Result.FAILURE);
    }

    private static String post(JenkinsRule.WebClient web, WorkflowRun run, String query) throws Exception {
        WebRequest request = new WebRequest(
                new URL(j.getURL(), run.getUrl() + "ml-pipeline/model/approve?" + query), HttpMethod.POST);
        return ((HtmlPage) web.getPage(web.addCrumb(request))).asNormalizedText();
    }
}

package io.jenkins.plugins.mlpipeline.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mlpipeline.Bench;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The model's accuracy is 0.85, and 0.9 is demanded. */
class ApprovalRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void anApprovalSurvivesARestartAndEndsByTheClock() throws Throwable {
        sessions.then(j -> {
            j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
            WorkflowRun failed = build(j, Result.FAILURE, Bench.job("approved", Bench.script("gateDigest")));
            at("2026-11-25T08:00:00Z");
            try (ACLContext as = ACL.as2(User.getById("bob", true).impersonate2())) {
                Approvals.get().approve(failed, "model", "the old one is worse", 1);
            }
        });

        sessions.then(j -> {
            at("2026-11-26T07:59:59Z");
            WorkflowRun approved = build(j, Result.UNSTABLE, job(j));
            j.assertLogContains("went on with FAIL, approved: true", approved);
            assertThat(summary(j, approved))
                    .contains(
                            "Nevertheless approved by bob until 2026-11-26T08:00:00Z, verdict FAIL: the old one is worse");
        });

        sessions.then(j -> {
            at("2026-11-26T08:00:00Z");
            j.assertLogNotContains("went on", build(j, Result.FAILURE, job(j)));
            assertThat(summary(j, job(j).getBuildByNumber(2)))
                    .contains("Was approved by bob until 2026-11-26T08:00:00Z, verdict FAIL: the old one is worse");
        });
    }

    private static void at(String now) {
        Approvals.get().setClock(Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private static WorkflowRun build(JenkinsRule j, Result expected, WorkflowJob job) throws Exception {
        return j.assertBuildStatus(
                expected,
                job.scheduleBuild2(0, new CauseAction(new TimerTrigger.TimerTriggerCause()))
                        .get());
    }

    private static WorkflowJob job(JenkinsRule j) {
        return j.jenkins.getItemByFullName("approved", WorkflowJob.class);
    }

    private static String summary(JenkinsRule j, WorkflowRun run) throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            return web.getPage(run).asNormalizedText();
        }
    }
}

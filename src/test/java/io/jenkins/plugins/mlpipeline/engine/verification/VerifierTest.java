package io.jenkins.plugins.mlpipeline.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final long START = Instant.parse("2026-11-30T10:00:00Z").toEpochMilli();
    private static final long ALWAYS = Long.MAX_VALUE;
    private static final String NEW = "namespace=\"bank\",pod=\"fraud-7c-aaaaa\"";
    private static final String OLD = "namespace=\"bank\",pod=\"fraud-5b-bbbbb\"";

    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("docs/schemas/verification.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final List<String> log = new ArrayList<>();
    private final Time time = new Time();
    private final SampledPrometheus prometheus = new SampledPrometheus();

    /** A clock that goes on when it is told. */
    private static final class Time extends Clock {
        private long millis = START;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    static Deployment deployment(String status) {
        return Json.parse("""
                {"schemaVersion": 1, "status": "%s", "changed": true, "kind": "Deployment", "name": "fraud",
                 "namespace": "bank", "cluster": "https://cluster.example", "revision": 2, "replicaSet": "fraud-7c",
                 "previous": {"revision": 1, "replicaSet": "fraud-5b", "fullyAvailable": true},
                 "pods": [{"name": "fraud-7c-aaaaa", "ready": true, "restarts": 0}],
                 "startedAt": "2026-11-30T09:59:00Z", "durationMs": 60000}
                """.formatted(status), Deployment.class, "deployment.json");
    }

    private static VerificationPlan plan(String... checks) {
        return plan(1, 3, checks);
    }

    private static VerificationPlan plan(int bad, int looks, String... checks) {
        List<Check> read = Stream.of(checks)
                .map(c -> CheckReader.parse(c, CheckReader.Defaults.STANDARD))
                .toList();
        return new VerificationPlan(read, Duration.ofMinutes(10), Duration.ofMinutes(1), bad, looks, null);
    }

    /** Requests of a pod: so many a second, and the share of them that fail. */
    private void pod(String labels, long from, long until, double perSecond, double failing) {
        prometheus.series("up{" + labels + "}", from, until, t -> 1);
        prometheus.series(
                "http_requests_total{code=\"200\"," + labels + "}",
                from,
                until,
                t -> Math.floor((t - from) / 1000.0 * perSecond * (1 - failing)));
        if (failing > 0) {
            prometheus.series(
                    "http_requests_total{code=\"500\"," + labels + "}",
                    from,
                    until,
                    t -> Math.floor((t - from) / 1000.0 * perSecond * failing));
        }
    }

    private Verification verify(VerificationPlan plan) throws InterruptedException {
        return verify(plan, Map.of());
    }

    /** To its end; the state is stored and read between any two steps. */
    private Verification verify(VerificationPlan plan, Map<String, Observation> verified) throws InterruptedException {
        VerifiedDeployment subject = new VerifiedDeployment(deployment("DEPLOYED"), null);
        VerificationState state = VerificationState.begin(time.millis());
        while (!state.done()) {
            Verifier verifier = new Verifier(plan, subject, prometheus, verified, time, log::add);
            Verifier.Tick tick = verifier.step(VerificationState.parse(state.json()));
            state = tick.state();
            time.millis += tick.delay().toMillis();
        }
        Verification end = Conclusion.of(plan, subject, state, prometheus.name(), "job/7");
        assertThat(SCHEMA.validate(Json.tree(end))).isEmpty();
        return Json.parse(Json.write(end), Verification.class, "verification.json");
    }

    @Test
    void goodPodsPass() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0.001);
        Verification end = verify(plan("http.errors<=1 %"));
        assertThat(end.message()).isEqualTo("deployment/fraud in namespace bank is verified: 1 check passes.");
        assertThat(end.verdict()).isEqualTo(Verdict.PASS);
        assertThat(end.timeline()).hasSize(10);
        assertThat(end.window().from()).isEqualTo("2026-11-30T10:00:00Z");
        assertThat(end.window().to()).isEqualTo("2026-11-30T10:10:00Z");
        assertThat(end.checks().get(0).requests()).isBetween(5_990L, 6_000L);
        assertThat(end.checks().get(0).queries())
                .containsExactly(
                        "http_requests_total{namespace=\"bank\",pod=~\"fraud-7c-[a-z0-9]+\"}[900s]",
                        "http_requests_total{code=~\"5..\",namespace=\"bank\",pod=~\"fraud-7c-[a-z0-9]+\"}[900s]");
        assertThat(end.verified())
                .as("marked only where the cluster can be reached")
                .isFalse();
    }

    @Test
    void badPodsFailAtTheFirstLookThatShowsIt() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0.2);
        Verification end = verify(plan("http.errors<=1 %"));
        assertThat(end.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(end.timeline()).hasSize(1);
        assertThat(end.message())
                .isEqualTo("deployment/fraud in namespace bank fails its verification. http.errors: 120 of 600 (0.2) is"
                        + " above the limit of 0.01.");
    }

    @Test
    void theSameForTwoOfThreeLooksNeedsTwo() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0.2);
        assertThat(verify(plan(2, 3, "http.errors<=1 %")).timeline()).hasSize(2);
    }

    /** Errors that came before the pods were taken for stable do not count; a series that appears with the first error does. */
    @Test
    void theFirstErrorsCount() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0);
        long late = START + Duration.ofMinutes(5).toMillis();
        prometheus.series("http_requests_total{code=\"500\"," + NEW + "}", late, ALWAYS, t -> 400);
        Verification end = verify(plan("http.errors<=1 %"));
        assertThat(end.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(end.checks().get(0).reason()).startsWith("400 of ");
    }

    @Test
    void oldPodsAreNotTheNewOnes() throws InterruptedException {
        pod(OLD, START - 3_600_000, ALWAYS, 100, 0.5);
        pod(NEW, START, ALWAYS, 10, 0);
        assertThat(verify(plan("http.errors<=1 %")).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void withoutTrafficItIsInconclusive() throws InterruptedException {
        pod(NEW, START, ALWAYS, 0, 0);
        Verification end = verify(plan("http.errors<=1 %"));
        assertThat(end.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(end.message())
                .isEqualTo(
                        "deployment/fraud in namespace bank can't be verified: http.errors: There are no requests; 100"
                                + " are needed.");
    }

    @Test
    void whatMayBeSilentMayBe() throws InterruptedException {
        pod(NEW, START, ALWAYS, 0, 0);
        Verification end = verify(plan("http.errors(noData=pass)<=1 %"));
        assertThat(end.verdict()).isEqualTo(Verdict.PASS);
        assertThat(end.checks().get(0).answer()).isEqualTo(Answer.NO_DATA);
    }

    @Test
    void podsThatNobodyScrapesAreWaitedForAsLongAsTheWindow() throws InterruptedException {
        Verification end = verify(plan("http.errors<=1 %"));
        assertThat(end.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(end.checks().get(0).reason()).isEqualTo("Prometheus scrapes none of the pods.");
        assertThat(time.millis()).isEqualTo(START + Duration.ofMinutes(10).toMillis());
        assertThat(log)
                .contains("waiting for series of deployment/fraud in namespace bank: there is none for the check"
                        + " \"http.errors\"");
    }

    @Test
    void theWindowBeginsWhenThereAreSeries() throws InterruptedException {
        pod(NEW, START + 120_000, ALWAYS, 10, 0);
        Verification end = verify(plan("http.errors<=1 %"));
        assertThat(end.verdict()).isEqualTo(Verdict.PASS);
        assertThat(end.window().from()).isEqualTo("2026-11-30T10:02:00Z");
    }

    @Test
    void aServerThatIsNeverThereLeavesItInconclusive() throws InterruptedException {
        prometheus.always(new Reply.Unreachable("sampled did not answer within 30 s"));
        Verification end = verify(plan("http.errors<=1 %"));
        assertThat(end.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(end.checks().get(0).reason()).isEqualTo("sampled did not answer within 30 s.");
    }

    @Test
    void aQueryThatIsRefusedIsAnErrorBeforeTheFirstLook() {
        prometheus.always(new Reply.Refused("Prometheus says bad_data: parse error"));
        assertThatThrownBy(() -> verify(plan("{id: q, query: 'sum(', max: 1}")))
                .isInstanceOf(UserError.class)
                .hasMessage("The check \"q\" can't be made: Prometheus says bad_data: parse error. The query was sum(."
                        + " Nothing was judged.");
    }

    /** A label that nothing has: without the check, the rate would be 0 for ever. */
    @Test
    void aMisspeltLabelIsAnError() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0.5);
        Verification end = verify(plan("{id: e, numerator: 'http_requests_total{cod=~\"5..\"}', denominator:"
                + " http_requests_total, max: 0.01}"));
        assertThat(end.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(end.checks().get(0).reason())
                .isEqualTo("no series of http_requests_total{} has the label \"cod\", which the numerator names.");
    }

    @Test
    void aCounterThatNobodyExportsIsNoZero() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0.5);
        Verification end = verify(
                plan("{id: e, numerator: http_failures_total, denominator: http_requests_total," + " max: 0.01}"));
        assertThat(end.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(end.checks().get(0).reason())
                .isEqualTo("nobody exports http_failures_total{}, so that it is not known whether none happened or the"
                        + " name is wrong.");
    }

    @Test
    void aNumeratorThatIsNoPartIsAnError() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0.5);
        prometheus.series("other_total{" + NEW + "}", START, ALWAYS, t -> Math.floor((t - START) / 10.0));
        Verification end = verify(plan("{id: e, numerator: other_total, denominator: http_requests_total, max: 0.01}"));
        assertThat(end.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(end.checks().get(0).reason()).contains("; the numerator must be a part of the denominator.");
    }

    @Test
    void comparedWithThePodsBefore() throws InterruptedException {
        pod(OLD, START - 3_600_000, START - 30_000, 10, 0.05);
        pod(NEW, START, ALWAYS, 10, 0.05);
        Verification same = verify(plan("http.errors<=previous"));
        assertThat(same.verdict()).isEqualTo(Verdict.PASS);
        assertThat(same.checks().get(0).baseline()).isBetween(0.049, 0.051);
    }

    @Test
    void worseThanThePodsBefore() throws InterruptedException {
        pod(OLD, START - 3_600_000, START - 30_000, 10, 0.01);
        pod(NEW, START, ALWAYS, 10, 0.05);
        assertThat(verify(plan("http.errors<=previous*1.5")).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void comparedWithWhatAVerifiedOneShowed() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0.05);
        Verification without = verify(plan("http.errors<=verified"));
        assertThat(without.checks().get(0).reason())
                .isEqualTo("There is no baseline: no verification that passed has a check \"http.errors\".");
        Verification first = verify(plan("http.errors<=10 %"));
        assertThat(first.baselines()).containsKey("http.errors");
        assertThat(verify(plan("http.errors<=verified"), first.baselines()).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(verify(plan("http.errors<=verified"), Map.of("http.errors", new Observation.Counts(0, 6000)))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    /** A controller that was down for some looks makes the next ones, not those it missed. */
    @Test
    void looksThatWereMissedAreGone() throws InterruptedException {
        pod(NEW, START, ALWAYS, 10, 0);
        VerificationPlan plan = plan("http.errors<=1 %");
        VerifiedDeployment subject = new VerifiedDeployment(deployment("DEPLOYED"), null);
        VerificationState state = VerificationState.begin(time.millis());
        int steps = 0;
        while (!state.done()) {
            Verifier.Tick tick = new Verifier(plan, subject, prometheus, Map.of(), time, log::add).step(state);
            state = tick.state();
            time.millis += ++steps == 4
                    ? Duration.ofMinutes(5).toMillis()
                    : tick.delay().toMillis();
        }
        Verification end = Conclusion.of(plan, subject, state, "p", null);
        assertThat(end.verdict()).isEqualTo(Verdict.PASS);
        assertThat(end.timeline()).hasSizeBetween(5, 8);
    }

    @Test
    void oneThatWasNotDeployedIsNotVerified() {
        assertThatThrownBy(() -> new VerifiedDeployment(deployment("FAILED"), null))
                .hasMessage(
                        "The deployment of Deployment/fraud ended as FAILED; only what is deployed can be verified.");
    }

    /** A canary that waits for somebody is looked at before it goes on; the pods of before are those of its stable ReplicaSet. */
    @Test
    void aRolloutThatWaitsIsVerifiedByThePodsOfItsReplicaSets() {
        VerifiedDeployment canary = new VerifiedDeployment(rollout("PAUSED"), null);
        assertThat(canary.now().pods()).contains(new Selector.Matcher("pod", "=~", "fraud-7c-[a-z0-9]+"));
        assertThat(canary.before().orElseThrow().pods())
                .contains(new Selector.Matcher("pod", "=~", "fraud-5b-[a-z0-9]+"));
        assertThatThrownBy(() -> new VerifiedDeployment(rollout("FAILED"), null))
                .hasMessageStartingWith("The deployment of Rollout/fraud ended as FAILED; ");
        assertThatThrownBy(() -> new VerifiedDeployment(deployment("PAUSED"), null))
                .hasMessageStartingWith("The deployment of Deployment/fraud ended as PAUSED; ");
    }

    private static Deployment rollout(String status) {
        return Json.parse(
                Json.write(deployment(status)).replace("\"Deployment\"", "\"Rollout\""), Deployment.class, "rollout");
    }

    @Test
    void chancesAddUpToWhatIsAskedFor() {
        assertThat(plan("http.errors<=1 %").tail()).isEqualTo(0.005);
        assertThat(plan(2, 3, "http.errors<=1 %").tail()).isEqualTo(0.01);
        assertThat(plan("http.errors<=1 %", "http.latency_p95<=1s").tail()).isEqualTo(0.0025);
    }

    @Test
    void plansThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> plan()).hasMessage("There is no check; a verification without one would say nothing.");
        assertThatThrownBy(() -> plan("http.errors<=1 %", "http.errors<=2 %"))
                .hasMessage("Two checks have the id \"http.errors\"; give one of them another id.");
        assertThatThrownBy(() -> plan(4, 3, "http.errors<=1 %"))
                .hasMessage(
                        "badLooks is 4 and looks 3; at least 1 bad look, and no more than are counted, is expected.");
        List<Check> one = List.of(CheckReader.parse("http.errors<=1 %", CheckReader.Defaults.STANDARD));
        assertThatThrownBy(() -> new VerificationPlan(one, Duration.ofSeconds(5), Duration.ofMinutes(1), 1, 1, null))
                .hasMessage(
                        "window is 5 s and interval 60 s; an interval of at least 1 s and a window that is no shorter"
                                + " are expected.");
        assertThatThrownBy(() -> new VerificationPlan(one, Duration.ofHours(10), Duration.ofMinutes(1), 1, 1, null))
                .hasMessage("window is 36000 s and interval 60 s; at most 200 looks are made. Look less often.");
    }
}

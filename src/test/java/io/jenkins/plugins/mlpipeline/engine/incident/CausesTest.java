package io.jenkins.plugins.mlpipeline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Change;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.ChangeKind;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Event;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Metric;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Pod;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.State;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Trend;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is ranked before what, by documents alone. */
class CausesTest {
    private static final String FROM = "2026-11-30T10:00:00Z";
    private static final String TO = "2026-11-30T11:00:00Z";

    private final List<Change> changes = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Diagnostics.Pod> logs = new ArrayList<>();
    private final List<Diagnosis.Revision> revisions = new ArrayList<>();
    private State state = new State("complete", "2 of 2 updated", List.of(), null);

    private Diagnosis diagnosis() {
        return Causes.conclude(new Diagnosis(
                1,
                new Diagnosis.Target("Deployment", "fraud", "bank", "https://c"),
                FROM,
                TO,
                "",
                List.of(),
                changes,
                state,
                revisions,
                List.of(),
                pods,
                logs,
                events,
                metrics,
                List.of(),
                null));
    }

    private List<String> causes() {
        return diagnosis().causes().stream()
                .map(c -> c.rank() + " " + c.strength() + " " + c.what())
                .toList();
    }

    private void change(String at, ChangeKind kind, String what, String who, String... details) {
        changes.add(new Change(at, kind, what, who, List.of(details)));
    }

    private void pod(String name, long revision, String symptom, String detail) {
        pods.add(new Pod(name, revision, symptom == null, 0, symptom, symptom == null ? null : "app", detail, FROM));
    }

    private void warning(String first, String object, String reason, String message) {
        events.add(new Event(first, first, object, true, reason, message, 3));
    }

    private void metric(Trend trend) {
        metrics.add(new Metric(
                "http.errors", trend, 0.001, 0.2, "Before 0.001, since then 0.2: it is worse.", FROM, List.of()));
    }

    @Test
    void whereNothingIsFoundThatIsSaid() {
        pod("a", 1, null, null);
        assertThat(causes()).isEmpty();
        assertThat(diagnosis().message())
                .isEqualTo(
                        "Since 2026-11-30T10:00:00Z nothing changed at deployment/fraud in namespace bank and its pods"
                                + " are well: look at the traffic, the data and what it calls.");
    }

    @Test
    void podsOfANewRevisionThatCrashAreTheCauseWithTheirLogAndTheChange() {
        change(
                "2026-11-30T10:30:00Z",
                ChangeKind.TEMPLATE,
                "revision 2 (fraud-b) was rolled out after revision 1",
                "jenkins",
                "~ spec.containers[app].image: \"v1\" -> \"v2\"");
        pod("fraud-b-x", 2, Symptoms.CRASH, "exit code 1, 4 restarts");
        pod("fraud-a-y", 1, null, null);
        warning("2026-11-30T10:31:00Z", "pod/fraud-b-x", "BackOff", "Back-off restarting failed container");
        logs.add(new Diagnostics.Pod(
                "fraud-b-x",
                "CrashLoopBackOff",
                List.of(new Diagnostics.Container(
                        "app", "Error", 1, 4, true, List.of("loading", "no such file: m.onnx"))),
                List.of()));
        Diagnosis d = diagnosis();
        assertThat(d.message())
                .isEqualTo("Container app of revision 2 crashes (exit code 1); that revision was rolled out in this"
                        + " time.");
        assertThat(d.causes().get(0).evidence())
                .containsExactly(
                        "1 of 2 pods",
                        "pod fraud-b-x: Crash (exit code 1, 4 restarts)",
                        "event BackOff of pod/fraud-b-x: Back-off restarting failed container (3 times)",
                        "its last log line: no such file: m.onnx",
                        "changed at 2026-11-30T10:30:00Z: revision 2 (fraud-b) was rolled out after revision 1 (by"
                                + " jenkins)",
                        "~ spec.containers[app].image: \"v1\" -> \"v2\"",
                        "1 pod of other revisions is well");
        assertThat(d.causes().get(1).what())
                .isEqualTo("Revision 2 (fraud-b) was rolled out after revision 1 at 2026-11-30T10:30:00Z by jenkins.");
        assertThat(d.causes().get(1).strength()).isEqualTo(Diagnosis.Strength.CHANGED);
        assertThat(d.causes().get(1).evidence())
                .contains("the first sign of trouble came 60 s later, at 2026-11-30T10:31:00Z");
    }

    @Test
    void whatMorePodsShowComesFirst() {
        pod("a", 1, Symptoms.OUT_OF_MEMORY, "5 restarts");
        pod("b", 1, Symptoms.OUT_OF_MEMORY, "2 restarts");
        pod("c", 1, Symptoms.NOT_READY, "Running");
        assertThat(causes())
                .containsExactly(
                        "1 STATED Container app of revision 1 was killed because it needs more memory than its limit.",
                        "2 STATED Container app of revision 1 runs, but is not ready.");
    }

    @Test
    void ofSeveralChangesTheLastBeforeTheFirstSignComesFirstAndALaterOneIsNoCause() {
        change("2026-11-30T10:50:00Z", ChangeKind.TEMPLATE, "revision 3 (c) was rolled out after revision 2", null);
        change(
                "2026-11-30T10:35:00Z",
                ChangeKind.CONFIGURATION,
                "ConfigMap s, which the pods read, was written",
                "kubectl");
        change("2026-11-30T10:05:00Z", ChangeKind.TEMPLATE, "revision 2 (b) was rolled out after revision 1", null);
        change("2026-11-30T10:06:00Z", ChangeKind.MARK, "revision 2 (b) was found deployed", null);
        warning("2026-11-30T10:40:00Z", "pod/x", "Unhealthy", "Readiness probe failed");
        assertThat(causes())
                .containsExactly(
                        "1 CHANGED ConfigMap s, which the pods read, was written at 2026-11-30T10:35:00Z by kubectl.",
                        "2 CHANGED Revision 2 (b) was rolled out after revision 1 at 2026-11-30T10:05:00Z.",
                        "3 POSSIBLE Revision 3 (c) was rolled out after revision 2 at 2026-11-30T10:50:00Z.");
        assertThat(diagnosis().causes().get(2).evidence())
                .contains("the first sign of trouble was there 10 min before, at 2026-11-30T10:40:00Z");
    }

    @Test
    void metricsThatGotWorseSpeakForTheTemplateElseForWhatIsAround() {
        metric(Trend.WORSE);
        assertThat(causes())
                .containsExactly(
                        "1 POSSIBLE What it serves got worse although its pod template did not change: look at the"
                                + " traffic, the data and what it calls.");
        change("2026-11-30T10:59:00Z", ChangeKind.CONFIGURATION, "ConfigMap s, which the pods read, was written", null);
        change("2026-11-30T10:05:00Z", ChangeKind.TEMPLATE, "revision 2 (b) was rolled out after revision 1", null);
        Diagnosis d = diagnosis();
        assertThat(d.causes().get(0).what()).startsWith("Revision 2 (b)");
        assertThat(d.causes().get(0).evidence())
                .contains("metric http.errors: Before 0.001, since then 0.2: it is worse.");
        metrics.clear();
        metric(Trend.NOT_WORSE);
        assertThat(diagnosis().causes().get(0).what()).startsWith("ConfigMap s");
    }

    @Test
    void whatTheClusterStatesOfTheWorkloadCountsMost() {
        state = new State(
                "FAILED",
                "it can't create its pods",
                List.of(
                        "Available is True (MinimumReplicasAvailable)",
                        "ReplicaFailure is True (FailedCreate): exceeded quota: small"),
                null);
        revisions.add(new Diagnosis.Revision(
                2,
                "fraud-b",
                FROM,
                true,
                1,
                1,
                List.of(),
                null,
                List.of("failed its verification 2026-11-30T10:10:00Z")));
        change("2026-11-30T10:05:00Z", ChangeKind.OBJECT, "fields of the workload were written", "kubectl-edit");
        assertThat(causes())
                .containsExactly(
                        "1 STATED The cluster refuses to create pods.",
                        "2 STATED Revision 2, which serves, failed its verification.",
                        "3 POSSIBLE Fields of the workload were written at 2026-11-30T10:05:00Z by kubectl-edit.");
        state = new State("SCALED_TO_ZERO", "spec.replicas 0", List.of(), null);
        change("2026-11-30T10:20:00Z", ChangeKind.SCALE, "the number of wanted pods was written", "kubectl");
        assertThat(diagnosis().causes().get(0).what()).isEqualTo("The workload is scaled to zero: nothing serves.");
        assertThat(diagnosis().causes().get(0).evidence())
                .containsExactly(
                        "spec.replicas 0",
                        "changed at 2026-11-30T10:20:00Z: the number of wanted pods was written (by kubectl)");
    }

    @Test
    void podsThatANodeTookAwayAreTold() {
        pod("a", 1, null, null);
        warning("2026-11-30T10:31:00Z", "pod/gone", "TaintManagerEviction", "Marking for deletion Pod bank/gone");
        assertThat(causes()).containsExactly("1 STATED Nodes took pods away.");
    }
}

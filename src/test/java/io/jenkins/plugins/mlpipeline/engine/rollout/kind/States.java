package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Observed states for tables: a Deployment of three, complete unless a test says otherwise. */
public final class States {
    public static final Instant T0 = Instant.parse("2026-11-24T08:00:00Z");
    public static final String WHAT = "deployment/fraud in namespace bank";

    public int replicas = 3;
    public int updated = 3;
    public int total = 3;
    public int available = 3;
    public int newAvailable = 3;
    public int deadline = 600;
    public long generation = 2;
    public long observed = 2;
    public boolean paused;
    public String template = "new";
    public String uid = "uid-1";
    public List<StatusCondition> conditions =
            new ArrayList<>(List.of(condition("Progressing", "True", "NewReplicaSetAvailable", T0.plusSeconds(2))));
    public List<PodState> pods = new ArrayList<>();
    public Instant now = T0.plusSeconds(10);

    public static StatusCondition condition(String type, String status, String reason, Instant at) {
        return new StatusCondition(type, status, reason, "the message", at, at);
    }

    public States progressing(String status, String reason, Instant at) {
        conditions.removeIf(c -> c.type().equals("Progressing"));
        conditions.add(condition("Progressing", status, reason, at));
        return this;
    }

    /** One new pod is not there yet. */
    public States incomplete() {
        updated = 2;
        total = 4;
        available = 2;
        newAvailable = 1;
        return progressing("True", "ReplicaSetUpdated", T0.plusSeconds(1));
    }

    public States pod(String name, ContainerState container) {
        pods.add(pod(name, "rs-new", "Running", false, container));
        return this;
    }

    public static PodState pod(String name, String owner, String phase, boolean ready, ContainerState... containers) {
        return new PodState(
                name,
                name + "-uid",
                owner,
                "",
                T0.plusSeconds(1),
                false,
                phase,
                "",
                ready,
                null,
                "",
                List.of(containers));
    }

    public static ContainerState waiting(String reason, String message, int restarts, ContainerState.End end) {
        return new ContainerState("app", false, false, restarts, reason, message, end, "registry.test/fraud:v2", "");
    }

    public static ContainerState running(int restarts) {
        return new ContainerState(
                "app", false, true, restarts, "", "", null, "registry.test/fraud:v2", "registry.test/fraud@sha256:1");
    }

    public Identity identity(String kind) {
        return new Identity(kind, "bank", "fraud", uid, generation, observed, template, "kubectl-edit", conditions);
    }

    public static Revision revision(String name, long number, String template, int available) {
        return new Revision(
                name,
                name.replace("fraud-", "rs-"),
                "uid-1",
                number,
                T0,
                JsonNodeFactory.instance.objectNode(),
                template,
                Map.of(),
                3,
                available);
    }

    public ObservedState state() {
        return state(new DeploymentKind.State(
                identity("Deployment"),
                paused,
                replicas,
                updated,
                total,
                available,
                deadline,
                2,
                new Strategy(0, false)));
    }

    public ObservedState state(Workload workload) {
        return new ObservedState(
                workload,
                List.of(revision("fraud-old", 1, "old", 3), revision("fraud-new", 2, "new", newAvailable)),
                pods,
                now);
    }

    public static Expectation expect() {
        return expect(Duration.ofSeconds(10), true, null);
    }

    public static Expectation expect(Duration elapsed, boolean changed, StatusCondition before) {
        return new Expectation(
                "uid-1", "new", T0, changed, before, elapsed, Duration.ofSeconds(660), 1, Patience.DEFAULT);
    }

    /** The decision by the rules of the workload's kind. */
    public static ObservationVerdict judge(String what, ObservedState state, Expectation e) {
        String kind = state.workload() == null ? "" : state.workload().id().kind();
        String apiVersion =
                switch (kind) {
                    case "Deployment", "StatefulSet", "DaemonSet" -> "apps/v1";
                    case "Job" -> "batch/v1";
                    default -> "example.test/v1";
                };
        return RolloutJudge.of(WorkloadKinds.of(apiVersion, kind), what, state, e);
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Condition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.DeploymentState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Observed states for tables: a Deployment of three, complete unless a test says otherwise. */
final class States {
    static final Instant T0 = Instant.parse("2026-11-24T08:00:00Z");
    static final String WHAT = "deployment/fraud in namespace bank";

    int replicas = 3;
    int updated = 3;
    int total = 3;
    int available = 3;
    int newAvailable = 3;
    int deadline = 600;
    long generation = 2;
    long observed = 2;
    boolean paused;
    String template = "new";
    String uid = "uid-1";
    List<Condition> conditions =
            new ArrayList<>(List.of(condition("Progressing", "True", "NewReplicaSetAvailable", T0.plusSeconds(2))));
    List<PodState> pods = new ArrayList<>();
    Instant now = T0.plusSeconds(10);

    static Condition condition(String type, String status, String reason, Instant at) {
        return new Condition(type, status, reason, "the message", at, at);
    }

    States progressing(String status, String reason, Instant at) {
        conditions.removeIf(c -> c.type().equals("Progressing"));
        conditions.add(condition("Progressing", status, reason, at));
        return this;
    }

    /** One new pod is not there yet. */
    States incomplete() {
        updated = 2;
        total = 4;
        available = 2;
        newAvailable = 1;
        return progressing("True", "ReplicaSetUpdated", T0.plusSeconds(1));
    }

    States pod(String name, ContainerState container) {
        pods.add(pod(name, "rs-new", "Running", false, container));
        return this;
    }

    static PodState pod(String name, String owner, String phase, boolean ready, ContainerState... containers) {
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

    static ContainerState waiting(String reason, String message, int restarts, ContainerState.End end) {
        return new ContainerState("app", false, false, restarts, reason, message, end, "registry.test/fraud:v2", "");
    }

    static ContainerState running(int restarts) {
        return new ContainerState(
                "app", false, true, restarts, "", "", null, "registry.test/fraud:v2", "registry.test/fraud@sha256:1");
    }

    Identity identity(String kind) {
        return new Identity(kind, "bank", "fraud", uid, generation, observed, template, "kubectl-edit", conditions);
    }

    static Revision revision(String name, long number, String template, int available) {
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

    ObservedState state() {
        return state(
                new DeploymentState(identity("Deployment"), paused, replicas, updated, total, available, deadline, 2));
    }

    ObservedState state(Workload workload) {
        return new ObservedState(
                workload,
                List.of(revision("fraud-old", 1, "old", 3), revision("fraud-new", 2, "new", newAvailable)),
                pods,
                now);
    }

    static Expectation expect() {
        return expect(Duration.ofSeconds(10), true, null);
    }

    static Expectation expect(Duration elapsed, boolean changed, Condition before) {
        return new Expectation(
                "uid-1", "new", T0, changed, before, elapsed, Duration.ofSeconds(660), 1, Patience.DEFAULT);
    }
}

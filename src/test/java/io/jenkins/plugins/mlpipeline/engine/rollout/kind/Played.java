package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A custom resource as its controller reports it: generation 2, unless a test says otherwise, of which a verdict is asked. */
final class Played {
    private final WorkloadKind kind;
    private final String apiVersion;
    private final String name;
    private final String spec;
    private JsonNode before = JsonNodeFactory.instance.objectNode();
    private Duration elapsed = Duration.ofSeconds(5);
    private final List<PodState> pods = new ArrayList<>();

    Played(WorkloadKind kind, String apiVersion, String name, String spec) {
        this.kind = kind;
        this.apiVersion = apiVersion;
        this.name = name;
        this.spec = spec;
    }

    /** What the status was before the write; {@code null} when that is not known. */
    Played before(String status) {
        before = status == null ? null : kind.remember(object(status));
        return this;
    }

    Played after(int seconds) {
        elapsed = Duration.ofSeconds(seconds);
        return this;
    }

    Played with(PodState pod) {
        pods.add(pod);
        return this;
    }

    JsonNode object(String status) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion).put("kind", name);
        object.putObject("metadata")
                .put("name", "fraud")
                .put("namespace", "bank")
                .put("uid", "uid-1")
                .put("generation", 2);
        object.set("spec", Manifests.plain("spec", spec));
        object.set("status", Manifests.plain("status", status));
        return object;
    }

    private ObservationVerdict verdict(String status, boolean changed, boolean back) {
        var workload = kind.read(object(status));
        Expectation e = new Expectation(
                "uid-1",
                workload.id().templateDigest(),
                States.T0,
                changed,
                null,
                elapsed,
                Duration.ofSeconds(660),
                1,
                Patience.DEFAULT,
                before);
        return RolloutJudge.of(
                kind, "it", new ObservedState(workload, List.of(), pods, States.T0.plusSeconds(10)), e, back);
    }

    /** What a status means, in words. */
    String means(String status) {
        return said(verdict(status, true, false));
    }

    /** What it means once the controller was told to go back. */
    String meansBack(String status) {
        return said(verdict(status, false, true));
    }

    /** What it means once the template of before was written again. */
    String meansBackByTemplate(String status) {
        return said(verdict(status, true, true));
    }

    private static String said(ObservationVerdict verdict) {
        if (verdict instanceof ObservationVerdict.Wait wait) {
            return "wait: " + wait.progress();
        }
        if (verdict instanceof ObservationVerdict.Candidate candidate) {
            return "candidate: " + candidate.progress()
                    + (candidate.partial() == null ? "" : "; " + candidate.partial());
        }
        ObservationVerdict.Final end = (ObservationVerdict.Final) verdict;
        return end.outcome() + " " + end.reason() + ": " + end.message();
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outage;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.util.Optional;

/** One kind of workload. What a kind doesn't say is as for a custom resource of which nothing is known. */
public interface WorkloadKind {
    /** Whether an object is of this kind: one of Kubernetes' own by how the API serves it. */
    default boolean is(String apiVersion, String kind) {
        return api().filter(api -> api.is(apiVersion, kind)).isPresent();
    }

    /** How the API serves it; empty when only the server knows. */
    default Optional<Kind> api() {
        return Optional.empty();
    }

    /** Its short name on a command line, for example {@code sts}; empty when it has none. */
    default String shortName() {
        return "";
    }

    /** Its specification and status, from the API server's JSON; absent fields get Kubernetes' defaults. */
    Workload read(JsonNode object);

    /**
     * What an observation means.
     *
     * @param state its workload was read by {@link #read}, and is the one that was written
     */
    ObservationVerdict judge(ObservedState state, Expectation e);

    /**
     * What serves, and what its strategy lets be missing; empty when that can't be told.
     *
     * @param state as for {@link #judge}
     */
    default Optional<Outage.Availability> availability(ObservedState state) {
        return Optional.empty();
    }

    /**
     * The field manager of a controller that writes the specification again in its own spelling, and so owns fields of which it has
     * no will of its own: these are taken over.
     */
    default Optional<String> echo() {
        return Optional.empty();
    }

    /** Its specification as it is compared with another of the same workload. */
    default JsonNode specification(JsonNode object) {
        return object.path("spec");
    }

    /** What its controller remembers of pod templates; empty when a rollback has nothing to go back to. */
    default Optional<RevisionKind> revisions() {
        return Optional.empty();
    }

    /** Whether pods are made from {@code spec.template}, and found by {@code spec.selector}. */
    default boolean hasPodTemplate() {
        return api().isPresent();
    }

    /** Whether an annotation on the pod template starts its pods anew. */
    default boolean restartable() {
        return revisions().isPresent();
    }

    /** Whether its pods end by themselves, rather than serve. */
    default boolean ends() {
        return false;
    }

    /** Whether its controller waits for a broken pod for ever, also when it goes back (kubernetes#67250). */
    default boolean waitsForBrokenPods() {
        return false;
    }

    /**
     * What a rollout has to remember of a status before its write, where the status doesn't say which specification it is about.
     *
     * @param live the workload just before the write, or {@code null} when there was none
     * @return {@code null} when there is no need
     */
    default JsonNode remember(JsonNode live) {
        return null;
    }

    /** What a person types to let a paused one go on. */
    default String resume(String name) {
        return "kubectl rollout resume deployment/" + name;
    }

    /** The merge patch of its status by which a paused one goes on; empty when it isn't paused, or not for this. */
    default Optional<JsonNode> promotion(Workload workload) {
        return Optional.empty();
    }

    /** The merge patch of its status by which its controller goes back by itself; empty when it can't. */
    default Optional<JsonNode> abortion() {
        return Optional.empty();
    }

    /** The revision that its controller would go back to, when there is one and it is another than the current one. */
    default Optional<String> stable(Workload workload) {
        return Optional.empty();
    }

    /**
     * The merge patch of its status by which a template of before serves at once, without the steps of a new one; empty when there
     * is nothing to skip.
     */
    default Optional<JsonNode> hastening(Workload workload) {
        return Optional.empty();
    }

    /**
     * What an observation means once it goes back: its controller was told to, or, where the expectation says that the template
     * changed, by a template of before.
     *
     * @param state as for {@link #judge}
     */
    default ObservationVerdict judgeBack(ObservedState state, Expectation e) {
        return judge(state, e);
    }

    /**
     * Makes a manifest ready for one rollout.
     *
     * @param object changed in place
     */
    default void prepare(ObjectNode object, String rolloutId) {
        // Applied as it is.
    }
}

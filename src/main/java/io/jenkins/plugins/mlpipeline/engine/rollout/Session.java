package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Explainer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Kinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ManagedFields;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Writer;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What the steps of one rollout work with. */
record Session(
        KubeApi api,
        Kinds kinds,
        Writer writer,
        Explainer explainer,
        RolloutOptions options,
        Rollout.Listener listener,
        Clock clock) {
    private static final int DEFAULT_DEADLINE = 600;
    private static final int GRACE = 60;

    Observer observer(ObjectRef ref) {
        return new Observer(api, ref, kinds.of(ref));
    }

    long now() {
        return clock.millis();
    }

    /** What to remember of a write, from its answer. */
    RolloutState.Write write(JsonNode answer, boolean changed, boolean rolled, JsonNode progressingBefore) {
        Workload workload = WorkloadKinds.of(answer).read(answer);
        Instant time = ManagedFields.lastWrite(answer, options.fieldManager(), api.serverTime());
        return new RolloutState.Write(
                workload.id().uid(),
                workload.id().templateDigest(),
                time.toString(),
                now(),
                changed,
                rolled,
                timeoutSeconds(workload),
                progressingBefore);
    }

    /** What was stored as null comes back as a node. */
    private static JsonNode known(JsonNode stored) {
        return stored == null || stored.isNull() ? null : stored;
    }

    private int timeoutSeconds(Workload workload) {
        if (options.timeoutSeconds() > 0) {
            return options.timeoutSeconds();
        }
        return workload.deadline().orElse(DEFAULT_DEADLINE) + GRACE;
    }

    /** How long the first write is tried while the server can't be reached. */
    int firstTimeout() {
        return options.timeoutSeconds() > 0 ? options.timeoutSeconds() : GRACE;
    }

    Expectation expectation(RolloutState.Write write) {
        JsonNode before = write.progressingBefore();
        return new Expectation(
                write.uid(),
                write.templateDigest(),
                Instant.parse(write.serverTime()),
                write.rolled(),
                before == null || before.isNull() ? null : Reading.condition(before),
                Duration.ofMillis(now() - write.atMillis()),
                Duration.ofSeconds(write.timeoutSeconds()),
                options.allowFailures(),
                options.patience(),
                known(write.statusBefore()));
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rest of a rollout asks a kind, as one table. */
class WorkloadKindsTest {
    @ParameterizedTest
    @CsvSource({
        // path, revisions, pod template, restart, waits for broken pods, its words
        "apps/v1, Deployment, /apis/apps/v1/namespaces/n/deployments, REPLICA_SET, true, true, false, deploy deployment Deployments",
        "apps/v1, StatefulSet, /apis/apps/v1/namespaces/n/statefulsets, CONTROLLER_REVISION, true, true, true, sts statefulset",
        "apps/v1, DaemonSet, /apis/apps/v1/namespaces/n/daemonsets, CONTROLLER_REVISION, true, true, false, ds daemonset",
        "batch/v1, Job, /apis/batch/v1/namespaces/n/jobs, , true, false, false, job jobs",
        "serving.kserve.io/v1beta1, InferenceService, , , false, false, false, ",
        "argoproj.io/v1alpha1, Rollout, /apis/argoproj.io/v1alpha1/namespaces/n/rollouts, REPLICA_SET, true, false, false, rollout ro",
        "argoproj.io/v1alpha1, Workflow, , , false, false, false, ",
        "serving.knative.dev/v1, Service, , , true, false, false, ",
        "apps/v1beta1, Deployment, , , false, false, false, ",
        "example.test/v1, Model, , , false, false, false, "
    })
    void whatAKindSaysOfItself(
            String apiVersion,
            String kind,
            String path,
            RevisionKind revisions,
            boolean template,
            boolean restartable,
            boolean waits,
            String words) {
        WorkloadKind it = WorkloadKinds.of(apiVersion, kind);
        assertThat(it.api().map(api -> api.path("n"))).isEqualTo(Optional.ofNullable(path));
        assertThat(it.revisions()).isEqualTo(Optional.ofNullable(revisions));
        assertThat(it.hasPodTemplate()).isEqualTo(template);
        assertThat(it.restartable()).isEqualTo(restartable);
        assertThat(it.waitsForBrokenPods()).isEqualTo(waits);
        for (String word : words == null ? new String[0] : words.split(" ")) {
            assertThat(WorkloadKinds.named(word)).containsSame(it);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion).put("kind", kind);
        assertThat(WorkloadKinds.of(object)).isSameAs(it);
    }

    @Test
    void onlyAJobIsRenamedForARollout() {
        for (String kind : new String[] {"Deployment", "Job"}) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.putObject("metadata").put("name", "n".repeat(62) + ".-");
            WorkloadKinds.of(kind.equals("Job") ? "batch/v1" : "apps/v1", kind).prepare(object, "0b9-ABCDEF-1234567");
            assertThat(object.path("metadata").path("name").asText())
                    .isEqualTo(kind.equals("Job") ? "n".repeat(52) + "-def1234567" : "n".repeat(62) + ".-");
        }
    }

    @Test
    void otherWordsNameNoKind() {
        assertThat(WorkloadKinds.named("inferenceservice")).isEmpty();
        assertThat(WorkloadKinds.named("")).isEmpty();
        assertThat(WorkloadKinds.named("pod")).isEmpty();
    }
}

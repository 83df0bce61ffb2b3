package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.base64;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.configMap;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.decide;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.deployment;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.gate;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Said;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which container is bound: a sidecar that shows what was judged says nothing of the container that serves. */
class ServingTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);
    private static final GateVerdict IMAGE = gate("PASS", null, "r/fraud@" + A);
    private static final String JUDGED = "image: 'r/fraud@" + A + "'";
    private static final String OTHER = "image: 'r/evil@" + B + "'";
    private static final String SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {app:"
            + " fraud}, ports: [{port: 80, targetPort: http}]}}";

    private static String container(String name, String... parts) {
        return "{name: " + name + ", " + String.join(", ", parts) + "}";
    }

    private static String image(String named, String init, String containers, String... more) {
        String[] all = new String[more.length + 1];
        all[0] = deployment(
                init, containers, "{name: tmp, emptyDir: {}}, {name: settings, configMap: {name: settings}}");
        System.arraycopy(more, 0, all, 1, more.length);
        return decide(plan(all), null, new Said(null, named), IMAGE);
    }

    @Test
    void theContainerThatRunsTheJudgedImageIsNamed() {
        assertThat(image(null, "", container("server", JUDGED)))
                .isEqualTo("IMAGE server: the digest of the image of container server");
    }

    @Test
    void anythingMountedIntoItLowersTheLevel() {
        String mount = "volumeMounts: [{name: settings, mountPath: /etc/app}]";
        assertThat(image(
                        null,
                        "",
                        container("server", JUDGED, mount),
                        configMap("settings", "data: {evil.txt: 'MODEL=/tmp/evil'}")))
                .isEqualTo("PIPELINE server: the digest of the image of container server\n"
                        + "- container server: /etc/app/evil.txt (volume settings)");
    }

    @Test
    void aSidecarOfTheJudgedImageDoesNotBindTheServer() {
        String ports = "ports: [{name: http, containerPort: 8080}]";
        String beside = "UNGATED: Not deployed, because the image that was judged (r/fraud@" + A
                + ") is that of container sidecar, and what serves is container server (say so if it isn't: container).";
        assertThat(image(null, "", container("server", OTHER, ports) + ", " + container("sidecar", JUDGED)))
                .isEqualTo(beside);
        assertThat(image(
                        null,
                        "",
                        container("server", OTHER, ports) + ", "
                                + container("sidecar", JUDGED, "ports: [{name: metrics, containerPort: 9090}]"),
                        SERVICE))
                .isEqualTo(beside);
        assertThat(image("server", "", container("server", OTHER) + ", " + container("sidecar", JUDGED)))
                .isEqualTo(beside);
        assertThat(image(
                        null, container("sidecar", JUDGED, "restartPolicy: Always"), container("server", OTHER, ports)))
                .isEqualTo(beside);
    }

    @Test
    void whereTheServerCannotBeToldItIsNotCalledTheJudgedImage() {
        String two = container("server", OTHER) + ", " + container("sidecar", JUDGED);
        assertThat(image(null, "", two))
                .isEqualTo("PIPELINE sidecar: the digest of the image of container sidecar\n"
                        + "- container server, which may be the one that serves, has another image");
        assertThat(image("sidecar", "", two)).isEqualTo("IMAGE sidecar: the digest of the image of container sidecar");
        assertThatThrownBy(() -> image("sever", "", two))
                .isInstanceOf(UserError.class)
                .hasMessage("container: the workload runs no container \"sever\". Did you mean \"server\"?");
    }

    @Test
    void theServersOwnImageInAnotherVersionIsTampered() {
        String same = container("server", "image: 'r/fraud@" + B + "'", "ports: [{containerPort: 1}]");
        assertThat(image(null, "", same + ", " + container("sidecar", JUDGED))).startsWith("TAMPERED: r/fraud is " + B);
    }

    @Test
    void anInitContainerOfTheJudgedImageHandsItOver() {
        String shared = "volumeMounts: [{name: tmp, mountPath: /models}]";
        assertThat(image(null, container("copy", JUDGED, shared), container("server", OTHER, shared)))
                .isEqualTo("PIPELINE: the digest of the image of container copy\n"
                        + "- container server: what its image r/evil holds\n"
                        + "- container server: what container copy writes into /models (volume tmp)");
        assertThat(image(null, container("copy", JUDGED), container("server", OTHER, shared)))
                .isEqualTo("UNGATED: Not deployed, because no container runs the image that was judged (r/fraud@" + A
                        + ").");
    }

    @Test
    void anImageVolumeBindsTheContainerThatMountsIt() {
        Plan plan = plan(deployment(
                "",
                container("server", OTHER, "volumeMounts: [{name: model, mountPath: /models}]"),
                "{name: model, image: {reference: 'r/fraud@" + A + "'}}"));
        assertThat(decide(plan, null, Said.NOTHING, IMAGE))
                .isEqualTo("IMAGE server: the digest of an image mounted into container server");
        Plan hidden = plan(deployment(
                "",
                container(
                        "server",
                        OTHER,
                        "volumeMounts: [{name: model, mountPath: /models}, {name: tmp, mountPath: /models/a}]"),
                "{name: model, image: {reference: 'r/fraud@" + A + "'}}, {name: tmp, emptyDir: {}}"));
        assertThat(decide(hidden, null, Said.NOTHING, IMAGE)).startsWith("PIPELINE server: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ports: [{containerPort: 8080}]"})
    void ofTwoContainersTheOneThatMountsTheModelIsBound(String ports) {
        String mounts = "image: 'r/server:1', volumeMounts: [{name: model, mountPath: /models}]";
        String server = ports.isEmpty() ? container("server", mounts) : container("server", mounts, ports);
        String sidecar = container("proxy", "image: 'r/proxy:1'");
        GateVerdict gate = gate("PASS", Digest.ofText("weights"), null);
        String model = configMap("m", "binaryData: {model.onnx: " + base64("weights") + "}");
        String volume = "{name: model, configMap: {name: m}}";
        assertThat(decide(plan(deployment("", server + ", " + sidecar, volume), model), null, Said.NOTHING, gate))
                .isEqualTo("BYTES server: /models/model.onnx (volume model)");
    }

    @Test
    void aDecoyThatMountsTheModelDoesNotBindTheServer() {
        String decoy = container("decoy", "image: 'r/x:1', volumeMounts: [{name: model, mountPath: /models}]");
        String server = container("server", "image: 'r/evil:1', ports: [{name: http, containerPort: 8080}]");
        GateVerdict gate = gate("PASS", Digest.ofText("weights"), null);
        String model = configMap("m", "binaryData: {model.onnx: " + base64("weights") + "}");
        Plan plan = plan(deployment("", decoy + ", " + server, "{name: model, configMap: {name: m}}"), model, SERVICE);
        assertThat(decide(plan, null, Said.NOTHING, gate))
                .isEqualTo("PIPELINE: /models/model.onnx (volume model)\n"
                        + "- container server, which may be the one that serves, does not mount the model");
    }
}

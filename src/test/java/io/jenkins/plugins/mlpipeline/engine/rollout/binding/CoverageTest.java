package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.base64;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.configMap;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.decide;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.deployment;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.file;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.gate;
import static io.jenkins.plugins.mlpipeline.engine.rollout.binding.Deliveries.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Hashed;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Said;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to show the gate one model and to serve another. */
class CoverageTest {
    private static final String JUDGED = Digest.ofText("weights");
    private static final GateVerdict GATE = gate("PASS", JUDGED, null);
    private static final String SERVER = "{name: server, image: 'r/server:1', args: [--model, /models/model.onnx],"
            + " volumeMounts: [{name: model, mountPath: /models}]}";
    private static final String EVIL = SERVER.replace("/models/model.onnx]", "/models/evil.onnx]");
    private static final String VOLUME = "{name: model, configMap: {name: m}}";
    private static final String MODEL = "binaryData: {model.onnx: " + base64("weights") + "}";
    private static final String BYTES = "BYTES server: /models/model.onnx (volume model)";
    private static final String PIPELINE = "PIPELINE server: /models/model.onnx (volume model)";

    private static String judge(String... documents) {
        return decide(plan(documents), null, Said.NOTHING, GATE);
    }

    /** The standard pod, whose container sees another volume or more. */
    private static String with(String mounts, String volumes, String... more) {
        return fetching("", mounts, volumes, more);
    }

    private static String fetching(String init, String mounts, String volumes, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = deployment(
                init, SERVER.replace("mountPath: /models}", "mountPath: /models}, " + mounts), VOLUME + ", " + volumes);
        all[1] = configMap("m", MODEL);
        System.arraycopy(more, 0, all, 2, more.length);
        return judge(all);
    }

    @Test
    void aModelThatIsAllThatAContainerMountsIsBoundByItsBytes() {
        assertThat(judge(deployment("", SERVER, VOLUME), configMap("m", MODEL))).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.onnx", "weights.dat", "model", "labels.txt", "x"})
    void anotherFileBesideItIsListedWhateverItsName(String name) {
        for (String body : new String[] {
            "binaryData: {model.onnx: " + base64("weights") + ", " + name + ": " + base64("evil") + "}",
            MODEL + ", data: {" + name + ": evil}"
        }) {
            assertThat(judge(deployment("", EVIL, VOLUME), configMap("m", body)))
                    .as(body)
                    .isEqualTo(PIPELINE + "\n- container server: /models/" + name + " (volume model)");
        }
    }

    @Test
    void aSecretIsAccountedForLikeAConfigMap() {
        String secret = "{apiVersion: v1, kind: Secret, metadata: {name: m}, data: {model.onnx: " + base64("weights")
                + "}, stringData: {token: hush}}";
        String said = judge(deployment("", SERVER, "{name: model, secret: {secretName: m}}"), secret);
        assertThat(said)
                .isEqualTo(PIPELINE + "\n- container server: /models/token (volume model)")
                .doesNotContain("hush");
    }

    @Test
    void textsThatThePolicyNamesAreCovered() {
        Plan plan = plan(
                deployment("", SERVER, VOLUME), configMap("m", MODEL + ", data: {labels.txt: cat dog, other.txt: x}"));
        assertThat(decide(plan, null, Said.NOTHING, GATE, GateLink.How.DECLARED_ONLY, Set.of("labels.txt")))
                .isEqualTo(PIPELINE + "\n- container server: /models/other.txt (volume model)");
        assertThat(decide(plan, null, Said.NOTHING, GATE, GateLink.How.BYTES, Set.of("labels.txt", "other.txt")))
                .isEqualTo(BYTES);
        Plan bytes = plan(
                deployment("", SERVER, VOLUME),
                configMap("m", "binaryData: {model.onnx: " + base64("weights") + ", labels.txt: AAECAw==}"));
        assertThat(decide(bytes, null, Said.NOTHING, GATE, GateLink.How.DECLARED_ONLY, Set.of("labels.txt")))
                .as("bytes are no text, whatever they are called")
                .isEqualTo(PIPELINE + "\n- container server: /models/labels.txt (volume model)");
    }

    @Test
    void aWeakerBindingIsRefusedOnlyWhereALevelIsDemanded() {
        Plan plan = plan(deployment("", EVIL, VOLUME), configMap("m", MODEL + ", data: {weights.dat: evil}"));
        assertThat(decide(plan, null, Said.NOTHING, GATE, GateLink.How.PIPELINE, Set.of()))
                .startsWith("PIPELINE server");
        assertThat(decide(plan, null, Said.NOTHING, GATE, GateLink.How.IMAGE, Set.of()))
                .isEqualTo(
                        "UNGATED: Not deployed, because its binding to the gate is PIPELINE (what was hashed is what was"
                                + " judged; that the container loads it, and nothing else, was not seen), and IMAGE is demanded"
                                + " (minimumBinding); not covered: container server: /models/weights.dat (volume model).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: other, configMap: {name: other}}|/other/evil (volume other)",
                "{name: other, configMap: {name: live}}"
                        + "|what is in the ConfigMap live, which is not among the manifests, mounted at /other (volume other)",
                "{name: other, secret: {secretName: live}}"
                        + "|what is in the Secret live, which is not among the manifests, mounted at /other (volume other)",
                "{name: other, persistentVolumeClaim: {claimName: c}}"
                        + "|what is in the persistentVolumeClaim, mounted at /other (volume other)",
                "{name: other, hostPath: {path: /}}|what is in the hostPath, mounted at /other (volume other)",
                "{name: other, image: {reference: 'r/evil@sha256:1'}}|the image r/evil, mounted at /other (volume other)",
                "{name: other, projected: {sources: [{serviceAccountToken: {path: t}}, {configMap: {name: other}}]}}"
                        + "|/other/evil (volume other)",
                "{name: other, projected: {sources: [{downwardAPI: {items: [{path: evil, fieldRef:"
                        + " {fieldPath: \"metadata.annotations['x']\"}}]}}]}}"
                        + "|evil, which is the pod's metadata.annotations['x'], mounted at /other (volume other)",
                "{name: unrelated, emptyDir: {}}|what is in it, mounted at /other (volume other)"
            })
    void everyOtherVolumeIsAccountedFor(String volume, String line) {
        assertThat(with("{name: other, mountPath: /other}", volume, configMap("other", "data: {evil: x}")))
                .isEqualTo(PIPELINE + "\n- container server: " + line);
    }

    @Test
    void whatBringsNoFilesIsCovered() {
        String volumes =
                "{name: tmp, emptyDir: {}}, {name: token, projected: {sources: [{serviceAccountToken: {path: t}},"
                        + " {downwardAPI: {items: [{path: cpu, resourceFieldRef: {resource: limits.cpu}}, {path: ns, fieldRef:"
                        + " {fieldPath: metadata.namespace}}]}}]}}, {name: unused, persistentVolumeClaim: {claimName: c}}";
        assertThat(with("{name: tmp, mountPath: /tmp}, {name: token, mountPath: /token}", volumes))
                .isEqualTo(BYTES);
    }

    @Test
    void aFetchedModelIsNotTheOneThatWasJudged() {
        String fetch = "{name: fetch, image: 'r/curl:1', args: ['https://evil.test/m'], volumeMounts: [{name: tmp,"
                + " mountPath: /out%s}]}";
        String line = "\n- container server: what container fetch writes into /cache (volume tmp)";
        assertThat(fetching(fetch.formatted(""), "{name: tmp, mountPath: /cache}", "{name: tmp, emptyDir: {}}"))
                .isEqualTo(PIPELINE + line);
        assertThat(fetching(
                        fetch.formatted(", readOnly: true"),
                        "{name: tmp, mountPath: /cache}",
                        "{name: tmp, emptyDir: {}}"))
                .isEqualTo(BYTES);
        assertThat(fetching(
                        fetch.formatted(""),
                        "{name: own, mountPath: /cache}",
                        "{name: tmp, emptyDir: {}}, {name: own, emptyDir: {}}"))
                .isEqualTo(BYTES);
    }

    @ParameterizedTest
    @CsvSource({"/models/current, /models/current", "/models/, /models", "//srv/../models/./current/, /models/current"})
    void anEmptyFolderInFrontOfTheModelIsListed(String path, String folder) {
        assertThat(with("{name: tmp, mountPath: " + path + "}", "{name: tmp, emptyDir: {}}"))
                .isEqualTo(PIPELINE + "\n- container server: what is written into " + folder
                        + " (volume tmp), which hides what is in /models");
    }

    @Test
    void anEmptyFolderAroundTheModelHidesNothing() {
        assertThat(with(
                        "{name: tmp, mountPath: /}, {name: more, mountPath: /modelspace}",
                        "{name: tmp, emptyDir: {}}, {name: more, emptyDir: {}}"))
                .isEqualTo(BYTES);
    }

    @Test
    void aClaimOfAStatefulSetTakesThePlaceOfAVolumeOfItsName() {
        String set = deployment("", SERVER, VOLUME)
                .replace("kind: Deployment", "kind: StatefulSet")
                .replace("spec:\n  selector", "spec:\n  volumeClaimTemplates: [{metadata: {name: model}}]\n  selector");
        assertThat(judge(set, configMap("m", MODEL)))
                .isEqualTo("PIPELINE: the files of configmap/m, which no container mounts\n"
                        + "- container server: what its image r/server holds\n"
                        + "- container server: what is in it, mounted at /models (volume model)");
    }

    @Test
    void anotherFileMountedOverTheModelIsListed() {
        assertThat(with(
                        "{name: other, mountPath: /models/model.onnx, subPath: evil}",
                        "{name: other, configMap: {name: other}}",
                        configMap("other", "data: {evil: x, unseen: y}")))
                .isEqualTo(PIPELINE + "\n- container server: /models/model.onnx (volume other)");
    }

    @Test
    void onlyWhatIsMountedCounts() {
        String both =
                configMap("m", "binaryData: {model.onnx: " + base64("weights") + ", evil: " + base64("evil") + "}");
        String items = "{name: model, configMap: {name: m, items: [{key: model.onnx, path: a/current.bin}]}}";
        assertThat(judge(deployment("", SERVER, items), both))
                .isEqualTo("BYTES server: /models/a/current.bin (volume model)");
        String swapped =
                "{name: model, configMap: {name: m, items: [{key: evil, path: model.onnx}, {key: model.onnx, path:"
                        + " spare}]}}";
        assertThat(judge(deployment("", SERVER, swapped), both))
                .isEqualTo(
                        "PIPELINE server: /models/spare (volume model)\n- container server: /models/model.onnx (volume"
                                + " model)");
        String part = SERVER.replace("mountPath: /models}", "mountPath: /models/model.onnx, subPath: model.onnx}");
        assertThat(judge(deployment("", part, VOLUME), both)).isEqualTo(BYTES);
        String other = SERVER.replace("mountPath: /models}", "mountPath: /models/model.onnx, subPath: evil}");
        assertThat(judge(deployment("", other, VOLUME), both))
                .startsWith("PIPELINE: the files of configmap/m, which no container mounts\n")
                .contains("\n- container server: /models/model.onnx (volume model)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subPathExpr: $(WHICH)", "subPath: ..data/evil", "subPath: a/../evil", "subPath: ./evil"})
    void aPartThatIsNotKnownIsNotTakenForTheModel(String part) {
        String server = SERVER.replace("mountPath: /models}", "mountPath: /models, " + part + "}");
        assertThat(judge(deployment("", server, VOLUME), configMap("m", MODEL)))
                .startsWith("PIPELINE: the files of configmap/m, which no container mounts\n")
                .contains("\n- container server: which part of the volume is mounted at /models (volume model)");
    }

    @Test
    void aProjectedVolumeIsTheSumOfItsSources() {
        String volume = "{name: model, projected: {sources: [{configMap: {name: m}}, {configMap: {name: more}}]}}";
        assertThat(judge(deployment("", SERVER, volume), configMap("m", MODEL), configMap("more", "data: {}")))
                .isEqualTo(BYTES);
        assertThat(judge(deployment("", SERVER, volume), configMap("m", MODEL), configMap("more", "data: {evil: x}")))
                .isEqualTo(PIPELINE + "\n- container server: /models/evil (volume model)");
        String clash = configMap("more", "data: {model.onnx: weights }");
        assertThat(judge(deployment("", SERVER, volume), configMap("m", MODEL), clash))
                .isEqualTo(BYTES);
    }

    @Test
    void aPackageIsKnownByItsManifestWithoutItsFolder() {
        String manifest = "{\"files\": [{\"path\": \"model.onnx\"}]}";
        String judged =
                Digest.ofListing(Map.of("model.json", Digest.ofText(manifest), "model.onnx", Digest.ofText("weights")));
        GateVerdict gate = gate("PASS", judged, null);
        String json = ", data: {model.json: '" + manifest + "'%s}";
        Plan whole = plan(deployment("", SERVER, VOLUME), configMap("m", MODEL + json.formatted("")));
        assertThat(decide(whole, null, Said.NOTHING, gate))
                .isEqualTo("BYTES server: /models/model.json, /models/model.onnx (volume model)");
        Plan more = plan(deployment("", EVIL, VOLUME), configMap("m", MODEL + json.formatted(", evil: x")));
        assertThat(decide(more, null, Said.NOTHING, gate))
                .isEqualTo("PIPELINE server: /models/model.json, /models/model.onnx (volume model)\n"
                        + "- container server: /models/evil (volume model)");
        Plan other = plan(
                deployment("", SERVER, VOLUME),
                configMap("m", "binaryData: {model.onnx: " + base64("other") + "}" + json.formatted("")));
        assertThat(decide(other, null, Said.NOTHING, gate)).startsWith("TAMPERED: configmap/m is sha256:");
    }

    @Test
    void thePartOfAPackageThatServesIsEnough() {
        String judged = "sha256:" + "a".repeat(64);
        Hashed model = new Hashed(
                "model/",
                judged,
                Map.of(
                        "model.json",
                        Digest.ofText("{}"),
                        "model.onnx",
                        Digest.ofText("weights"),
                        "training-rows.bin",
                        Digest.ofText("rows")));
        GateVerdict gate = gate("PASS", judged, null);
        Plan part = plan(deployment("", SERVER, VOLUME), configMap("m", MODEL));
        assertThat(decide(part, model, Said.NOTHING, gate)).isEqualTo(BYTES);
        assertThat(decide(part, null, Said.NOTHING, gate)).startsWith("TAMPERED: configmap/m is ");
        Plan rest = plan(
                deployment("", SERVER, VOLUME),
                configMap("m", "data: {model.json: '{}'}, binaryData: {training-rows.bin: " + base64("rows") + "}"));
        assertThat(decide(rest, model, Said.NOTHING, gate))
                .as("what stands beside the model is not the model")
                .startsWith("PIPELINE: the bytes of model/\n");
    }

    @Test
    void aConfigMapWithAnotherModelAloneIsTampered() {
        assertThat(judge(
                        deployment("", SERVER, VOLUME),
                        configMap("m", "binaryData: {evil.onnx: " + base64("evil") + "}")))
                .isEqualTo("TAMPERED: configmap/m is " + Digest.ofText("evil") + ", but the gate judged " + JUDGED
                        + ". Nothing was written. Validate and gate what is to be deployed.");
    }

    @Test
    void aHashedArchiveIsNoMoreThanThatWhateverImageRuns() {
        Hashed model = file("model.onnx", "weights");
        for (String image : new String[] {"r/evil:1", "r/evil@sha256:" + "e".repeat(64)}) {
            Plan plan = plan(deployment("", "{name: server, image: '" + image + "'}", ""));
            assertThat(decide(plan, model, Said.NOTHING, GATE))
                    .isEqualTo("PIPELINE: the bytes of model.onnx\n- container server: what its image r/evil holds");
        }
        Plan claim = plan(deployment("", SERVER, "{name: model, persistentVolumeClaim: {claimName: c}}"));
        assertThat(decide(claim, model, Said.NOTHING, GATE))
                .isEqualTo(
                        "PIPELINE: the bytes of model.onnx\n- container server: what its image r/server holds\n"
                                + "- container server: what is in the persistentVolumeClaim, mounted at /models (volume model)");
        Plan custom = plan("{apiVersion: serving.kserve.io/v1beta1, kind: InferenceService, metadata: {name: x}}");
        assertThat(decide(custom, model, Said.NOTHING, GATE))
                .isEqualTo("PIPELINE: the bytes of model.onnx\n- what the pods of this kind run and mount");
    }
}

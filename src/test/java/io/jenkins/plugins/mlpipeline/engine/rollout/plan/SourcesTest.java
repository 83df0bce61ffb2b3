package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people bring that Kubernetes would answer without file and field. */
class SourcesTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: fraud, labels: {a: b}}
            spec:
              selector: {matchLabels: {app: fraud}}
              template:
                metadata: {labels: {app: fraud}}
                spec:
                  containers:
                  - name: app
                    image: r/fraud@sha256:%s
                    env: [{name: PORT, value: "1"}]
                    readinessProbe: {tcpSocket: {port: 80}}
                    args: ["-x"]
            """.formatted("a".repeat(64));

    private static Plan plan(String yaml, Map<String, String> images) {
        return Planner.apply(
                Manifests.parse("k8s/a.yaml", yaml),
                new PlanRequest(null, "bank", images, null, null, null, null, "r-1"),
                ref -> false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value: \"1\"|value: 8080|spec.template.spec container app, env PORT, value is a number",
                "value: \"1\"|value: true|spec.template.spec container app, env PORT, value is true or false",
                "\"-x\"|5|spec.template.spec container app, args[0] is a number",
                "{a: b}|{a: 1.5}|metadata.labels.a is a number",
                "{labels: {app: fraud}}|{labels: {app: fraud}, annotations: {on: true}}|spec.template.metadata.annotations.on is"
                        + " true or false",
            })
    void aNumberWhereATextBelongsIsNamed(String from, String to, String what) {
        assertThatThrownBy(() -> plan(DEPLOYMENT.replace(from, to), Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("k8s/a.yaml, document 1: deployment/fraud: " + what
                        + "; Kubernetes takes a text there. Write it in quotes.");
    }

    @Test
    void aConfigMapsNumberIsNamed() {
        assertThatThrownBy(() -> plan(
                        DEPLOYMENT
                                + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {port: 8080}}\n",
                        Map.of()))
                .hasMessage("k8s/a.yaml, document 2: configmap/c: data.port is a number; Kubernetes takes a text there."
                        + " Write it in quotes.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${IMAGE}|spec.template.spec.containers[app].image|${IMAGE}",
                "'r/fraud:{{ .Values.tag }}'|spec.template.spec.containers[app].image|r/fraud:{{ .Values.tag }}",
            })
    void aPlaceholderIsNamedWithItsField(String image, String field, String placeholder) {
        String image64 = "r/fraud@sha256:" + "a".repeat(64);
        assertThatThrownBy(() -> plan(DEPLOYMENT.replace(image64, image), Map.of()))
                .hasMessage(
                        "k8s/a.yaml, document 1: deployment/fraud: " + field + " is the placeholder \"" + placeholder
                                + "\", which nobody filled in. Do that first: for an image by images, for all else by helm template,"
                                + " kustomize or envsubst.");
        if (image.startsWith("$")) {
            assertThat(plan(DEPLOYMENT.replace(image64, image), Map.of(image, image64))
                            .body()
                            .toString())
                    .contains(image64);
        }
    }

    /** Programs, documents and messages may have braces of their own. */
    @Test
    void anAuthorsOwnTextIsNoPlaceholder() {
        String own = DEPLOYMENT
                        .replace("\"-x\"", "\"echo ${HOME} {{ x }}\"")
                        .replace("value: \"1\"", "value: \"${not} ours\"")
                + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {t: 'Hello {{ name }}, ${x}'}}\n";
        assertThatCode(() -> plan(own, Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extensions/v1beta1|Deployment| Kubernetes removed it in 1.16; write apps/v1 and change the fields that it names"
                        + " otherwise.",
                "extensions/v1beta1|Ingress| Kubernetes removed it in 1.22; write networking.k8s.io/v1 and change the fields that"
                        + " it names otherwise.",
                "policy/v1beta1|PodDisruptionBudget| Kubernetes removed it in 1.25; write policy/v1 and change the fields that it"
                        + " names otherwise.",
            })
    void aRemovedVersionHasASuccessor(String apiVersion, String kind, String hint) {
        assertThat(RemovedVersions.hint(new ObjectRef(apiVersion, kind, "", "x")))
                .isEqualTo(" " + hint);
        assertThat(RemovedVersions.hint(new ObjectRef("apps/v1", kind, "", "x")))
                .isEmpty();
    }

    @Test
    void aWorkloadOfARemovedVersionIsNamedWithItsSuccessor() {
        assertThatThrownBy(() -> plan(DEPLOYMENT.replace("apps/v1", "apps/v1beta2"), Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        "document 1: deployment/fraud has the apiVersion apps/v1beta2. Kubernetes removed it in"
                                + " 1.16; write apps/v1 and change the fields that it names otherwise.");
    }

    @Test
    void aServiceThatLeadsNowhereIsWarnedOf() {
        String service = "---\n{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {app: %s}}}\n";
        assertThat(plan(DEPLOYMENT + service.formatted("fruad"), Map.of()).warnings())
                .containsExactly(
                        "service/s in namespace bank selects no pod of deployment/fraud in namespace bank: its selector"
                                + " has app: fruad, which is not among the labels of the pod template.");
        assertThat(plan(DEPLOYMENT + service.formatted("fraud"), Map.of()).warnings())
                .isEmpty();
    }
}

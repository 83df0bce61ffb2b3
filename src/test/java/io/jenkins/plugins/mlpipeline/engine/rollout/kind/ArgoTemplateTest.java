package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Templates;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgoTemplateTest {
    private static String digest(String template) {
        return Templates.digest(ArgoTemplate.compared(Manifests.plain("template", template)));
    }

    private static final String WRITTEN = """
            metadata: {labels: {app: fraud}}
            spec:
              hostNetwork: false
              volumes: [{name: tmp, emptyDir: {}}]
              containers:
              - name: app
                image: registry.test/fraud:v1
                tty: false
                env:
                - {name: EMPTY, value: ""}
                - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                volumeMounts: [{name: tmp, mountPath: /tmp, readOnly: false}]
                readinessProbe: {tcpSocket: {port: 8080}, initialDelaySeconds: 0}
                resources: {limits: {cpu: 1000m, memory: 1024Mi}}
              - {name: side, image: "registry.test/side:v1"}
            """;

    /** What argo-rollouts v1.10.1 makes of the above. */
    private static final String REWRITTEN = """
            metadata: {labels: {app: fraud}}
            spec:
              volumes: [{name: tmp, emptyDir: {}}]
              containers:
              - name: app
                image: registry.test/fraud:v1
                env:
                - {name: EMPTY}
                - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: "0"}}}
                volumeMounts: [{name: tmp, mountPath: /tmp}]
                readinessProbe: {tcpSocket: {port: 8080}}
                resources: {limits: {cpu: "1", memory: 1Gi}}
              - {name: side, image: "registry.test/side:v1", resources: {}}
            """;

    @Test
    void whatItsControllerSpellsOtherwiseIsTheSame() {
        JsonNode compared = ArgoTemplate.compared(Manifests.plain("template", WRITTEN));
        assertThat(compared).isEqualTo(ArgoTemplate.compared(Manifests.plain("template", REWRITTEN)));
        assertThat(compared.at("/spec/containers/0/resources").toString())
                .isEqualTo("{\"limits\":{\"cpu\":\"1\",\"memory\":\"1073741824\"}}");
    }

    /** Written plainly, it would be a text of a billion digits. */
    @Test
    void aHugeQuantityCostsNothing() {
        JsonNode compared = ArgoTemplate.compared(
                Manifests.plain("template", "spec: {containers: [{name: a, resources: {limits: {cpu: 1e99999999}}}]}"));
        assertThat(compared.toString()).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{spec: {automountServiceAccountToken: false}}|{spec: {}}",
                "{spec: {containers: [{securityContext: {allowPrivilegeEscalation: false}}]}}|{spec: {containers: [{}]}}",
                "{spec: {terminationGracePeriodSeconds: 0}}|{spec: {}}",
                "{spec: {containers: [{tty: true}]}}|{spec: {containers: [{}]}}",
                "{spec: {containers: [{resources: {limits: {cpu: 1}}}]}}|{spec: {containers: [{resources: {limits: {cpu: 2}}}]}}",
                "{spec: {containers: [{resources: {limits: {cpu: 0}}}]}}|{spec: {containers: [{resources: {}}]}}",
                "{metadata: {annotations: {a: ''}}}|{metadata: {annotations: {b: ''}}}",
            })
    void whatMeansSomethingElseIsAnother(String one, String other) {
        assertThat(digest(one)).isNotEqualTo(digest(other));
    }
}

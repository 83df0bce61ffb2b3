package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways in which a real API server quotes what it does not accept: none shows a value of a Secret. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class SecretsOnClusterTest {
    private static final String GOOD = "registry.test/fraud:v1";
    private static final String HEAD = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: db}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stringData: {password: 7654321}",
                "stringData: {password: 76543.21}",
                "stringData: {password: [7654321]}",
                "stringData: {password: {a: 7654321}}",
                "stringData: 7654321",
                "data: {password: 7654321}",
                "data: {password: '!!7654321!!'}",
                "data: {'a b': NzY1NDMyMQ==}",
                "stringdata: {password: '7654321'}",
                "type: kubernetes.io/dockerconfigjson\\ndata: {.dockerconfigjson: NzY1NDMyMQ==}",
                "type: kubernetes.io/tls\\nstringData: {tls.crt: '7654321'}",
                "immutable: 7654321"
            })
    void ofASecretNothingIsQuoted(String content, Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(cluster.deployment(GOOD) + HEAD + content.replace("\\n", "\n") + "\n"));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        assertThat(d.message()).startsWith("secret/db in namespace " + cluster.namespace + ": HTTP ");
        quotesNothing(d, cluster);
    }

    /** The same value stands in another object of the manifests, which is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "containerPort: 8080|containerPort: 7654321",
                "replicas: 3|replicas: '7654321'",
                "app: fraud}|app: fraud, x: 'label 7654321'}",
                "image: registry.test/fraud:v1|image: [7654321]"
            })
    void ofOtherObjectsItIsHidden(String line, String other, Cluster cluster) throws Exception {
        String manifest = cluster.deployment(GOOD);
        assertThat(manifest).contains(line);
        Deployment d =
                cluster.run(cluster.plan(manifest.replace(line, other) + HEAD + "stringData: {password: '7654321'}\n"));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        quotesNothing(d, cluster);
    }

    private static void quotesNothing(Deployment d, Cluster cluster) {
        assertThat(Json.write(d) + cluster.lines).doesNotContain("7654321", "76543.21", "NzY1NDMyMQ");
        assertThat(cluster.writes()).isEmpty();
    }
}

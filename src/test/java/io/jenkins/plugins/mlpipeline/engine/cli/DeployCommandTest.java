package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command without a cluster: usage, and what it refuses before it needs one. */
class DeployCommandTest {
    @TempDir
    private Path folder;

    /** Standard output and error, and the message of what was thrown. */
    static String run(String... args) {
        StringWriter said = new StringWriter();
        CommandLine command = new CommandLine(new DeployCommand())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    said.append(e.getClass().getSimpleName())
                            .append(": ")
                            .append(e.getMessage())
                            .append('\n');
                    return 2;
                });
        int code = command.execute(args);
        return said + "exit " + code;
    }

    @Test
    void theHelpTeaches() {
        assertThat(run("--help"))
                .contains("Usage: deploy ")
                .contains("ml-pipeline deploy --restart deployment/ml-fraud-detection --gate gate.json")
                .contains("Exit codes: 0 DEPLOYED")
                .contains("--delete-broken-pods")
                .endsWith("exit 0");
    }

    @Test
    void manifestsOrARestart() {
        String sentence =
                "UserError: Name either manifests to apply, --kustomize DIR, --helm CHART, or a workload to restart (--restart"
                        + " deployment/NAME).\nexit 2";
        assertThat(run()).isEqualTo(sentence);
        String both = sentence.replace("NAME).", "NAME); one of them.");
        assertThat(run("a.yaml", "--restart", "deployment/x")).isEqualTo(both);
        assertThat(run("a.yaml", "--kustomize", "prod")).isEqualTo(both);
        assertThat(run("--helm", "chart", "--kustomize", "prod")).isEqualTo(both);
        assertThat(run("a.yaml", "--set", "a=b"))
                .isEqualTo("UserError: --release, --values and --set are for a chart: name it by --helm.\nexit 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--timeout|soon|UserError: --timeout: \"soon\" is not a time; write it as 30s, 10m or 24h.",
                "--on-failure|undo|UserError: --on-failure: \"undo\" is neither rollback nor leave.",
                "--replicas|mine|UserError: --replicas: \"mine\" is neither preserve nor manifest."
            })
    void wrongValuesAreNamed(String option, String value, String message) {
        assertThat(run("a.yaml", option, value)).isEqualTo(message + "\nexit 2");
    }

    @Test
    void aKubeconfigIsCheckedByName() throws Exception {
        Path missing = folder.resolve("none");
        assertThat(run("a.yaml", "--kubeconfig", missing.toString()))
                .isEqualTo("UserError: " + missing + ": there is no such kubeconfig file.\nexit 2");
        Path config = Files.writeString(
                folder.resolve("config"),
                "apiVersion: v1\nkind: Config\ncurrent-context: prod\ncontexts: [{name: production, context: {}}]\n");
        assertThat(run("a.yaml", "--kubeconfig", config.toString()))
                .isEqualTo("UserError: " + config
                        + ": there is no context \"prod\". Did you mean \"production\"?\nexit 2");
    }

    @Test
    void aContextThatIsNowhereIsNamed() {
        assertThat(run("a.yaml", "--context", "no-such-context"))
                .startsWith("UserError: There is no context \"no-such-context\" in the kubeconfig. ")
                .endsWith("exit 2");
    }

    @Test
    void aServerOutOfReachIsOneSentence() throws Exception {
        Path config = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:9"}}]
                users: [{name: u, user: {token: t}}]
                """);
        Path manifest = Files.writeString(folder.resolve("d.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: fraud}
                spec:
                  selector: {matchLabels: {app: fraud}}
                  template: {metadata: {labels: {app: fraud}}, spec: {containers: [{name: app, image: x}]}}
                """);
        assertThat(run(manifest.toString(), "--kubeconfig", config.toString(), "--allow-ungated", "test"))
                .contains("UserError: The API server https://127.0.0.1:9 can't be reached: ")
                .endsWith("exit 2");
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's kubeconfig, as kubectl reads it. */
class KubeconfigTest {
    @TempDir
    private Path folder;

    private Config config(String cluster, String user, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: x
                contexts: [{name: x, context: {cluster: c, user: u, namespace: bank}}]
                clusters: [{name: c, cluster: {%s}}]
                users: [{name: u, user: {%s}}]
                """.formatted(cluster, user));
        return Kubeconfig.read(file, List.of(file), environment).config(null);
    }

    private static final String SERVER = "server: 'https://k8s.example:6443'";

    @Test
    void aTokenFileIsReadAgain() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        Config config = config(SERVER, "token: other, tokenFile: token", Map.of());
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("first");
        Files.writeString(token, "second");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("second");
        assertThat(config.getAutoOAuthToken()).isNull();
        assertThat(config.getNamespace()).isEqualTo("bank");
    }

    @Test
    void theProxyOfTheEntryCountsMoreThanThatOfTheEnvironment() throws IOException {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "proxy.example:3128", "NO_PROXY", "localhost, .bank.example");
        Config byEnvironment = config(SERVER, "token: t", environment);
        assertThat(byEnvironment.getHttpsProxy()).isEqualTo("http://proxy.example:3128");
        assertThat(byEnvironment.getNoProxy()).containsExactly("localhost", ".bank.example");
        Config byEntry = config(SERVER + ", proxy-url: 'http://own.example:8080'", "token: t", environment);
        assertThat(byEntry.getHttpsProxy()).isEqualTo("http://own.example:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080/"})
    void withoutTlsThisMachineIsReached(String server) throws IOException {
        assertThat(config("server: '" + server + "'", "token: t", Map.of()).getMasterUrl())
                .startsWith("http://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://k8s.example:8080", "HTTP://10.0.0.1", "http://localhost.evil.example"})
    void withoutTlsNoOtherMachineIs(String server) {
        assertThatThrownBy(() -> config("server: '" + server + "'", "token: t", Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("config") + ": cluster \"c\" has the server \"" + server
                        + "\": without TLS anybody on the way reads and changes what is sent. Write https://; http:// is for"
                        + " this machine alone (localhost).");
    }

    @ParameterizedTest
    @CsvSource({
        "certificate-authority,cluster,c",
        "client-certificate,user,u",
        "client-key,user,u",
        "tokenFile,user,u",
    })
    void aMissingFileIsNamed(String key, String part, String name) {
        String entry = key + ": gone/file.pem";
        assertThatThrownBy(() -> config(
                        part.equals("cluster") ? SERVER + ", " + entry : SERVER,
                        part.equals("user") ? entry : "token: t",
                        Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("config") + ": " + part + " \"" + name + "\" names the " + key + " "
                        + folder.resolve("gone/file.pem") + ", and there is no such file.");
    }

    private static String exec(String script) {
        return "exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: [-c, '"
                + script.replace("'", "''")
                + "'], env: [{name: A, value: b}], installHint: Install the tool., interactiveMode: Never}";
    }

    @Test
    void aPluginGivesTheToken() throws IOException {
        Config config = config(
                SERVER,
                exec("echo x >> " + folder.resolve("runs") + "; test \"$A\" = b; printf \"%s\""
                        + " '{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"from-plugin\"}}'"),
                Map.of());
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("from-plugin");
        assertThat(Files.readAllLines(folder.resolve("runs"))).as("it lasts").hasSize(1);
    }

    @Test
    void anExpiredTokenIsAskedForAgain() throws IOException {
        Config config = config(
                SERVER,
                exec(
                        "echo x >> " + folder.resolve("runs")
                                + "; printf \"%s\" '{\"status\":{\"token\":\"t\",\"expirationTimestamp\":\"2020-01-01T00:00:00Z\"}}'"),
                Map.of());
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("t");
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo token=hunter2 expired >&2; exit 7|ended with exit code 7: token=*** expired.",
                "exit 1|ended with exit code 1: it said nothing.",
                "echo hello|answered no ExecCredential.",
                "echo \"{}\"|answered neither a token nor a certificate with its key.",
            })
    void aPluginThatFailsSaysWhy(String script, String why) {
        assertThatThrownBy(() -> config(SERVER, exec(script), Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("config") + ": user \"u\": the credential plugin \"sh\" " + why
                        + " Install the tool.");
    }

    @Test
    void aPluginThatIsNotThereSaysHowToGetIt() {
        assertThatThrownBy(() -> config(
                        SERVER, "exec: {command: no-such-program-here, installHint: Get it at example.test}", Map.of()))
                .hasMessageStartingWith(folder.resolve("config")
                        + ": user \"u\": the credential plugin \"no-such-program-here\" can't be run: ")
                .hasMessageEndingWith(" Get it at example.test");
    }

    @Test
    void ofSeveralFilesTheFirstThatHasAnEntryCounts() throws IOException {
        String text = """
                apiVersion: v1
                kind: Config
                contexts: [{name: %1$s, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: 'https://%1$s.example'}}]
                users: [{name: u, user: {token: %1$s}}]
                """;
        Path first = Files.writeString(folder.resolve("first"), text.formatted("one"));
        Path second = Files.writeString(folder.resolve("second"), text.formatted("two") + "current-context: two\n");
        Config config = Kubeconfig.read(null, List.of(first, second), Map.of()).config(null);
        assertThat(config.getCurrentContext().getName()).isEqualTo("two");
        assertThat(config.getMasterUrl()).startsWith("https://one.example");
        assertThat(config.getAutoOAuthToken()).isEqualTo("one");
        assertThatThrownBy(() -> Kubeconfig.read(null, List.of(first), Map.of()).config("ome"))
                .hasMessage("There is no context \"ome\" in the kubeconfig. Did you mean \"one\"?");
    }
}

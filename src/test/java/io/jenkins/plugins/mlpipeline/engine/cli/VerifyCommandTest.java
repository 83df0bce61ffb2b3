package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says before it asks anybody; the rest is with Prometheus and with a cluster. */
class VerifyCommandTest {
    @TempDir
    private Path folder;

    private Path deployment(String status) throws IOException {
        return Files.writeString(folder.resolve("deployment.json"), """
                {"schemaVersion": 1, "status": "%s", "changed": true, "kind": "Deployment", "name": "fraud",
                 "namespace": "bank", "replicaSet": "fraud-7c", "durationMs": 1}
                """.formatted(status));
    }

    private String error(Object... more) throws IOException {
        Object[] args = new Object[more.length + 5];
        System.arraycopy(
                new Object[] {"verify", "--deployment", deployment("DEPLOYED"), "--on-failure", "leave"},
                0,
                args,
                0,
                5);
        System.arraycopy(more, 0, args, 5, more.length);
        Invocation end = Invocation.of(args);
        assertThat(end.code()).isEqualTo(2);
        return end.err().lines().findFirst().orElse("");
    }

    @Test
    void somethingMustSayWhatIsVerifiedBy() throws IOException {
        assertThat(error())
                .isEqualTo("error: Name what is verified by: a Prometheus with checks (--prometheus, --check), the"
                        + " endpoint (--endpoint), or both.");
        assertThat(error("--prometheus", "http://127.0.0.1:1"))
                .isEqualTo("error: There is no check; a verification without one would say nothing.");
        assertThat(error("--endpoint", "http://127.0.0.1:1/x", "--check", "http.errors<=1 %"))
                .isEqualTo("error: --check needs --prometheus, which answers it.");
        assertThat(error("--endpoint", "http://127.0.0.1:1/x"))
                .isEqualTo("error: --endpoint needs --data, the rows that the gate judged, and --outcomes, what"
                        + " \"validate --outcomes\" wrote of them, or --shadow, recorded requests.");
        assertThat(error("--data", "rows.csv", "--outcomes", "o.gz"))
                .isEqualTo("error: rows, load and recorded requests are asked of an endpoint. Name it with endpoint.");
        assertThat(error("--endpoint", "http://127.0.0.1:1/x", "--shadow", "r.jsonl"))
                .isEqualTo(
                        "error: shadow needs requests, a file of recorded ones, and former, where the model before takes"
                                + " them.");
        assertThat(error(
                        "--endpoint",
                        "http://127.0.0.1:1/x",
                        "--shadow",
                        "r.jsonl",
                        "--former",
                        "http://x/y",
                        "--load",
                        "5"))
                .isEqualTo(
                        "error: load and latency belong together: how many requests a second, and how long answers may"
                                + " take then.");
    }

    @Test
    void checksAndTimesAreReadBeforeAnybodyIsAsked() throws IOException {
        String server = "http://127.0.0.1:1";
        assertThat(error("--prometheus", server, "--check", "http.erors<=1 %"))
                .startsWith("error: check \"http.erors<=1 %\": \"http\" has no criterion \"erors\".");
        assertThat(error("--prometheus", server, "--check", "http.errors<=1 %", "--window", "soon"))
                .isEqualTo("error: --window: \"soon\" is not a time; write it as 30s, 10m or 24h.");
        assertThat(error("--prometheus", "ftp://x", "--check", "http.errors<=1 %"))
                .isEqualTo("error: The address of Prometheus is not understood. Write it as"
                        + " http://prometheus.example:9090.");
    }

    @Test
    void whatWasNotDeployedIsNotVerified() throws IOException {
        Invocation end = Invocation.of(
                "verify",
                "--deployment",
                deployment("ROLLBACK_FAILED"),
                "--prometheus",
                "http://127.0.0.1:1",
                "--check",
                "http.errors<=1 %");
        assertThat(end.code()).isEqualTo(2);
        assertThat(end.err())
                .startsWith(
                        "error: The deployment of Deployment/fraud ended as ROLLBACK_FAILED; only what is deployed can"
                                + " be verified.");
    }

    @Test
    void oneOfSeveralTargetsIsVerifiedByItsOwnRecord() throws IOException {
        Path file = deployment("DEPLOYED");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "\"durationMs\"",
                                "\"targets\": [{\"target\": \"a\", \"wave\": 1, \"status\": \"DEPLOYED\",\n \"changed\": true}], \"durationMs\""));
        Invocation end = Invocation.of(
                "verify", "--deployment", file, "--prometheus", "http://127.0.0.1:1", "--check", "http.errors<=1 %");
        assertThat(end.code()).isEqualTo(2);
        assertThat(end.err())
                .startsWith(
                        "error: The record is of a deployment to several targets. Verify each by its own record, which is"
                                + " \"deployment\" of its entry in \"targets\".");
    }
}

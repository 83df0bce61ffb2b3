package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no server. */
class PureClusterTest {
    private static final ObjectRef REF = new ObjectRef("apps/v1", "Deployment", "bank", "fraud");

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'), JsonNode.class, "test");
    }

    @Test
    void whatAManagerOwnsIsTakenWithItsLiveValues() {
        JsonNode live = json("{'metadata':{'labels':{'a':'1','b':'2'},'finalizers':['x','y'],'managedFields':["
                + "{'manager':'us','operation':'Update','fieldsV1':{'f:spec':{'f:paused':{}}}},"
                + "{'manager':'us','operation':'Apply','fieldsV1':{'f:metadata':{'f:labels':{'f:a':{}},"
                + "'f:finalizers':{'v:\\\"y\\\"':{}}},'f:spec':{'f:replicas':{},'f:selector':{},"
                + "'f:ports':{'k:{\\\"port\\\":80}':{'.':{},'f:port':{},'f:name':{}}},'f:gone':{}}}}]},"
                + "'spec':{'replicas':5,'paused':true,'selector':{'matchLabels':{'app':'x'}},"
                + "'ports':[{'port':80,'name':'http','protocol':'TCP'},{'port':81}]}}");
        assertThat(ManagedFields.owned(live, "us"))
                .hasToString(json("{'metadata':{'labels':{'a':'1'},'finalizers':['y']},'spec':{'replicas':5,"
                                + "'selector':{'matchLabels':{'app':'x'}},'ports':[{'port':80,'name':'http'}]}}")
                        .toString());
        assertThat(ManagedFields.owned(live, "others")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password=hunter2 rest|password=*** rest",
                "DB_PASSWORD: hunter2|DB_PASSWORD: ***",
                "{\"api_key\":\"abc\",\"n\":1}|{\"api_key\":***,\"n\":1}",
                "Authorization: Bearer abc.def|Authorization: Bearer ***",
                "using bearer abcdefghijklmnop now|using bearer *** now",
                "postgres://bank:s3cret@db/x|postgres://bank:***@db/x",
                "key AKIAABCDEFGHIJKLMNOP used|key *** used",
                "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc ok|got *** ok",
                "tokens per second: 7|tokens per second: 7",
                "starting on port 8080|starting on port 8080"
            })
    void whatLooksLikeACredentialIsHidden(String text, String masked) {
        assertThat(new LogMask(UnaryOperator.identity()).apply(text)).isEqualTo(masked);
    }

    @Test
    void theCallersSecretsAreHiddenFirstAndKeysAsAWhole() {
        LogMask mask = new LogMask(s -> s.replace("42", "****"));
        assertThat(mask.apply("answer 42\n-----BEGIN RSA PRIVATE KEY-----\nMII\nx\n-----END RSA PRIVATE KEY-----\nend"))
                .isEqualTo("answer ****\n***\nend");
    }

    @Test
    void refusalsInOneSentence() {
        ApiError conflict = new ApiError(
                409,
                "Conflict",
                "Apply failed with 1 conflict",
                List.of(new ApiError.Cause(
                        "FieldManagerConflict", ".spec.paused", "conflict with \"helm\" using apps/v1")));
        assertThat(Refusal.of(REF, conflict).message())
                .isEqualTo("deployment/fraud in namespace bank: other field managers own fields with other values:"
                        + " .spec.paused (helm). Let the manifest agree with them, remove the fields from it, or take them"
                        + " over (conflicts: force, or name the manager).");
        assertThat(Conflicts.parse("helm").permits(conflict)).isTrue();
        assertThat(Conflicts.parse("helm2, kubectl").permits(conflict)).isFalse();
        assertThat(Conflicts.FAIL.permits(conflict)).isFalse();
        assertThat(Refusal.of(REF, new ApiError(401, "Unauthorized", "Unauthorized", List.of())))
                .hasToString(
                        "Final[outcome=FORBIDDEN, reason=Unauthorized, message=deployment/fraud in namespace bank: the"
                                + " API server doesn't accept the credentials.]");
        assertThat(Refusal.of(
                                REF,
                                new ApiError(
                                        404, "NotFound", "the server could not find the requested resource", List.of()))
                        .message())
                .isEqualTo(
                        "deployment/fraud in namespace bank: the API server doesn't know the kind apps/v1 Deployment.");
        ApiError secret = new ApiError(
                422, "Invalid", "data: Invalid value: hunter2", List.of(new ApiError.Cause("x", "data", "hunter2")));
        assertThat(Refusal.of(new ObjectRef("v1", "Secret", "bank", "s"), secret)
                        .message())
                .isEqualTo("secret/s in namespace bank: HTTP 422 Invalid for data.");
    }

    @ParameterizedTest
    @CsvSource({
        "0,true",
        "429,true",
        "500,true",
        "503,true",
        "400,false",
        "403,false",
        "404,false",
        "409,false",
        "422,false"
    })
    void someErrorsPass(int code, boolean passing) {
        ApiError e = code == 0 ? new ApiError("gone", null) : new ApiError(code, "", "HTTP " + code, List.of());
        assertThat(e.passing()).isEqualTo(passing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".spec.x: field not declared in schema",
                "failed to create typed patch object (bank/fraud; apps/v1, Kind=Deployment): .spec.replicas: expected numeric",
                "json: illegal base64 data at input byte 0"
            })
    void whatHasNotItsKindsFormIsFinalAlthoughTheServerSays500(String message) {
        assertThat(new ApiError(500, "", message, List.of()).passing()).isFalse();
    }

    @Test
    void selectorsInTheApisSyntax() {
        assertThat(Observer.selector(json("{'matchLabels':{'a':'1'},'matchExpressions':["
                        + "{'key':'b','operator':'In','values':['x','y']},{'key':'c','operator':'NotIn','values':['z']},"
                        + "{'key':'d','operator':'Exists'},{'key':'e','operator':'DoesNotExist'}]}")))
                .isEqualTo("a=1,b in (x,y),c notin (z),d,!e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: [{name: u, user: {exec: {command: sh}}}]",
                "users: [{name: u, user: {auth-provider: {name: gcp}}}]",
                "users: [{name: u, user: {tokenFile: /etc/shadow}}]",
                "users: [{name: u, user: {client-key: /root/key}}]",
                "clusters: [{name: u, cluster: {certificate-authority: /etc/shadow}}]",
                "clusters: [{name: u, cluster: {insecure-skip-tls-verify: true}}]"
            })
    void aForeignKubeconfigRunsAndReadsNothing(String line) {
        assertThatThrownBy(() -> Connection.foreign("apiVersion: v1\nkind: Config\n" + line))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("kubeconfig: ")
                .hasMessageContaining(" \"u\" has \"")
                .hasMessageContaining("which is not allowed here");
    }

    @Test
    void aForeignKubeconfigChoosesNoProxyAndNoOpenConnection() {
        assertThatThrownBy(
                        () -> Connection.foreign(
                                "clusters: [{name: u, cluster: {server: 'https://a.test', proxy-url: 'http://evil.test:3128'}}]"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "kubeconfig: cluster \"u\" has \"proxy-url\", which is not allowed here: the controller takes"
                                + " the proxy that an administrator configured. Leave the key out.");
        for (String server : new String[] {"http://a.test", "a.test:6443", "ftp://a.test", ""}) {
            assertThatThrownBy(() -> Connection.foreign("clusters: [{name: u, cluster: {server: '" + server + "'}}]"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("kubeconfig: cluster \"u\" has the server \"" + server
                            + "\", which is not allowed here: its address begins with https://.");
        }
    }

    @Test
    void kubeconfigsAreCountedBeforeAnythingReadsThem(@TempDir Path folder) throws IOException {
        String bomb = "a: &a [x, x]\nb: &b [" + "*a, ".repeat(9_000) + "*a]\n";
        String message =
                ": more than 20,000 keys and values up to here, which is the most for a kubeconfig and what is read"
                        + " together with it; a YAML alias counts as all that it stands for. Write less.";
        assertThatThrownBy(() -> Connection.foreign(bomb))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("kubeconfig:2:")
                .hasMessageEndingWith(message);
        Path file = Files.writeString(folder.resolve("config"), bomb);
        assertThatThrownBy(() -> Connection.fromUser(file, null))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ":2:")
                .hasMessageEndingWith(message);
        Files.writeString(file, "a: " + "x".repeat(4_000_000));
        assertThatThrownBy(() -> Connection.fromUser(file, null))
                .hasMessage(file + ": has 3,000,001 characters; a kubeconfig may have 3,000,000. Write less.");
    }

    @Test
    void aForeignKubeconfigWithATokenIsFine() {
        try (var client = Connection.fromConfig(Connection.foreign("""
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://example.test:6443"}}]
                users: [{name: u, user: {token: abc}}]
                contexts: [{name: x, context: {cluster: c, user: u, namespace: bank}}]
                current-context: x
                """), null)) {
            assertThat(client.getConfiguration().getMasterUrl()).isEqualTo("https://example.test:6443/");
            assertThat(client.getConfiguration().getNamespace()).isEqualTo("bank");
        }
    }
}

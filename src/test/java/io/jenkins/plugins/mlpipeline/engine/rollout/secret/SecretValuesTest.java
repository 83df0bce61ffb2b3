package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretValuesTest {
    private static SecretValues knowing(String content) {
        SecretValues values = new SecretValues();
        values.learn(json("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'db'}," + content + "}"));
        return values;
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'), JsonNode.class, "test");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Each way in which a server, Go or a log may quote {@code s3cr<t"pa'ss&w/rd}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "s3cr<t\"pa'ss&w/rd",
                "s3cr<t\\\"pa'ss&w/rd",
                "s3cr\\u003ct\\\"pa'ss\\u0026w/rd",
                "s3cr&lt;t&#34;pa'ss&amp;w/rd",
                "s3cr<t\"pa''ss&w/rd",
                "s3cr%3Ct%22pa%27ss%26w%2Frd",
                "czNjcjx0InBhJ3NzJncvcmQ=",
                "czNjcjx0InBhJ3NzJncvcmQ",
                "733363723c7422706127737326772f7264",
                "[115 51 99 114 60 116 34 112 97 39 115 115 38 119 47 114 100]"
            })
    void everyFormIsHidden(String quoted) {
        SecretValues values = new SecretValues();
        JsonNode secret = Json.tree(Map.of("kind", "Secret", "stringData", Map.of("password", "s3cr<t\"pa'ss&w/rd")));
        values.learn(secret);
        String text = values.hide("Invalid value: " + quoted + " of field x");
        assertThat(text).startsWith("Invalid value: ").endsWith(" of field x").contains("***");
        for (int i = 0; i + 8 <= quoted.length(); i++) {
            assertThat(text).doesNotContain(quoted.substring(i, i + 8));
        }
    }

    /** As Python's json and bytes, and Go's %#v, have {@code Pä55-für-Zoë}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "P\\u00e455-f\\u00fcr-Zo\\u00eb",
                "P\\xc3\\xa455-f\\xc3\\xbcr-Zo\\xc3\\xab",
                "0x50, 0xc3, 0xa4, 0x35, 0x35, 0x2d, 0x66, 0xc3, 0xbc, 0x72, 0x2d, 0x5a, 0x6f, 0xc3, 0xab",
                "P%C3%A455-f%C3%BCr-Zo%C3%AB"
            })
    void whatIsNoAsciiIsHiddenAsItIsEscaped(String quoted) {
        assertThat(knowing("'stringData':{'password':'P\u00e455-f\u00fcr-Zo\u00eb'}")
                        .hide("got " + quoted + " here"))
                .isEqualTo("got *** here");
    }

    @Test
    void aRegistrysUserIsHiddenDecodedToo() {
        SecretValues values = new SecretValues();
        values.learn(Json.tree(Map.of(
                "kind",
                "Secret",
                "stringData",
                Map.of(
                        ".dockerconfigjson",
                        "{\"auths\":{\"r.io\":{\"auth\":\"" + base64("builder:hunter2") + "\"}}}"))));
        assertThat(values.hide("login as builder:hunter2 failed, password hunter2"))
                .isEqualTo("login as *** failed, password ***");
    }

    @Test
    void linesAreHiddenWholeAndBehindTheirNames() {
        assertThat(knowing("'stringData':{'users':'first-one\\nhunter22\\npin: 123456\\n'}")
                        .hide("first-one and hunter22 and 123456"))
                .isEqualTo("*** and *** and ***");
    }

    @Test
    void partsAreHidden() {
        SecretValues values = knowing("'stringData':{'password':'correct-horse-battery'}");
        assertThat(values.hide("got \"correct-hor\"...")).isEqualTo("got \"***\"...");
        assertThat(values.hide("got ...se-battery")).isEqualTo("got ...***");
        assertThat(values.hide("got corre... and the horse")).isEqualTo("got ***... and the horse");
        assertThat(values.hide("a correct horse")).isEqualTo("a correct horse");
        String longer = base64("user:correct-horse-battery@host");
        assertThat(values.hide(longer)).contains("***").doesNotContain(longer.substring(8, 34));
        String shifted = base64("xuser:correct-horse-battery@host");
        assertThat(values.hide(shifted)).contains("***").doesNotContain(shifted.substring(10, 34));
    }

    @Test
    void numbersAreHiddenAsGoPrintsThem() {
        SecretValues values = knowing("'stringData':{'password':1234567}");
        assertThat(values.hide("expected string, got &value.valueUnstructured{Value:1234567}"))
                .isEqualTo("expected string, got &value.valueUnstructured{Value:***}");
        assertThat(values.hide("got 1.234567e+06, \"1234567\"")).isEqualTo("got ***, \"***\"");
    }

    @Test
    void encodedDataIsKnownInBothForms() {
        SecretValues values = knowing("'data':{'password':'" + base64("hunter2hunter2") + "'}");
        assertThat(values.hide("hunter2hunter2 " + base64("hunter2hunter2"))).isEqualTo("*** ***");
    }

    @Test
    void shortValuesAreHiddenAsWords() {
        SecretValues values = knowing("'stringData':{'pin':'4711','flag':'true','one':'1'}");
        assertThat(values.hide("pin 4711, \"4711\", 47110, true, 1 of 3"))
                .isEqualTo("pin ***, \"***\", 47110, true, 1 of 3");
    }

    @Test
    void whateverElseIsInASecretIsContentToo() {
        assertThat(knowing("'stringdata':{'password':'hunter2hunter2'}").hide("got hunter2hunter2"))
                .isEqualTo("got ***");
        assertThat(knowing("'data':'hunter2hunter2'").hide("got hunter2hunter2"))
                .isEqualTo("got ***");
        assertThat(knowing("'stringData':{'a':{'b':['hunter2hunter2']}}").hide("got hunter2hunter2"))
                .isEqualTo("got ***");
        assertThat(knowing("'type':'kubernetes.io/tls'").hide("kubernetes.io/tls"))
                .isEqualTo("kubernetes.io/tls");
        SecretValues applied = new SecretValues();
        applied.learn(Json.tree(Map.of(
                "kind",
                "Secret",
                "metadata",
                Map.of(
                        "annotations",
                        Map.of(
                                "kubectl.kubernetes.io/last-applied-configuration",
                                "{\"kind\":\"Secret\",\"stringData\":{\"password\":\"hunter2hunter2\"}}")))));
        assertThat(applied.hide("got hunter2hunter2")).isEqualTo("got ***");
    }

    @Test
    void documentsAreKnownByTheirValuesNotByTheirWords() {
        SecretValues values =
                knowing("'stringData':{'app.yaml':'database:\\n  password: hunter2hunter2\\n  host: db\\n'}");
        assertThat(values.hide("password of database is hunter2hunter2")).isEqualTo("password of database is ***");
        SecretValues docker = new SecretValues();
        docker.learn(Json.tree(Map.of(
                "kind",
                "Secret",
                "data",
                Map.of(
                        ".dockerconfigjson",
                        base64("{\"auths\":{\"registry.test\":{\"password\":\"hunter2hunter2\"}}}")))));
        assertThat(docker.hide("auths: hunter2hunter2")).isEqualTo("auths: ***");
    }

    @Test
    void otherObjectsHoldNoSecrets() {
        SecretValues values = new SecretValues();
        values.learn(json("{'kind':'ConfigMap','data':{'a':'hunter2hunter2'}}"));
        assertThat(values.hide("hunter2hunter2")).isEqualTo("hunter2hunter2");
        values.learn(json("{'kind':'SecretList','items':[{'data':{'a':'aHVudGVyMmh1bnRlcjI='}}]}"));
        assertThat(values.hide("hunter2hunter2")).isEqualTo("***");
    }
}

package io.jenkins.plugins.mlpipeline.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertReaderTest {
    private static final String FIRING = alert("firing", "{\"alertname\":\"FraudErrors\",\"namespace\":\"bank\"}");

    private static String alert(String status, String labels) {
        return "{\"status\":\"" + status + "\",\"labels\":" + labels
                + ",\"annotations\":{\"summary\":\"too many\\nerrors\",\"other\":1},"
                + "\"startsAt\":\"2026-11-30T03:00:00.123456789+01:00\",\"endsAt\":\"0001-01-01T00:00:00Z\","
                + "\"generatorURL\":\"http://p\",\"fingerprint\":\"c0ffee1234567890\"}";
    }

    private static String message(String... alerts) {
        return "{\"version\":\"4\",\"groupKey\":\"{}:{alertname=\\\"FraudErrors\\\"}\",\"truncatedAlerts\":0,"
                + "\"status\":\"firing\",\"receiver\":\"jenkins\",\"alerts\":[" + String.join(",", alerts) + "]}";
    }

    private static void refused(String json, String reason) {
        assertThatThrownBy(() -> AlertReader.read(json))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void readsWhatAlertmanagerSends() {
        Alert alert = AlertReader.read(message(FIRING)).get(0);
        assertThat(alert.firing()).isTrue();
        assertThat(alert.name()).isEqualTo("FraudErrors");
        assertThat(alert.labels()).containsEntry("namespace", "bank");
        assertThat(alert.summary()).isEqualTo("too many errors");
        assertThat(alert.startsAt()).hasToString("2026-11-30T02:00:00.123456789Z");
        assertThat(alert.has(Map.of("alertname", "FraudErrors", "namespace", "bank")))
                .isTrue();
        assertThat(alert.has(Map.of("alertname", "FraudErrors", "pod", "a"))).isFalse();
    }

    /** As Alertmanager 0.25.0 sent it, but for the name of its host. */
    @Test
    void readsAMessageOfAlertmanagerItself() throws IOException {
        String sent;
        try (InputStream in = AlertReaderTest.class.getResourceAsStream("alertmanager-0.25.0.json")) {
            sent = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Alert alert = AlertReader.read(sent).get(0);
        assertThat(alert.group()).isEqualTo("{}:{alertname=\"FraudErrors\", namespace=\"bank\"}");
        assertThat(alert.fingerprint()).isEqualTo("de072fb84662df78");
        assertThat(alert.labels()).containsEntry("severity", "page").hasSize(3);
        assertThat(alert.summary()).isEqualTo("5 % of answers are errors");
        assertThat(alert.firing()).isTrue();
    }

    @Test
    void theSameAlertHasTheSameKeyAndAResolvedOneAnother() {
        String labels = "{\"alertname\":\"A\"}";
        List<Alert> alerts =
                AlertReader.read(message(alert("firing", labels), alert("firing", labels), alert("resolved", labels)));
        assertThat(alerts.get(0).key())
                .isEqualTo(alerts.get(1).key())
                .isNotEqualTo(alerts.get(2).key());
    }

    @Test
    void itsNameIsSafeInAShell() {
        assertThat(AlertReader.read(message(alert("firing", "{\"alertname\":\"a'; $(rm -rf /) `x` \\\"\"}")))
                        .get(0)
                        .name())
                .isEqualTo("a_____rm_-rf_____x___");
        assertThat(AlertReader.read(message(alert("firing", "{}"))).get(0).name())
                .isEqualTo("unnamed");
    }

    @Test
    void whatIsNoMessageOfAlertmanagerIsRefused() {
        refused("", "the document must be an object.");
        refused("[]", "the document must be an object.");
        refused("{\"version\":\"3\"}", "has the version \"3\"; version 4 is read.");
        refused("{\"version\":4}", "version is no text of at most 1024 characters.");
        refused(message(), "alerts is no list of 1 to 500 alerts.");
        refused(message("{}"), "status is no text");
        refused(message(FIRING.replace("firing", "maybe")), "the status \"maybe\" is neither firing nor resolved.");
        refused(message(FIRING.replace("c0ffee", "../../")), "does not consist of hexadecimal digits.");
        refused(message(FIRING.replace("2026-11-30T03", "soon")), "a time is expected.");
        refused(message(alert("firing", "{\"a\":{}}")), "the label \"a\" is no text");
        refused(message(alert("firing", "{\"a\":\"" + "x".repeat(1025) + "\"}")), "the label \"a\" is no text");
        refused(message(FIRING) + "{}", "not a valid document");
        refused(message(FIRING).replace("\"version\"", "\"version\":\"4\",\"version\""), "not a valid document");
    }

    @Test
    void itIsLimited() {
        refused(message("[".repeat(50) + "]".repeat(50)), "nested");
        refused(
                message(IntStream.range(0, 501).mapToObj(i -> FIRING).toArray(String[]::new)),
                "alerts is no list of 1 to 500 alerts.");
        refused(
                message(alert(
                        "firing",
                        IntStream.range(0, 65)
                                .mapToObj(i -> "\"l" + i + "\":\"\"")
                                .collect(Collectors.joining(",", "{", "}")))),
                "labels is no object with at most 64 labels.");
    }
}

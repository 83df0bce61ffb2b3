package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    @Test
    void documentsAndListsAreOpened() {
        List<Manifest> all = Manifests.parse(
                "all.yaml",
                CONFIG
                        + "---\n---\n# nothing\n---\nkind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: Secret,"
                        + " metadata: {name: b}}\n- {apiVersion: v1, kind: Service, metadata: {name: c, namespace: n}}\n");
        assertThat(all)
                .extracting(m -> m.source() + " " + m.ref().label())
                .containsExactly(
                        "all.yaml, document 1 configmap/a",
                        "all.yaml, document 4, item 1 secret/b",
                        "all.yaml, document 4, item 2 service/c in namespace n");
    }

    @Test
    void jsonIsReadTooEvenWithTabs() {
        assertThat(Manifests.parse(
                        "a.json",
                        "{\n\t\"apiVersion\": \"v1\",\n\t\"kind\": \"Pod\",\n\t\"metadata\": {\"name\": \"p\"}\n}"))
                .hasSize(1);
    }

    /** Where YAML 1.1 and 1.2 differ, a manifest's reader means 1.2, except for file modes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes|\"yes\"",
                "on|\"on\"",
                "true|true",
                "0644|420",
                "1:30|\"1:30\"",
                "2026-01-01|\"2026-01-01\"",
                "1e3|1000.0",
                "1.5|1.5",
                "0x1f|31",
                "~|null",
                "-7|-7",
                "1_000|\"1_000\"",
                "\"8\"|\"8\"",
                "12345678901234567890|12345678901234567890"
            })
    void plainValues(String written, String json) {
        JsonNode object = Manifests.parse("a.yaml", CONFIG + "data: {v: " + written + "}\n")
                .get(0)
                .object();
        assertThat(object.path("data").path("v")).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: !!javax.script.ScriptEngineManager [x]|tag:yaml.org,2002:javax.script.ScriptEngineManager",
                "data: {v: !!binary aGk=}|tag:yaml.org,2002:binary",
                "data: {v: !secret x}|!secret"
            })
    void tagsAreRefused(String line, String tag) {
        assertThatThrownBy(() -> Manifests.parse("a.yaml", CONFIG + line))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "a.yaml: line 4 has the YAML tag " + tag
                                + ". Tags are not allowed in a manifest: write the value plainly, or in quotes if it is a string.");
    }

    @Test
    void whatIsNoObjectIsNamed() {
        refused(
                "- a",
                "a.yaml, document 1: not a Kubernetes object; a mapping with apiVersion, kind and metadata.name is expected.");
        refused("kind: Pod", "a.yaml, document 1: apiVersion is missing, or is not a string.");
        refused(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: ../x}",
                "a.yaml, document 1: metadata.name \"../x\" is not a valid name.");
        refused(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: 7}",
                "a.yaml, document 1: metadata.name is missing, or is not a string.");
        refused("# nothing", "a.yaml: there is no Kubernetes object in it.");
        refused("a: b\na: c", "a.yaml: not valid YAML at line 2, column 1: found duplicate key a.");
        refused(
                "a: [",
                "a.yaml: not valid YAML at line 1, column 5: expected the node content, but found '<stream end>'.");
    }

    @Test
    void bombsAndLargeFilesAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(",*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThatThrownBy(() -> Manifests.parse("a.yaml", bomb.toString()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "a.yaml:14:12: more than 100,000 keys and values up to here, which is the most for a manifest"
                                + " and what is read together with it; a YAML alias counts as all that it stands for. Write"
                                + " less.");
        refused(
                "a".repeat(3_000_001),
                "a.yaml: larger than 3 MB, which is more than a manifest needs (a model belongs into an image, a volume or"
                        + " an object store).");
    }

    /** A ConfigMap may hold a mebibyte of a model, and a chart may have hundreds of objects. */
    @Test
    void largeManifestsAreRead() {
        String model = Base64.getEncoder().encodeToString(new byte[1 << 20]);
        List<Manifest> read = Manifests.parse("model.yaml", CONFIG + "binaryData: {model.onnx: " + model + "}\n");
        assertThat(read.get(0).object().at("/binaryData/model.onnx").asText()).isEqualTo(model);
        assertThat(Manifests.parse("folded.yaml", CONFIG + "binaryData:\n  model.onnx: |\n    " + model + "\n"))
                .hasSize(1);
        String object = "---\n" + CONFIG + "data: {k: v}\n";
        assertThat(Manifests.parse("chart.yaml", object.repeat(5_000))).hasSize(5_000);
    }

    @Test
    void allFilesOfADeploymentTogetherAreLimited(@TempDir Path folder) throws IOException {
        String part = CONFIG + "a: &a [" + "1, ".repeat(999) + "1]\nb: [" + "*a, ".repeat(49) + "*a]\n";
        Map<String, String> texts = new TreeMap<>();
        texts.put("a.yaml", part);
        assertThat(Manifests.parse(texts)).hasSize(1);
        texts.put("b.yaml", part);
        assertThatThrownBy(() -> Manifests.parse(texts))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("b.yaml:5:")
                .hasMessageContaining(": more than 100,000 keys and values up to here");
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }
        assertThatThrownBy(() -> Manifests.read(List.of(folder))).hasMessageContaining("b.yaml:5:");
        assertThatThrownBy(() -> Manifests.read(List.of(folder.resolve("a.yaml"), folder.resolve("b.yaml"))))
                .hasMessageContaining("b.yaml:5:");
    }

    @Test
    void foldersAreReadInOrder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b.yml"), CONFIG.replace("name: a", "name: b"));
        Files.writeString(folder.resolve("a.yaml"), CONFIG);
        Files.writeString(folder.resolve("notes.txt"), "nothing");
        assertThat(Manifests.read(List.of(folder)))
                .extracting(m -> m.ref().name())
                .containsExactly("a", "b");
        Path missing = folder.resolve("c.yaml");
        assertThatThrownBy(() -> Manifests.read(missing)).hasMessage(missing + ": there is no such file.");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> Manifests.parse("a.yaml", text))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    /** A value without its quotes is not shown by what the parser says of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stringData: {password: *hunter2}|a.yaml: not valid YAML at line 4, column 24: found undefined alias.",
                "stringData: {password: !hunter2 x}|a.yaml: line 4 has a YAML tag. Tags are not allowed in a manifest:"
                        + " write the value plainly, or in quotes if it is a string."
            })
    void errorsDoNotQuoteASecret(String line, String message) {
        assertThatThrownBy(
                        () -> Manifests.parse("a.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n" + line))
                .hasMessage(message)
                .hasNoCause();
    }

    @Test
    void errorsOfJsonDoNotQuoteASecret() {
        assertThatThrownBy(
                        () -> Manifests.parse("a.json", "{\n\t\"kind\": \"Secret\", \"stringData\": {\"p\": hunter2}}"))
                .hasMessage("a.json: not a valid document at line 2, column 47.")
                .hasNoCause();
    }

    private static List<String> labels(List<Manifest> manifests) {
        return manifests.stream().map(m -> m.ref().label()).toList();
    }

    @Test
    void listsOfAKindAreOpenedAndTheirItemsNeedNotSayWhatTheyAre() {
        List<Manifest> all = Manifests.parse(
                "a.json",
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMapList\", \"items\": [{\"metadata\": {\"name\": \"a\"}},"
                        + " {\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"b\"}}]}");
        assertThat(labels(all)).containsExactly("configmap/a", "configmap/b");
        assertThat(all.get(0).ref().apiVersion()).isEqualTo("v1");
    }

    @Test
    void objectsOfJsonMayStandOneAfterAnother() {
        String one =
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"%s\"}, \"data\": {\"x\":"
                        + " \"}{ \\\" {\"}}";
        List<Manifest> all =
                Manifests.parse("a.json", one.formatted("a") + "\n" + one.formatted("b") + one.formatted("c"));
        assertThat(all)
                .extracting(m -> m.source() + " " + m.ref().label())
                .containsExactly(
                        "a.json, document 1 configmap/a",
                        "a.json, document 2 configmap/b",
                        "a.json, document 3 configmap/c");
        assertThatThrownBy(() -> Manifests.parse("a.json", one.formatted("a") + " {\"b\": nonsense}"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("a.json, document 2: not a valid document at line 1, column ");
    }

    @Test
    void aTextMayBeMarkedAsOne() {
        assertThat(Manifests.parse("a.yaml", CONFIG + "data: {v: !!str 8080}")
                        .get(0)
                        .object()
                        .path("data"))
                .hasToString("{\"v\":\"8080\"}");
    }

    @Test
    void filesOfWindowsToolsAreRead(@TempDir Path folder) throws IOException {
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = Files.write(folder.resolve("a.yaml"), ("\uFEFF" + CONFIG).getBytes(charset));
            assertThat(labels(Manifests.read(List.of(file)))).containsExactly("configmap/a");
        }
        Path broken = Files.write(folder.resolve("b.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
        assertThatThrownBy(() -> Manifests.read(List.of(broken)))
                .hasMessage(broken + ": neither UTF-8 nor UTF-16 text. Save it as UTF-8.");
    }

    @Test
    void standardInputIsOneOfTheSources() throws IOException {
        var in = new ByteArrayInputStream(CONFIG.getBytes(StandardCharsets.UTF_8));
        assertThat(Manifests.read(List.of(Path.of("-")), in))
                .extracting(Manifest::source)
                .containsExactly("standard input, document 1");
        assertThatThrownBy(() -> Manifests.read(List.of(Path.of("-"), Path.of("-")), in))
                .hasMessage("\"-\" is given twice, and standard input can be read once. Name it once.");
    }

    @Test
    void aPatternNamesFiles(@TempDir Path folder) throws IOException {
        for (String name : List.of("b", "a", "c")) {
            Files.writeString(folder.resolve(name + ".yaml"), CONFIG.replace("name: a", "name: " + name));
        }
        Files.writeString(folder.resolve("note.txt"), "no manifest");
        assertThat(labels(Manifests.read(List.of(folder.resolve("[ab].yaml")))))
                .containsExactly("configmap/a", "configmap/b");
        assertThatThrownBy(() -> Manifests.read(List.of(folder.resolve("x*.yaml"))))
                .hasMessage(folder + ": there is no YAML or JSON file that matches x*.yaml.");
    }

    @Test
    void aNameThatNobodyFilledInIsNamed() {
        assertThatThrownBy(() -> Manifests.parse("a.yaml", CONFIG.replace("name: a", "name: '{{ .Release.Name }}'")))
                .hasMessage(
                        "a.yaml, document 1: metadata.name is the placeholder \"{{ .Release.Name }}\", which nobody filled"
                                + " in. Do that first: for an image by images, for all else by helm template, kustomize or envsubst.");
    }
}

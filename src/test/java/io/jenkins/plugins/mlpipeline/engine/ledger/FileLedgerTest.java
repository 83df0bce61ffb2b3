package io.jenkins.plugins.mlpipeline.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TEST_SET = Digest.ofText("test");
    private static final int EACH = 40;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("new/ledger.json");
    }

    /** Uses the test set of a ledger for many models, as a process of its own. */
    static final class Player {
        private Player() {}

        /** @param args the ledger and the player's name */
        public static void main(String[] args) throws IOException {
            FileLedger ledger = new FileLedger(Path.of(args[0]));
            for (int i = 0; i < EACH; i++) {
                String model = Digest.ofText(args[1] + i);
                ledger.update(testSet("test.csv"), uses -> uses.with(model, NOW));
            }
        }
    }

    @Test
    void whatIsCountedStaysCounted() throws IOException {
        LedgerStore ledger = new FileLedger(file());
        ledger.update(testSet("test.csv"), uses -> uses.with(Digest.ofText("a"), NOW));
        TestSetUses uses = new FileLedger(file())
                .update(testSet("renamed.csv"), there -> there.with(Digest.ofText("b"), NOW.plusSeconds(1)));

        assertThat(uses.name()).isEqualTo("test.csv");
        assertThat(uses.position(Digest.ofText("a"))).isEqualTo(1);
        assertThat(uses.position(Digest.ofText("b"))).isEqualTo(2);
        assertThat(uses.position(Digest.ofText("c"))).isZero();
        JsonNode document = Json.readTree(file());
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Json.readTree(Path.of("docs/schemas/ledger.schema.json")))
                        .validate(document))
                .isEmpty();
    }

    @Test
    void processesAndThreadsTakeTurns() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (String player : List.of("a", "b", "c")) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Player.class.getName(),
                            file().toString(),
                            player)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(player + ".log").toFile())
                    .start());
        }
        IntStream.range(0, 3).parallel().forEach(i -> {
            try {
                Player.main(new String[] {file().toString(), "t" + i});
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        TestSetUses uses = new FileLedger(file()).update(testSet(null), there -> there);

        assertThat(uses.uses()).hasSize(6 * EACH);
        assertThat(uses.uses()).allMatch(use -> use.decisions() == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"schemaVersion\": 2, \"testSets\": {}}",
                "{\"schemaVersion\": 1}",
                "{\"schemaVersion\": 1, \"testSets\": {\"x\": {\"uses\": []}}}",
                "{\"schemaVersion\": 1, \"testSets\": {}} {}"
            })
    void aDamagedLedgerIsAnErrorAndStaysAsItIs(String text) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text);

        assertThatThrownBy(() ->
                        new FileLedger(file()).update(testSet(null), uses -> uses.with(Digest.ofText("a"), NOW)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file().toString());
        assertThat(file()).hasContent(text);
    }

    private static TestSet testSet(String name) {
        return new TestSet(TEST_SET, null, name, null, null);
    }
}

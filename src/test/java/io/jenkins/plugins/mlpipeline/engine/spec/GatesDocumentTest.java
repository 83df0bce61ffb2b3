package io.jenkins.plugins.mlpipeline.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.OnInconclusive;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.gate.VerdictTable;
import io.jenkins.plugins.mlpipeline.engine.gate.VerdictTable.Consequence;
import io.jenkins.plugins.mlpipeline.engine.gate.VerdictTable.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/gates.md says what the code does. */
class GatesDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/gates.md");

    @Test
    void theVerdictTableIsTheCodes() throws IOException {
        Set<List<Object>> covered = new HashSet<>();
        for (String[] cells : rows("| Verdict | Criticality |")) {
            Verdict verdict = Verdict.valueOf(cells[0]);
            for (Criticality criticality : constants(cells[1], Criticality.class)) {
                for (OnInconclusive choice : constants(cells[2], OnInconclusive.class)) {
                    assertThat(VerdictTable.of(verdict, criticality, choice))
                            .isEqualTo(new Consequence(
                                    Integer.parseInt(cells[3]),
                                    result(cells[4]),
                                    result(cells[5]),
                                    cells[6].equals("stops"),
                                    cells[7].equals("deployable")));
                    assertThat(covered.add(List.of(verdict, criticality, choice)))
                            .isTrue();
                }
            }
        }
        assertThat(covered)
                .hasSize(Verdict.values().length * Criticality.values().length * OnInconclusive.values().length);
    }

    @Test
    void everyFieldOfAGateIsDescribed() throws IOException {
        Set<String> described = new HashSet<>();
        for (String[] cells : rows("| Field | Meaning |")) {
            Matcher names = Pattern.compile("`(\\w+)`").matcher(cells[0]);
            while (names.find()) {
                described.add(names.group(1));
            }
        }
        assertThat(described).isEqualTo(GateReader.KNOWN);
    }

    @Test
    void theExampleUsesEveryKeyAndIsRead() throws IOException {
        String text = Files.readString(DOCUMENT);
        String yaml = text.substring(text.indexOf("```yaml\n") + "```yaml\n".length());
        String example = yaml.substring(0, yaml.indexOf("```"));
        Set<String> words = new HashSet<>(Arrays.asList(example.split("[^A-Za-z0-9]+")));
        KeyTable.names().values().forEach(keys -> assertThat(words).containsAll(keys));
        String digest = "a".repeat(64);
        Spec spec = Spec.parse(example.replace("\"...\"", digest).replace("sha256:...", "sha256:" + digest), "ml.yaml");
        assertThat(spec.gates().gates()).hasSize(3);
    }

    private static List<String[]> rows(String head) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        int first = 0;
        while (!lines.get(first).startsWith(head)) {
            first++;
        }
        return lines.subList(first + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .toList();
    }

    private static <E extends Enum<E>> List<E> constants(String cell, Class<E> type) {
        return cell.equals("any")
                ? List.of(type.getEnumConstants())
                : Arrays.stream(cell.split(", "))
                        .map(name -> Enum.valueOf(type, name))
                        .toList();
    }

    private static Result result(String cell) {
        return cell.equals("-") ? Result.SUCCESS : Result.valueOf(cell);
    }
}

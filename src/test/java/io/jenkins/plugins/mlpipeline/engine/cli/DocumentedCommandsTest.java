package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the tutorial and of the README, one after the other, as they stand there. */
class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n([^`]*)```");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final List<String> FILES =
            List.of("german_credit.csv", "model", "evaluation.json", "gate.json", "report.html");

    @TempDir
    private Path folder;

    @Test
    void thoseOfTheTutorialEndAsItSays() throws Exception {
        List<Invocation> ran = run(Path.of("docs/tutorial.md"));

        assertThat(ran).extracting(Invocation::code).containsExactly(0, 0, 0, 1, 3, 0);
        assertThat(ran.get(3).out()).contains("FAIL: The gate failed: accuracy.", "below the required 0.94");
        assertThat(ran.get(4).out()).contains("INCONCLUSIVE");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("model/holdout.csv")).isRegularFile();
    }

    @Test
    void thoseOfTheReadmePass() throws Exception {
        List<Invocation> ran = run(Path.of("README.md"));

        assertThat(ran).extracting(Invocation::code).containsExactly(0, 0, 0);
        assertThat(folder.resolve("gate.json")).isRegularFile();
    }

    private List<Invocation> run(Path document) throws IOException {
        Files.copy(Invocation.germanCredit(), folder.resolve("german_credit.csv"));
        List<Invocation> ran = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(document));
        while (block.find()) {
            block.group(1)
                    .lines()
                    .filter(line -> line.startsWith("ml-pipeline "))
                    .forEach(line -> ran.add(Invocation.of(arguments(line).toArray())));
        }
        return ran;
    }

    private List<String> arguments(String line) {
        List<String> arguments = new ArrayList<>();
        Matcher word = WORD.matcher(line.substring("ml-pipeline ".length()));
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            arguments.add(FILES.contains(text) ? folder.resolve(text).toString() : text);
        }
        return arguments;
    }
}

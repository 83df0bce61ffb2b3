package io.jenkins.plugins.mlpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read on pages can be translated. */
class TranslationsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/jenkins/plugins/mlpipeline");
    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/mlpipeline");

    @Test
    void everyNameOfAPageIsAMessage() throws IOException {
        Pattern literal = Pattern.compile("getDisplayName\\(\\) \\{\\s*return \"");
        for (Path source : files(SOURCES, ".java")) {
            assertThat(literal.matcher(Files.readString(source)).find())
                    .as(source.toString())
                    .isFalse();
        }
    }

    @Test
    void everyMessageIsUsedInItsRoom() throws IOException {
        List<Path> all = files(RESOURCES, "Messages.properties");
        assertThat(all).hasSizeGreaterThanOrEqualTo(5);
        for (Path messages : all) {
            Properties texts = new Properties();
            try (InputStream in = Files.newInputStream(messages)) {
                texts.load(in);
            }
            String room = files(SOURCES.resolve(RESOURCES.relativize(messages.getParent())), ".java").stream()
                    .map(TranslationsTest::read)
                    .collect(Collectors.joining());
            for (String key : texts.stringPropertyNames()) {
                assertThat(room).containsPattern("Messages\\._?" + key.replace('.', '_') + "\\(");
                assertThat(texts.getProperty(key)).as(key).doesNotContainPattern("(?<!')'(?!')");
            }
        }
    }

    /** Text between tags stands in {@code ${%...}}. */
    @Test
    void everyTextOfAPageIsAKey() throws IOException {
        for (Path page : files(RESOURCES, ".jelly")) {
            List<String> bare = new ArrayList<>();
            String text = Files.readString(page).replaceAll("\\$\\{[^}]*}", "");
            for (String part : text.split("[<>]")) {
                boolean tag = text.contains("<" + part + ">");
                if (!tag && part.matches("(?s).*[A-Za-z]{3}.*")) {
                    bare.add(part.strip());
                }
            }
            assertThat(bare).as(page.toString()).isEmpty();
        }
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)
                            && !folder.relativize(file).startsWith("engine"))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

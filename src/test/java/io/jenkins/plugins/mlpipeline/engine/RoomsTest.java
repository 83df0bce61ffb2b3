package io.jenkins.plugins.mlpipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every package says what belongs into it, and the drawing in the documentation is that of the code. */
class RoomsTest {
    private static final Path PLUGIN = Path.of("src/main/java/io/jenkins/plugins/mlpipeline");
    private static final Path ENGINE = PLUGIN.resolve("engine");
    private static final Path DOCUMENT = Path.of("docs/architecture.md");
    private static final Pattern ROOMS = Pattern.compile("( +)((?:[\\w/]+/ )*[\\w/]+/)( .*)?");

    @Test
    void everyPackageSaysWhatBelongsIntoIt() throws IOException {
        try (Stream<Path> files = Files.walk(PLUGIN)) {
            Set<Path> packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(packages).contains(ENGINE);
            assertThat(packages)
                    .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                            .content()
                            .startsWith("/**"));
        }
    }

    @Test
    void theDrawingNamesEveryRoomAndNoOther() throws IOException {
        Set<Path> drawn = drawn();
        assertThat(drawn).containsAll(folders(PLUGIN)).containsAll(folders(ENGINE));
        assertThat(drawn).allSatisfy(room -> assertThat(room).isDirectory());
    }

    /** The folders in the drawing; one stands two places further to the right than the one that it is in. */
    private static Set<Path> drawn() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        Set<Path> drawn = new TreeSet<>();
        List<Path> above = new ArrayList<>(List.of(PLUGIN));
        for (String line : lines.subList(lines.indexOf(PLUGIN + "/") + 1, lines.size())) {
            if (!line.startsWith(" ")) {
                break;
            }
            Matcher rooms = ROOMS.matcher(line);
            if (rooms.matches()) {
                int depth = rooms.group(1).length() / 2;
                above.subList(depth, above.size()).clear();
                Path parent = above.get(depth - 1);
                List<Path> here = Stream.of(rooms.group(2).split(" "))
                        .map(parent::resolve)
                        .toList();
                drawn.addAll(here);
                above.add(here.get(0));
            }
        }
        return drawn;
    }

    private static Set<Path> folders(Path room) throws IOException {
        try (Stream<Path> below = Files.list(room)) {
            return below.filter(Files::isDirectory).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}

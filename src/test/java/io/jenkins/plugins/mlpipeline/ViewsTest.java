package io.jenkins.plugins.mlpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tests of pages can't see, because in them Jenkins and the plugin share one class loader. */
class ViewsTest {
    /** An installed Jenkins looks such classes up among its own, and the page is an error. */
    @Test
    void noTagOfAViewNamesAClassOfThePlugin() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            List<Path> views =
                    files.filter(file -> file.toString().endsWith(".jelly")).toList();
            assertThat(views).hasSizeGreaterThan(50);
            for (Path view : views) {
                assertThat(Files.readString(view))
                        .as(view.toString())
                        .doesNotContainPattern(
                                "<j:(invokeStatic|invoke|new|getStatic|useBean)\\b[^>]*[cC]lass(Name)?=\"io\\.jenkins");
            }
        }
    }
}

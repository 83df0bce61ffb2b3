package io.jenkins.plugins.mlpipeline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class NoticesTest {
    @Test
    void whatTheResolversJarHoldsIsNamedWithVersionAndLicence() throws IOException {
        List<String> notices = Files.readAllLines(Path.of("src/main/resources/META-INF/THIRD-PARTY.txt"));
        List<String> held = held();

        assertThat(held).hasSizeGreaterThan(20);
        assertThat(held)
                .allSatisfy(library -> assertThat(notices)
                        .anyMatch(line -> line.matches(library + " +(EPL-2\\.0|Apache-2\\.0|MIT|BSD-3-Clause)")));
    }

    /** A pattern of name and version of each library. */
    private static List<String> held() throws IOException {
        List<String> held = new ArrayList<>();
        try (JarFile jar = new JarFile("target/engine/resolver/standalone-static-uber.jar")) {
            for (ZipEntry entry : jar.stream()
                    .filter(e -> e.getName().endsWith("/pom.properties"))
                    .toList()) {
                Properties properties = new Properties();
                try (InputStream in = jar.getInputStream(entry)) {
                    properties.load(in);
                }
                held.add((properties.getProperty("groupId") + ":" + properties.getProperty("artifactId"))
                                .replace(".", "\\.")
                        + " +"
                        + properties.getProperty("version").replace(".", "\\."));
            }
        }
        return held;
    }
}

package io.jenkins.plugins.mlpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Jenkins project asks of a plugin that it hosts. */
class HostingTest {
    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void theProjectIsNamedAsHostedPluginsAre() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String artifact = first("<artifactId>([^<]+)</artifactId>", pom.substring(pom.indexOf("</parent>")));

        assertThat(artifact).doesNotContain("jenkins").doesNotEndWith("-plugin").hasSizeLessThan(37);
        assertThat(first("<name>([^<]+)</name>", pom)).doesNotContainIgnoringCase("jenkins");
        assertThat(pom)
                .contains(
                        "<groupId>io.jenkins.plugins</groupId>",
                        "<version>${changelist}</version>",
                        "<url>https://github.com/jenkinsci/${project.artifactId}-plugin</url>",
                        "<license>",
                        "<tag>${scmTag}</tag>",
                        "<hpi.strictBundledArtifacts>true</hpi.strictBundledArtifacts>",
                        "<ban-commons-lang-2.skip>false</ban-commons-lang-2.skip>",
                        "<ban-deprecated-stapler.skip>false</ban-deprecated-stapler.skip>",
                        "<ban-junit4-imports.skip>false</ban-junit4-imports.skip>",
                        "<banObsoleteDependencyOverrides.skip>false</banObsoleteDependencyOverrides.skip>")
                .doesNotContain("<developers>", "maven.compiler.");
        assertThat(pom.substring(pom.indexOf("<jenkins.version>"))).startsWith("<jenkins.version>${jenkins.baseline}.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LICENSE",
                "README.md",
                ".github/CODEOWNERS",
                ".github/dependabot.yml",
                ".github/workflows/cd.yaml",
                ".github/workflows/jenkins-security-scan.yml"
            })
    void theFileIsThere(String file) {
        assertThat(Path.of(file)).isNotEmptyFile();
    }

    @Test
    void theOwnPipelineOnlyBuildsThePlugin() throws IOException {
        String pipeline = Files.readString(Path.of("Jenkinsfile")).replaceAll("(?s)/\\*.*?\\*/", "");

        assertThat(pipeline.strip()).matches("(?s)buildPlugin\\([^()]*\\)").containsPattern("jdk: (21|25)");
    }

    @Test
    void releasesAreNamedAfterTheirCommit() throws IOException {
        assertThat(Files.readString(Path.of(".mvn/maven.config")))
                .contains(
                        "-Dchangelist.format=%d.v%s",
                        // Else an installed pom names its version ${changelist}.
                        "-Pconsume-incrementals", "-Pmight-produce-incrementals");
        assertThat(Files.readString(Path.of(".mvn/extensions.xml"))).contains("git-changelist-maven-extension");
    }

    @Test
    void builtFilesAreIgnored() throws IOException {
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("target/", "work/");
    }

    /** HTML and SVG of the report, whose only writer escapes every text: tests give it hostile ones. */
    private static final Set<String> FROM_THE_REPORT = Set.of(
            "${row.spark}", "${metrics}", "${sections}", "${it.gatesAlone}", "${gates}", "${chart}", "${chart.value}");

    static List<Path> views() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(f -> f.toString().endsWith(".jelly")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewEscapesAndHoldsNoScriptOrStyle(Path view) throws IOException {
        String jelly = Files.readString(view);

        assertThat(jelly).startsWith("<?jelly escape-by-default='true'?>");
        assertThat(Pattern.compile("<style|<script(?![^>]*(src=|application/json))")
                        .matcher(jelly)
                        .find())
                .as("style or script inside the page")
                .isFalse();
        assertThat(Pattern.compile("\\s(on[a-z]+|style)=").matcher(jelly).find())
                .as("handler or style at an element")
                .isFalse();
        Matcher raw = Pattern.compile("<j:out value=\"([^\"]*)\" />").matcher(jelly);
        while (raw.find()) {
            assertThat(FROM_THE_REPORT).contains(raw.group(1));
        }
        assertThat(raw.replaceAll("")).doesNotContain("<j:out", "escapeText=\"false\"", "javascript:");
        if (jelly.contains("checkUrl=")) {
            assertThat(jelly).contains("checkDependsOn=");
        }
    }

    static List<Path> helps() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(f -> f.getFileName().toString().matches("help.*\\.html"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("helps")
    void aHelpFileIsOneElementWithoutScript(Path help) throws IOException {
        assertThat(Files.readString(help).strip())
                .startsWith("<div>")
                .endsWith("</div>")
                .doesNotContain("<script", "style=");
    }

    private static String first(String pattern, String text) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}

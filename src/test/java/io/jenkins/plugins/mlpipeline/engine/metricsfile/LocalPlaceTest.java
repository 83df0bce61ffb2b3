package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlaceTest {
    @TempDir
    private Path folder;

    @Test
    void filesAreFoundByPatterns() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("x.json"), "1");
        Files.writeString(deep.resolve("y.json"), "22");
        LocalPlace place = new LocalPlace();

        assertThat(place.matching(folder + "/**/*.json", 10))
                .containsExactly(folder + "/a/b/y.json", folder + "/x.json");
        assertThat(place.matching(folder + "/*.json", 10)).containsExactly(folder + "/x.json");
        assertThat(place.matching(folder + "/**/*.json", 1)).hasSize(1);
        assertThat(place.matching(folder + "/none/*.json", 10)).isEmpty();
        assertThat(place.isFolder(folder + "/a")).isTrue();
        assertThat(place.read(folder + "/a", 10)).isEmpty();
        assertThat(place.read(folder + "/none", 10)).isEmpty();
        assertThat(place.read(folder + "/x.json", 1)).hasValue(new byte[] {'1'});
        assertThatThrownBy(() -> place.read(deep + "/y.json", 1)).hasMessageContaining("larger than 0 MiB");
    }
}

package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Test
    void digestsStayWhatTheyAre() throws Exception {
        assertThat(Subject.resolve(" " + DIGEST + " ")).isEqualTo(DIGEST);
        assertThat(Subject.resolve(DIGEST.replace('b', 'B'))).isEqualTo(DIGEST);
        assertThat(Subject.resolve("registry:5000/team/model@" + DIGEST))
                .isEqualTo("registry:5000/team/model@" + DIGEST);
    }

    @Test
    void filesAreNamedByTheirDigest(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("model.bin"), "weights");
        assertThat(Subject.resolve(file.toString())).isEqualTo(Digest.ofFile(file));
    }

    @Test
    void foldersMustBePackages(@TempDir Path folder) {
        assertThatThrownBy(() -> Subject.resolve(folder.toString()))
                .isInstanceOf(UserError.class)
                .hasMessage("subject \"" + folder
                        + "\": is a folder without model.json. Name a file, a model package, or a digest.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sha256:123            | a SHA-256 digest has 64 hexadecimal digits. Copy it whole.
            team/model@sha256:123 | a SHA-256 digest has 64 hexadecimal digits. Copy it whole.
            team/model:latest     | is neither a file nor a digest. Name a file, a model package, sha256:<64 hex digits>, or an image by its digest (image@sha256:...): a tag can be moved.
            """)
    void whatCanChangeIsRefused(String reference, String reason) {
        assertThatThrownBy(() -> Subject.resolve(reference))
                .isInstanceOf(UserError.class)
                .hasMessage("subject \"" + reference + "\": " + reason);
    }
}

package io.jenkins.plugins.mlpipeline.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ApprovalFileTest {
    private static final String BEGIN = "The approvals of job count for nothing, because their file is damaged: ";
    private static final String END =
            ". Bring the file in the job's folder back from a backup, or delete it and approve anew.";

    private static FreeStyleProject job;
    private static Path file;

    @BeforeAll
    static void start(JenkinsRule j) throws Exception {
        job = j.createFreeStyleProject("job");
        file = job.getRootDir().toPath().resolve("ml-pipeline-approvals.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | not a valid document at line 1, column 1: the document must be an object",
                "{'schemaVersion': 1} | not a valid document at line 1, column 20: there is no list of approvals",
                "{'schemaVersion': 2, 'approvals': []} | not a valid document at line 1, column 37: the approvals have schema version 2; this version reads 1",
                "{'schemaVersion': 1, 'approvals': [null]} | not a valid document at line 1, column 36: approvals[0] must not be null",
                "{'schemaVersion': 1, 'approvals': [{'id': 'model', 'build': 1}]} | not a valid document at line 1, column 62: an approval names a model and its digest",
                "{'schemaVersion': 1, 'approvals': [{'id': 'model', 'digest': 'sha256:0', 'build': 1, 'approval': {'by': 'bob'}}]} | not a valid document at line 1, column 110: an approval says who approved FAIL or INCONCLUSIVE when, why and until when",
                "{'schemaVersion': 1, 'approvals': [{'id': 'model', 'digest': 'sha256:0', 'build': 1, 'approval': {'by': 'bob', 'at': 'today', 'reason': 'r', 'expires': 'never', 'verdict': 'FAIL'}}]} | not a valid document at line 1, column 179: Text 'today' could not be parsed at index 0",
            })
    void whatThisVersionDoesNotWriteIsDamaged(String text, String reason) throws Exception {
        Files.writeString(file, text.replace('\'', '"'));

        assertThatThrownBy(() -> ApprovalFile.of(job))
                .isInstanceOf(UserError.class)
                .hasMessage(BEGIN + "ml-pipeline-approvals.json: " + reason + END);
        Files.delete(file);
    }

    @Test
    void whatIsNoFileIsDamaged() throws Exception {
        Files.createDirectory(file);

        assertThatThrownBy(() -> ApprovalFile.of(job))
                .hasMessage(BEGIN + "ml-pipeline-approvals.json can't be read (IOException)" + END);
        Files.delete(file);
        assertThat(ApprovalFile.of(job).approvals()).isEmpty();
    }
}

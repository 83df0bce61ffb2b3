package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What stands in for Java here is a script that leaves whatever an attacker likes in the worker's folder. */
@WithJenkins
class HostileAgentTest {
    private static final String OK =
            "'{\"schemaVersion\":1,\"status\":\"ok\",\"values\":{%s}}' >\"$folder/result.json\"";

    private static final String MODEL = "MODEL ";

    private static JenkinsRule j;
    private static Node agent;
    private static int jobs;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
        MlPipelineConfiguration.get().setMaxDocumentMegabytes(1);
        agent = j.createOnlineSlave(Label.get("agent"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // The result itself.
                "ln -s /etc/passwd \"$folder/result.json\" | result.json is not a file.",
                "ln -s /dev/zero \"$folder/result.json\" | result.json is not a file.",
                "mkdir \"$folder/result.json\" | result.json is not a file.",
                "head -c 1048577 /dev/zero >\"$folder/result.json\" | result.json is larger than 1048576 bytes, the most that is taken from an agent; an administrator can raise the limit.",
                "printf '\\\\377' >\"$folder/result.json\" | result.json is not UTF-8 text.",
                "echo '{\"schemaVersion\":1,\"status\":\"ok\",\"status\":\"ok\"}' >\"$folder/result.json\" | The worker's answer is not usable: result.json: not a valid document at line 1, column 42: Duplicate field 'status'.",
                "printf '{\"a\":%.0s' $(seq 200) >\"$folder/result.json\" | The worker's answer is not usable: result.json:1:501: nested more than 100 levels deep, the most that a document may have. Write it flatter.",
                // What it says.
                "MODEL \"modelDigest\":\"../../secrets\" | The worker's answer is not usable: modelDigest is no digest.",
                "MODEL \"modelDigest\":[1] | The worker's answer is not usable: modelDigest is no text of at most 4096 characters.",
                "MODEL \"modelDigest\":\"DIGEST\",\"holdout\":null | The worker's answer is not usable: holdout is no text of at most 4096 characters.",
                "MODEL \"modelDigest\":\"DIGEST\",\"holdout\":\"h\",\"algorithm\":\"a\",\"metrics\":{\"accuracy\":{\"a\":1}} | The worker's answer is not usable: metrics.accuracy is no number.",
            })
    void trainingTakesNothingThatIsNotAnAnswer(String answer, String sentence) throws Exception {
        assertRefused(
                "hostileTrain",
                answer.startsWith(MODEL) ? ok("\"model\":\"m\"," + answer.substring(MODEL.length())) : answer,
                sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "OK | The worker ended well but left no evaluation.json.",
                "OK; ln -s \"$PWD/evaluation.json\" \"$folder/evaluation.json\" | evaluation.json is not a file.",
                "OK; sed 's/sha256:a*/..\\\\/..\\\\/x/' evaluation.json >\"$folder/evaluation.json\" | The evaluation names a model without a proper digest.",
                "OK; sed 's/\"schemaVersion\": 1/\"schemaVersion\": 9/' evaluation.json >\"$folder/evaluation.json\" | The evaluation has schema version 9; this version reads 1.",
                "OK; sed 's/0.85/NaN/' evaluation.json >\"$folder/evaluation.json\" | evaluation.json: not a valid document at line 9,",
                "OK; cp evaluation.json \"$folder\" | The model at PWD/m.onnx is not the one that was validated (sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa): it changed in the meantime.",
                "OTHER; cp evaluation.json \"$folder\" | The model at /etc/passwd is not the one that was validated (sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa): it changed in the meantime.",
            })
    void validationTakesNothingThatIsNotAnEvaluation(String answer, String sentence) throws Exception {
        assertRefused(
                "hostileValidate",
                answer.replace("OK", ok("\"model\":\"m.onnx\",\"evaluation\":\"e.json\""))
                        .replace("OTHER", ok("\"model\":\"/etc/passwd\",\"evaluation\":\"e.json\"")),
                sentence);
    }

    private static String ok(String values) {
        return "echo " + OK.formatted(values);
    }

    private static void assertRefused(String pipeline, String answer, String sentence) throws Exception {
        String script = Bench.script(pipeline)
                .replace(
                        "ANSWER",
                        answer.replace("DIGEST", "sha256:" + "a".repeat(64)).replace("'", "\\'"));
        WorkflowJob job = Bench.job("hostile-" + ++jobs, script);

        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains(
                "ERROR: " + sentence.replace("PWD", agent.getWorkspaceFor(job).getRemote()), build);
        j.assertLogNotContains("\tat io.jenkins.plugins.mlpipeline", build);
        assertThat(build.getAction(MlPipelineAction.class).getModels()).isEmpty();
        assertThat(records(build)).isEmpty();
    }

    /** Files that the plugin stored in the build's folder. */
    private static List<Path> records(WorkflowRun build) throws IOException {
        Path folder = build.getRootDir().toPath().resolve("ml-pipeline");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.audit.SignatureCheck;
import io.jenkins.plugins.mlpipeline.engine.audit.SignatureCheck.Check;
import io.jenkins.plugins.mlpipeline.engine.audit.SigningKey;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.PolicyReader;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.validation.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline report verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Checks a signed record: that the key signed it, that it is about these documents and this model, and that judging"
                    + " the evaluation again gives the verdict.",
            "",
            "The exit code is 0 when all holds, 1 when anything does not, 2 when a file can't be read."
        },
        footer = {
            "",
            "Example:",
            "  ml-pipeline report verify --record record.json --key public.pem --evaluation evaluation.json"
                    + " --gate-result gate.json --model model"
        })
final class ReportVerifyCommand implements Callable<Integer> {
    @Option(
            names = "--record",
            paramLabel = "FILE",
            required = true,
            description = "A record that was signed, of format in-toto or audit.")
    private Path record;

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The public key (PEM).")
    private Path key;

    @Option(names = "--evaluation", paramLabel = "FILE", description = "The evaluation that it speaks of.")
    private Path evaluation;

    @Option(names = "--gate-result", paramLabel = "FILE", description = "The verdict that it speaks of.")
    private Path gateResult;

    @Option(names = "--model", paramLabel = "PATH", description = "The model that it speaks of: a file or a package.")
    private Path model;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "The spec that the gates came from; needed where one is more than a threshold on all rows.")
    private Path spec;

    @Option(
            names = "--expect-job",
            paramLabel = "NAME",
            description =
                    "Full name of the job that shall have judged. What the record does not say is not as expected.")
    private String expectedJob;

    @Option(names = "--expect-build", paramLabel = "NUMBER", description = "Its build.")
    private String expectedBuild;

    @Option(
            names = "--expect-folder",
            paramLabel = "NAME",
            description = "Full name of the folder of that job; an empty text for none.")
    private String expectedFolder;

    @Option(
            names = "--expect-data",
            paramLabel = "REF",
            description =
                    "The file of the rows that shall have been evaluated, or sha256:... of it; repeatable for several"
                            + " files that were evaluated together.")
    private List<String> expectedData = List.of();

    @Option(
            names = "--expect-policy",
            paramLabel = "REF",
            description = "A file with the lines of the policy that shall have been in force, or sha256:... of them.")
    private String expectedPolicy;

    @Option(
            names = "--expect-origin",
            paramLabel = "ORIGIN",
            description =
                    "How the evaluation shall have come about: recorded (by mlValidate of the controller), file or metrics.")
    private String expectedOrigin;

    @Mixin
    private CommonOptions common;

    /**
     * The answer of {@code --json}.
     *
     * @param verified whether all holds
     * @param checks one each thing that was looked at
     */
    private record Answer(boolean verified, List<Check> checks) {}

    @Override
    public Integer call() throws IOException {
        Envelope envelope = Json.read(record, Envelope.class);
        List<Check> checks = SignatureCheck.of(
                envelope,
                SigningKey.readPublic(key),
                new SignatureCheck.Documents(
                        evaluation == null ? null : Json.read(evaluation, Evaluation.class),
                        evaluation == null ? null : Digest.ofFile(evaluation),
                        gateResult == null ? null : Json.read(gateResult, GateResult.class),
                        gateResult == null ? null : Digest.ofFile(gateResult),
                        model == null ? null : Subject.resolve(model.toString()),
                        spec == null ? null : Spec.read(spec)),
                expected(),
                record.toString());
        boolean verified = checks.stream().allMatch(Check::holds);
        Console console = common.console();
        checks.forEach(check -> console.say((check.holds() ? "ok      " : "FAILED  ") + check.detail()));
        console.result(new Answer(verified, checks));
        return verified ? 0 : 1;
    }

    private SignatureCheck.Expected expected() throws IOException {
        return new SignatureCheck.Expected(
                expectedJob,
                expectedBuild,
                expectedFolder,
                digestOf(expectedData),
                expectedPolicy == null || Digest.isDigest(expectedPolicy) ? expectedPolicy : policy(expectedPolicy),
                expectedOrigin == null ? null : Origin.Source.of(expectedOrigin));
    }

    /** The digest that an evaluation of these rows states; null for none. */
    private static String digestOf(List<String> files) throws IOException {
        if (files.size() < 2) {
            return files.isEmpty() || Digest.isDigest(files.get(0))
                    ? files.stream().findFirst().orElse(null)
                    : Digest.ofFile(Path.of(files.get(0)));
        }
        List<String> names = RowFiles.shortNames(files.stream().map(Path::of).toList());
        Map<String, String> digests = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            if (Digest.isDigest(files.get(i))) {
                throw new UserError("the digest of several files is that of their list, so name the files themselves,"
                        + " or the one digest that the evaluation states (data.sha256).");
            }
            digests.put(names.get(i), Digest.ofFile(Path.of(files.get(i))));
        }
        return Digest.ofListing(digests);
    }

    private static String policy(String file) throws IOException {
        Policy.Applied applied =
                PolicyReader.parse(Files.readString(Path.of(file)), file).applied();
        if (applied == null) {
            throw new UserError(file + ": demands nothing. Give the file with the lines of the policy.");
        }
        return applied.sha256();
    }
}

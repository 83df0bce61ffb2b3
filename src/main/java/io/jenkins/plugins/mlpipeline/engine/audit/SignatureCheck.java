package io.jenkins.plugins.mlpipeline.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a signed record: by whom it is, whether it is about these documents, and whether its verdict follows from them. */
public final class SignatureCheck {
    private final List<Check> checks = new ArrayList<>();

    private SignatureCheck() {}

    /**
     * One thing that was looked at.
     *
     * @param what the thing
     * @param holds whether it is as it should be
     * @param detail one sentence
     */
    public record Check(String what, boolean holds, String detail) {}

    /**
     * What the record is compared with; what is null is not looked at.
     *
     * @param evaluation the evaluation
     * @param evaluationSha256 of its file
     * @param gate the verdict
     * @param gateSha256 of its file
     * @param model {@code sha256:<hex>} of the model
     * @param spec where the gates came from
     */
    public record Documents(
            Evaluation evaluation,
            String evaluationSha256,
            GateResult gate,
            String gateSha256,
            String model,
            Spec spec) {}

    /**
     * What the record shall say; what is null is not looked at. What it does not say is not as expected.
     *
     * @param job full name of the job that judged
     * @param build its build
     * @param folder full name of the folder of the job
     * @param data {@code sha256:<hex>} of the file of the evaluated rows
     * @param policy {@code sha256:<hex>} of the policy's lines
     * @param origin how the evaluation came about
     */
    public record Expected(String job, String build, String folder, String data, String policy, Origin.Source origin) {
        /** Nothing. */
        public static final Expected NOTHING = new Expected(null, null, null, null, null, null);
    }

    /**
     * Checks an envelope.
     *
     * @param name of the record, for messages
     * @return every check that was made; the record is good when all hold
     * @throws UserError when the signed text is no record of ours
     */
    public static List<Check> of(
            Envelope envelope, PublicKey key, Documents documents, Expected expected, String name) {
        SignatureCheck verification = new SignatureCheck();
        verification.signature(envelope, key, name);
        // What nobody vouches for is not looked into.
        if (verification.checks.get(0).holds()) {
            Content content = Content.of(envelope, name);
            verification.content(content, documents);
            verification.expected(content, expected);
        }
        return List.copyOf(verification.checks);
    }

    /**
     * What a record says that can be compared.
     *
     * @param model {@code sha256:<hex>}
     * @param verdict what the verdict must be by it; null where it only says {@code result}
     * @param result {@code PASSED}, {@code WARNED} or {@code FAILED}; null where it says {@code verdict}
     * @param said where and how it was judged; never null
     */
    private record Content(
            String model, String evaluation, String gate, Verdict verdict, String result, Expected said) {
        static Content of(Envelope envelope, String name) {
            String text = new String(envelope.content(), StandardCharsets.UTF_8);
            return switch (envelope.payloadType()) {
                case TestResult.MEDIA_TYPE -> statement(text, name);
                case AuditRecord.MEDIA_TYPE -> record(text, name);
                default ->
                    throw new UserError(name + ": holds \"" + envelope.payloadType()
                            + "\", which can't be compared with documents. Give a record of format in-toto or audit.");
            };
        }

        private static Content statement(String text, String name) {
            TestResult statement = Json.parse(text, TestResult.class, name);
            if (!TestResult.STATEMENT.equals(statement.type())
                    || !TestResult.PREDICATE.equals(statement.predicateType())
                    || statement.subject() == null
                    || statement.subject().size() != 1
                    || statement.predicate() == null
                    || statement.predicate().configuration() == null) {
                throw new UserError(name + ": is not an in-toto test result about one model.");
            }
            List<TestResult.Resource> configuration = statement.predicate().configuration();
            return new Content(
                    statement.subject().get(0).sha256(),
                    digest(configuration, AuditInput.EVALUATION),
                    digest(configuration, AuditInput.GATE),
                    null,
                    statement.predicate().result(),
                    said(configuration));
        }

        private static Expected said(List<TestResult.Resource> resources) {
            Map<String, String> origin = find(resources, AuditInput.GATE)
                    .map(TestResult.Resource::annotations)
                    .orElse(Map.of());
            return new Expected(
                    origin.get(TestResult.JOB),
                    origin.get(TestResult.BUILD),
                    origin.get(TestResult.FOLDER),
                    digest(resources, TestResult.DATA),
                    digest(resources, TestResult.POLICY),
                    origin.containsKey(TestResult.ORIGIN) ? Origin.Source.of(origin.get(TestResult.ORIGIN)) : null);
        }

        private static Optional<TestResult.Resource> find(List<TestResult.Resource> resources, String name) {
            return resources.stream()
                    .filter(r -> r != null && name.equals(r.name()))
                    .findFirst();
        }

        private static String digest(List<TestResult.Resource> resources, String name) {
            return find(resources, name).map(TestResult.Resource::sha256).orElse(null);
        }

        private static Content record(String text, String name) {
            JsonNode tree = Json.parse(text, JsonNode.class, name);
            if (tree.path("schemaVersion").asInt() != AuditRecord.SCHEMA_VERSION) {
                throw new UserError(
                        name + ": is not an audit record of schema version " + AuditRecord.SCHEMA_VERSION + ".");
            }
            AuditRecord record = Json.convert(tree, AuditRecord.class, name);
            String subject = record.identity().subject();
            return new Content(
                    record.identity().digest() != null
                            ? record.identity().digest()
                            : subject == null ? null : subject.substring(subject.indexOf('@') + 1),
                    digestOf(record, AuditInput.EVALUATION),
                    digestOf(record, AuditInput.GATE),
                    record.decision().verdict(),
                    null,
                    said(record));
        }

        private static Expected said(AuditRecord record) {
            Origin origin =
                    record.provenance() == null ? null : record.provenance().origin();
            DataRef rows = record.data() == null ? null : record.data().test();
            AuditRecord.Policy policy = record.policy();
            return new Expected(
                    origin == null ? null : origin.job(),
                    origin == null ? null : origin.build(),
                    origin == null ? null : origin.folder(),
                    rows == null ? null : rows.sha256(),
                    policy == null || policy.demanded() == null
                            ? null
                            : policy.demanded().sha256(),
                    origin == null ? null : origin.source());
        }

        private static String digestOf(AuditRecord record, String role) {
            return record.documents().stream()
                    .filter(d -> role.equals(d.role()))
                    .findFirst()
                    .map(AuditRecord.Document::sha256)
                    .orElse(null);
        }
    }

    private void signature(Envelope envelope, PublicKey key, String name) {
        boolean holds;
        try {
            holds = envelope.isSignedBy(key);
        } catch (IllegalArgumentException e) {
            throw new UserError(name + ": the signed text is not Base64; take the record as it was written.", e);
        }
        add("signature", holds, holds ? "The record is signed by the key." : "The record is not signed by the key.");
    }

    private void content(Content content, Documents documents) {
        if (documents.evaluation() != null) {
            compare("evaluation", content.evaluation(), documents.evaluationSha256());
        }
        if (documents.gate() != null) {
            compare("verdict", content.gate(), documents.gateSha256());
            said(content, documents.gate());
        }
        if (documents.model() != null) {
            compare("model", content.model(), documents.model());
        }
        if (documents.spec() != null && documents.gate() != null) {
            GateResult.Reference spec = documents.gate().spec();
            compare(
                    "spec",
                    spec == null ? null : spec.sha256(),
                    documents.spec().sha256());
        }
        if (documents.evaluation() != null && documents.gate() != null) {
            Optional<String> difference = Reproduction.difference(
                    documents.evaluation(),
                    documents.evaluationSha256(),
                    documents.gate(),
                    documents.spec() == null ? null : documents.spec().gates());
            add(
                    "reproduction",
                    difference.isEmpty(),
                    difference.orElse("Judging the evaluation again gives the same verdict."));
        }
    }

    private void expected(Content content, Expected expected) {
        Expected said = content.said();
        expect("job", said.job(), expected.job());
        expect("build", said.build(), expected.build());
        expect("folder", said.folder(), expected.folder());
        expect("data", said.data(), expected.data());
        expect("policy", said.policy(), expected.policy());
        expect(
                "origin",
                said.origin() == null ? null : said.origin().key(),
                expected.origin() == null ? null : expected.origin().key());
    }

    private void expect(String what, String said, String wanted) {
        if (wanted != null) {
            add(
                    what,
                    wanted.equals(said),
                    said == null
                            ? "The record does not say its " + what + ", and " + wanted + " is expected."
                            : "The " + what + " of the record is " + said
                                    + (wanted.equals(said) ? ", as expected." : ", and " + wanted + " is expected."));
        }
    }

    /** Whether the record says what the verdict's document says. */
    private void said(Content content, GateResult gate) {
        boolean holds = content.verdict() != null
                ? content.verdict() == gate.verdict()
                : TestResult.result(gate).equals(content.result());
        String says = content.verdict() != null ? content.verdict().name() : content.result();
        add(
                "decision",
                holds,
                "The record says " + says + (holds ? ", as" : ", and") + " the verdict is " + gate.verdict() + ".");
    }

    private void compare(String what, String recorded, String actual) {
        boolean holds = actual.equals(recorded);
        add(
                what,
                holds,
                holds
                        ? "The record is about this " + what + ", " + actual + "."
                        : "The record is about the " + what + " " + (recorded == null ? "(none)" : recorded)
                                + ", and this is " + actual + ".");
    }

    private void add(String what, boolean holds, String detail) {
        checks.add(new Check(what, holds, detail));
    }
}

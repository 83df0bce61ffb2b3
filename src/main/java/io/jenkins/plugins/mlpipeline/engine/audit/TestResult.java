package io.jenkins.plugins.mlpipeline.engine.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A verdict as an in-toto statement with the predicate {@code test-result/v0.1}. Only PASS is {@code PASSED}, or
 * {@code WARNED} when a gate that is a note did not pass; INCONCLUSIVE and ERROR are {@code FAILED} like FAIL, since the
 * predicate knows nothing between.
 *
 * @param type version of the statement
 * @param subject what was tested
 * @param predicateType what the predicate is
 * @param predicate what was found
 */
public record TestResult(
        @JsonProperty("_type") String type, List<Resource> subject, String predicateType, Predicated predicate) {
    /** The media type of a statement in an envelope. */
    public static final String MEDIA_TYPE = "application/vnd.in-toto+json";

    /** The version of statements that this code writes. */
    public static final String STATEMENT = "https://in-toto.io/Statement/v1";

    /** The predicate that this code writes. */
    public static final String PREDICATE = "https://in-toto.io/attestation/test-result/v0.1";

    /** The file of the evaluated rows, among the configuration. */
    static final String DATA = "test-data";

    /** The contents of the evaluated rows, among the configuration. */
    static final String ROWS = "test-rows";

    /** The lines of the administrator's policy, among the configuration. */
    static final String POLICY = "policy";

    /** Annotations of the verdict, see {@link Origin}. */
    static final String ORIGIN = "origin";

    static final String JOB = "job";
    static final String BUILD = "build";
    static final String FOLDER = "folder";

    private static final String SHA_256 = "sha256";

    /**
     * A thing known by its digest.
     *
     * @param digest by algorithm, hexadecimal
     * @param annotations what is said of it beside; null for nothing
     */
    public record Resource(String name, Map<String, String> digest, Map<String, String> annotations) {
        public Resource {
            digest = digest == null ? Map.of() : Map.copyOf(digest);
            annotations = annotations == null ? null : Collections.unmodifiableMap(new TreeMap<>(annotations));
        }

        static Resource of(String name, String digest) {
            return new Resource(name, Map.of(SHA_256, Digest.hex(digest)), null);
        }

        Resource annotated(Map<String, String> said) {
            return said.isEmpty() ? this : new Resource(name, digest, said);
        }

        /** {@code sha256:<hex>}. */
        String sha256() {
            return "sha256:" + digest.get(SHA_256);
        }
    }

    /**
     * What was found.
     *
     * @param result {@code PASSED}, {@code WARNED} or {@code FAILED}
     * @param configuration the documents and rows that the result depends on
     * @param url page of the build; null when not known
     * @param passedTests ids of the gates
     * @param warnedTests ids of the gates that are notes and did not pass
     * @param failedTests ids of all others
     */
    public record Predicated(
            String result,
            List<Resource> configuration,
            String url,
            List<String> passedTests,
            List<String> warnedTests,
            List<String> failedTests) {}

    /**
     * The statement about a verdict.
     *
     * @throws UserError when it is not bound to a model: there is nothing to make a statement about
     */
    public static TestResult of(AuditInput input) {
        GateResult gate = input.gate();
        List<Resource> configuration = new ArrayList<>();
        for (AuditRecord.Document document : input.documents()) {
            Resource resource = Resource.of(document.role(), document.sha256());
            configuration.add(document.role().equals(AuditInput.GATE) ? resource.annotated(origin(gate)) : resource);
        }
        if (gate.data() != null && gate.data().sha256() != null) {
            configuration.add(Resource.of(DATA, gate.data().sha256()));
        }
        if (gate.data() != null && gate.data().rowsSha256() != null) {
            configuration.add(Resource.of(ROWS, gate.data().rowsSha256()));
        }
        if (gate.policy() != null) {
            configuration.add(Resource.of(POLICY, gate.policy().sha256()));
        }
        if (gate.spec() != null
                && input.documents().stream().noneMatch(d -> d.role().equals("spec"))) {
            configuration.add(Resource.of("spec", gate.spec().sha256()));
        }
        return new TestResult(
                STATEMENT,
                List.of(subject(gate)),
                PREDICATE,
                new Predicated(
                        result(gate),
                        configuration,
                        input.origin().buildUrl(),
                        ids(gate, g -> g.verdict() == Verdict.PASS),
                        ids(gate, TestResult::isWarning),
                        ids(gate, g -> g.verdict() != Verdict.PASS && !isWarning(g))));
    }

    /** How the evaluation came about and who judged it, as annotations. */
    private static Map<String, String> origin(GateResult gate) {
        Map<String, String> said = new LinkedHashMap<>();
        if (gate.origin() != null) {
            said.put(ORIGIN, gate.origin().source().key());
            put(said, JOB, gate.origin().job());
            put(said, BUILD, gate.origin().build());
            put(said, FOLDER, gate.origin().folder());
        }
        return said;
    }

    private static void put(Map<String, String> said, String name, String text) {
        if (text != null) {
            said.put(name, text);
        }
    }

    /** What a verdict is in the words of the predicate. */
    public static String result(GateResult gate) {
        if (gate.verdict() != Verdict.PASS) {
            return "FAILED";
        }
        return gate.gates().stream().anyMatch(TestResult::isWarning) ? "WARNED" : "PASSED";
    }

    private static boolean isWarning(GateOutcome gate) {
        return gate.criticality() == Criticality.NOTE
                && gate.verdict() != Verdict.PASS
                && gate.verdict() != Verdict.ERROR;
    }

    private static List<String> ids(GateResult gate, Predicate<GateOutcome> wanted) {
        return gate.gates().stream().filter(wanted).map(GateOutcome::id).toList();
    }

    private static Resource subject(GateResult gate) {
        if (gate.model() != null) {
            return Resource.of(gate.model().name(), gate.model().digest());
        }
        if (gate.subject() == null) {
            throw new UserError(
                    "the evaluation is not bound to a model, so no statement can be made about one. Say what"
                            + " the predictions are about with --subject when they are validated.");
        }
        int at = gate.subject().indexOf('@');
        return Resource.of(
                at < 0 ? null : gate.subject().substring(0, at), gate.subject().substring(at + 1));
    }
}

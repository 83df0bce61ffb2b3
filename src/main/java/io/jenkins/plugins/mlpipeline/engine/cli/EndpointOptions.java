package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.comparison.StoredOutcomes;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckJudge;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.engine.verification.endpoint.Asking;
import io.jenkins.plugins.mlpipeline.engine.verification.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.verification.endpoint.Load;
import io.jenkins.plugins.mlpipeline.engine.verification.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.verification.endpoint.Question;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which served model is asked what; what is secret comes from the environment. */
final class EndpointOptions {
    /** Holds a bearer token. */
    static final String TOKEN = "ML_PIPELINE_ENDPOINT_TOKEN";

    /** The chance that a latency fails that is just met. */
    private static final double TAIL = 0.05;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where the served model takes rows, whole; a bearer token is taken from " + TOKEN + ".",
            order = 20)
    private String address;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            description = "v2 (Open Inference Protocol), v1 (KServe v1, TensorFlow Serving), mlflow (/invocations), or"
                    + " template:FILE. Default: v2.",
            order = 21)
    private String protocol = "v2";

    @Option(names = "--data", paramLabel = "FILE", description = "The rows that the gate judged (CSV).", order = 22)
    private Path data;

    @Option(
            names = "--outcomes",
            paramLabel = "FILE",
            description = "The answers that were stored of them: what \"validate --outcomes\" wrote.",
            order = 23)
    private Path outcomes;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many of the rows are sent, at most 300. Default: 300.",
            order = 24)
    private int rows = Question.MOST_ROWS;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description = "By how much probabilities may differ. Default: 0.000001.",
            order = 25)
    private double tolerance = Asking.TOLERANCE;

    @Option(
            names = "--endpoint-ca",
            paramLabel = "FILE",
            description = "The certificate of its authority (PEM).",
            order = 26)
    private Path authority;

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column that is no input.", order = 27)
    private String label;

    @Option(
            names = "--features",
            paramLabel = "A,B",
            split = ",",
            description =
                    "The input columns, in the order that the model wants; all but label, row id and ignored ones when"
                            + " left out.",
            order = 28)
    private List<String> features;

    @Option(names = "--ignore", paramLabel = "A,B", split = ",", description = "Columns that are no input.", order = 29)
    private List<String> ignore = List.of();

    @Option(
            names = "--delimiter",
            paramLabel = "D",
            description = "One of , ; | tab; found in the header line when left out.",
            order = 30)
    private String delimiter;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "How the file is encoded; UTF-8 when left out.",
            order = 31)
    private String charset;

    @Option(
            names = "--missing",
            paramLabel = "A,B",
            split = ",",
            description = "Texts that mean \"no value\", in place of NA, NaN, null, ? and the like.",
            order = 32)
    private List<String> missing;

    @Option(
            names = "--load",
            paramLabel = "N",
            description =
                    "Ask the rows once more, one at a time, so many a second whatever the answers take, and measure"
                            + " latencies from when each was due.",
            order = 33)
    private Double load;

    @Option(
            names = "--latency",
            paramLabel = "pNN<=TIME",
            description = "A limit for these latencies, for example p95<=250ms; may be given several times.",
            order = 34)
    private List<String> latencies = List.of();

    /** Whether one was named. */
    boolean given() {
        return address != null;
    }

    /** Where it was asked, as it may be shown. */
    String shown() {
        return "POST " + Endpoint.address(address);
    }

    /** The files that are read. */
    List<Path> inputs() {
        return Stream.of(data, outcomes).filter(Objects::nonNull).toList();
    }

    /** Asks: whether the answers are those that were judged, and then how long they take. */
    List<CheckResult> ask() throws IOException, InterruptedException {
        if (data == null || outcomes == null) {
            throw new UserError("--endpoint needs --data, the rows that the gate judged, and --outcomes, what"
                    + " \"validate --outcomes\" wrote of them.");
        }
        if (!(tolerance >= 0)) {
            throw new UserError("--tolerance is " + tolerance + "; a number of at least 0 is expected.");
        }
        if (label == null) {
            throw new UserError("--endpoint needs --label, the column that is no input.");
        }
        StoredOutcomes judged = OutcomesFile.read(outcomes);
        // The row id is what the outcomes know their rows by.
        ColumnSelection selection =
                new ColumnSelection(label, judged.header().rowId(), features, Set.copyOf(ignore), null, null);
        Question question = Question.of(data, CsvFormat.of(delimiter, charset, missing), selection, judged, rows);
        List<Check> limits = latencies.stream().map(CheckReader::latency).toList();
        if ((load == null) != limits.isEmpty()) {
            throw new UserError(
                    "--load and --latency belong together: how many requests a second, and how long answers may"
                            + " take then.");
        }
        Load rate = load == null ? null : new Load(load);
        Protocol spoken = Protocol.of(protocol);
        Endpoint served = endpoint(System.getenv(TOKEN));
        List<CheckResult> results = new ArrayList<>();
        results.add(Asking.ask(question, spoken, served, tolerance));
        if (rate != null && results.get(0).answer() == Answer.PASS) {
            Observation observed = rate.measure(question, spoken, served);
            limits.forEach(limit -> results.add(CheckJudge.answer(limit, observed, null, TAIL / limits.size())));
        }
        return results;
    }

    private Endpoint endpoint(String token) throws IOException {
        HttpClient http =
                (authority == null ? Clients.standard() : Clients.trusting(Files.readString(authority))).build();
        return new Endpoint(
                Endpoint.address(address),
                token == null || token.isBlank() ? Map.of() : Map.of("Authorization", "Bearer " + token.strip()),
                http,
                PATIENCE);
    }
}

package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.job.AskJob;
import io.jenkins.plugins.mlpipeline.engine.job.AskWish;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which served model is asked what; what is secret comes from the environment. */
final class EndpointOptions {
    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "Where the served model takes rows, whole; a bearer token is taken from " + Endpoint.TOKEN + ".",
            order = 20)
    private String address;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            description =
                    "v2 (Open Inference Protocol; v2:OUTPUT,OUTPUT asks for outputs), v1 (KServe v1, TensorFlow Serving),"
                            + " mlflow (/invocations), or template:FILE. Default: v2.",
            order = 21)
    private String protocol;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "The rows that the gate judged; several in the order in which validate was given them.",
            order = 22)
    private List<Path> data = List.of();

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
    private Integer rows;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description = "By how much probabilities may differ. Default: 0.000001.",
            order = 25)
    private Double tolerance;

    @Option(
            names = "--endpoint-ca",
            paramLabel = "FILE",
            description = "The certificate of its authority (PEM).",
            order = 26)
    private Path authority;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column that is no input; needed where the outcomes do not say what the model was fed.",
            order = 27)
    private String label;

    @Option(
            names = "--features",
            paramLabel = "A,B",
            split = ",",
            description =
                    "The columns to send, each for itself, in this order, in place of what the outcomes say that the model was"
                            + " fed.",
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

    @Option(
            names = "--shadow",
            paramLabel = "FILE",
            description = "Recorded requests (JSON Lines, a body each, at most 1,000): they are sent to --former and to"
                    + " --endpoint, and the answers compared.",
            order = 35)
    private Path shadow;

    @Option(
            names = "--former",
            paramLabel = "URL",
            description =
                    "Where the model before takes requests; a bearer token is taken from " + AskJob.FORMER_TOKEN + ".",
            order = 36)
    private String former;

    @Option(
            names = "--shadow-max",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "The share of recorded requests that may be answered otherwise. Default: 0.",
            order = 37)
    private Double shadowMax;

    /** Whether one was named, or something that only one could answer. */
    boolean given() {
        return address != null
                || !data.isEmpty()
                || outcomes != null
                || shadow != null
                || former != null
                || load != null
                || !latencies.isEmpty();
    }

    /** Where it was asked, as it may be shown. */
    String shown() {
        return "POST " + Endpoint.shown(Endpoint.address(address));
    }

    /** The files that are read. */
    List<Path> inputs() {
        return Stream.concat(data.stream(), Stream.of(outcomes, authority, shadow))
                .filter(Objects::nonNull)
                .toList();
    }

    /** @throws UserError when something is missing, before anything is asked or opened */
    void require() {
        wish().required();
        Endpoint.address(address);
    }

    /** Asks. */
    List<CheckResult> ask() throws IOException, InterruptedException {
        return AskJob.run(wish());
    }

    private AskWish wish() {
        boolean rowsGiven = !data.isEmpty() || outcomes != null;
        boolean recordedGiven = shadow != null || former != null || shadowMax != null;
        if (address != null && !rowsGiven && !recordedGiven) {
            throw new UserError("--endpoint needs --data, the rows that the gate judged, and --outcomes, what"
                    + " \"validate --outcomes\" wrote of them, or --shadow, recorded requests.");
        }
        return new AskWish(
                address,
                protocol,
                text(authority),
                rowsGiven
                        ? new AskWish.Rows(
                                data.stream().map(Path::toString).toList(),
                                text(outcomes),
                                rows,
                                label,
                                features,
                                ignore,
                                delimiter,
                                charset,
                                missing)
                        : null,
                tolerance,
                load,
                latencies,
                recordedGiven ? new AskWish.Recorded(text(shadow), former, shadowMax) : null);
    }

    private static String text(Path file) {
        return file == null ? null : file.toString();
    }
}

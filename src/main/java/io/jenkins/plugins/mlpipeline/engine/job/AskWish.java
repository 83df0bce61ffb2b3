package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.asking.Asking;
import io.jenkins.plugins.mlpipeline.engine.verification.asking.Load;
import io.jenkins.plugins.mlpipeline.engine.verification.asking.Question;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is asked of a served model. What was not given is null.
 *
 * @param endpoint where it takes rows, whole
 * @param protocol as {@link Protocol#of} takes it
 * @param endpointCa the file with the certificate of its authority
 * @param rows the rows that the gate judged; null where none are asked
 * @param tolerance by how much probabilities may differ
 * @param load how many requests a second are made to measure latencies
 * @param latencies limits for these latencies, {@code p95<=250ms}
 * @param shadow recorded requests; null where there are none
 */
public record AskWish(
        String endpoint,
        String protocol,
        String endpointCa,
        Rows rows,
        Double tolerance,
        Double load,
        List<String> latencies,
        Recorded shadow) {
    /**
     * Rows that the gate judged, and how they are written.
     *
     * @param data the files, in the order in which they were judged
     * @param outcomes what {@code validate --outcomes} wrote of it
     * @param most how many of the rows are sent
     * @param label the column that is no input; needed where the outcomes do not say what the model was fed
     * @param features the columns to send, each for itself, in this order
     * @param ignore columns that are no input
     * @param delimiter as {@link io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat#of} takes it
     * @param charset the same
     * @param missing the same
     */
    public record Rows(
            List<String> data,
            String outcomes,
            Integer most,
            String label,
            List<String> features,
            List<String> ignore,
            String delimiter,
            String charset,
            List<String> missing) {
        public Rows {
            data = data == null ? List.of() : List.copyOf(data);
        }
    }

    /**
     * Requests as they once came.
     *
     * @param requests a file of JSON Lines, the body of a request each
     * @param former where the model before takes them
     * @param max the share of requests that may be answered otherwise; null for none
     */
    public record Recorded(String requests, String former, Double max) {
        private static final List<String> KEYS = List.of("requests", "former", "max");
        private static final int LONGEST_SHARE = 40;

        /**
         * As it is written by keys.
         *
         * @throws UserError when a key is unknown, or max is no share
         */
        public static Recorded of(Map<?, ?> written) {
            written.keySet().forEach(key -> {
                if (!KEYS.contains(String.valueOf(key))) {
                    throw new UserError("shadow has no key \"" + PlainText.line(String.valueOf(key)) + "\". "
                            + NearNames.hint(String.valueOf(key), KEYS));
                }
            });
            Object max = written.get("max");
            return new Recorded(
                    text(written.get("requests")),
                    text(written.get("former")),
                    max == null ? null : share(String.valueOf(max)));
        }

        private static String text(Object given) {
            return given == null ? null : String.valueOf(given);
        }

        private static double share(String written) {
            String number = written.strip();
            boolean percent = number.endsWith("%");
            try {
                if (number.length() > LONGEST_SHARE) {
                    throw new NumberFormatException();
                }
                BigDecimal value = new BigDecimal(
                        percent ? number.substring(0, number.length() - 1).strip() : number);
                return percent ? value.movePointLeft(2).doubleValue() : value.doubleValue();
            } catch (NumberFormatException e) {
                throw new UserError("shadow: max is \"" + PlainText.line(written)
                        + "\"; a share is expected, for example 0.01 or 1 %.");
            }
        }
    }

    public AskWish {
        latencies = latencies == null ? List.of() : List.copyOf(latencies);
    }

    /**
     * The same, when it can be done.
     *
     * @throws UserError when something is missing, or not understood
     */
    public AskWish required() {
        if (endpoint == null) {
            throw new UserError("rows, load and recorded requests are asked of an endpoint. Name it with endpoint.");
        }
        if (rows == null && shadow == null) {
            throw new UserError(
                    "endpoint needs data and outcomes, the rows that the gate judged and what was answered to"
                            + " them, or recorded requests (shadow).");
        }
        if (rows != null && (rows.data().isEmpty() || rows.outcomes() == null)) {
            throw new UserError("endpoint needs data, the rows that the gate judged, and outcomes, what"
                    + " \"validate --outcomes\" wrote of them.");
        }
        if (shadow != null && (shadow.requests() == null || shadow.former() == null)) {
            throw new UserError(
                    "shadow needs requests, a file of recorded ones, and former, where the model before takes"
                            + " them.");
        }
        if (!(tolerance() >= 0)) {
            throw new UserError("tolerance is " + tolerance() + "; a number of at least 0 is expected.");
        }
        if ((load == null) != latencies.isEmpty()) {
            throw new UserError("load and latency belong together: how many requests a second, and how long answers may"
                    + " take then.");
        }
        if (load != null && rows == null) {
            throw new UserError("load needs data and outcomes: the rows that the gate judged are what is asked.");
        }
        if (load != null) {
            new Load(load);
        }
        latencies.forEach(CheckReader::latency);
        if (protocol != null) {
            Protocol.known(protocol);
        }
        return this;
    }

    /** The same with another file of outcomes. */
    public AskWish withOutcomes(String file) {
        Rows same = new Rows(
                rows.data,
                file,
                rows.most,
                rows.label,
                rows.features,
                rows.ignore,
                rows.delimiter,
                rows.charset,
                rows.missing);
        return new AskWish(endpoint, protocol, endpointCa, same, tolerance, load, latencies, shadow);
    }

    /** The same with relative files below a folder. */
    public AskWish below(Path folder) {
        return new AskWish(
                endpoint,
                protocol != null && protocol.startsWith(Protocol.TEMPLATE)
                        ? Protocol.TEMPLATE + below(folder, protocol.substring(Protocol.TEMPLATE.length()))
                        : protocol,
                below(folder, endpointCa),
                rows == null
                        ? null
                        : new Rows(
                                rows.data.stream()
                                        .map(file -> below(folder, file))
                                        .toList(),
                                below(folder, rows.outcomes),
                                rows.most,
                                rows.label,
                                rows.features,
                                rows.ignore,
                                rows.delimiter,
                                rows.charset,
                                rows.missing),
                tolerance,
                load,
                latencies,
                shadow == null ? null : new Recorded(below(folder, shadow.requests), shadow.former, shadow.max));
    }

    private static String below(Path folder, String file) {
        return file == null ? null : folder.resolve(file).normalize().toString();
    }

    /** The files that are read. */
    public List<Path> inputs() {
        Stream<String> others =
                Stream.of(endpointCa, rows == null ? null : rows.outcomes, shadow == null ? null : shadow.requests);
        return Stream.concat(rows == null ? Stream.empty() : rows.data.stream(), others)
                .filter(Objects::nonNull)
                .map(Path::of)
                .toList();
    }

    @Override
    public Double tolerance() {
        return tolerance == null ? (Double) Asking.TOLERANCE : tolerance;
    }

    /** How many rows are sent. */
    int mostRows() {
        return rows.most == null ? Question.MOST_ROWS : rows.most;
    }
}

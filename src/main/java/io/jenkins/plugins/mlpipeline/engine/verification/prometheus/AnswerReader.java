package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedJson;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Data;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Refused;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads an answer of {@code /api/v1/query} as it comes: no tree is built of it, and there is an end to each of its lists. */
final class AnswerReader {
    /** The most that is read of an answer, in bytes. */
    static final int MOST_BYTES = 16 << 20;

    private static final int MOST_SERIES = 5_000;
    private static final int MOST_SAMPLES = 400_000;
    private static final int MOST_NOTES = 20;
    private static final int MOST_LABELS = 100;
    private static final int MILLIS = 1000;
    private static final TextLimits LIMITS =
            new TextLimits("an answer of Prometheus", 12, 2_000_000, MOST_BYTES, 1_024, TextLimits.NUMBER);

    private final JsonParser json;
    private final List<Series> series = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String status = "";
    private String errorType = "";
    private String error = "";
    private int samples;

    private AnswerReader(JsonParser json) {
        this.json = json;
    }

    /** Something in an answer that is not as Prometheus writes it. */
    private static final class Unusual extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusual(String message) {
            super(message);
        }
    }

    /** What an answer says. */
    static Reply read(byte[] bytes) {
        try (JsonParser json =
                LimitedJson.lenient(bytes, 0, bytes.length, "the answer of Prometheus", 1, new Budget(LIMITS))) {
            AnswerReader reader = new AnswerReader(json);
            reader.document();
            if (reader.status.equals("success")) {
                return new Data(reader.series, reader.notes);
            }
            if (reader.error.isEmpty()) {
                return new Refused("the answer is not one of Prometheus");
            }
            return new Refused("Prometheus says " + reader.errorType + ": " + reader.error);
        } catch (IOException e) {
            return new Refused("the answer is not one of Prometheus: it is no JSON");
        } catch (UserError | Unusual e) {
            return new Refused(e.getMessage());
        }
    }

    private void document() throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "status" -> status = text();
                case "errorType" -> errorType = text();
                case "error" -> error = text();
                case "warnings", "infos" -> notes();
                case "data" -> data();
                default -> json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT);
    }

    private void data() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String type = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("resultType")) {
                type = text();
            } else if (key.equals("result") && type.equals("scalar")) {
                Points points = new Points();
                point(points);
                series.add(points.series(Map.of()));
            } else if (key.equals("result") && value == JsonToken.START_ARRAY && !type.equals("string")) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    one();
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void one() throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT);
        if (series.size() == MOST_SERIES) {
            throw new Unusual("the answer has more than " + MOST_SERIES
                    + " series; name fewer by labels, or judge a recording rule");
        }
        Map<String, String> labels = Map.of();
        Points points = new Points();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "metric" -> labels = labels();
                case "value" -> point(points);
                case "values" -> points(points);
                case "histogram", "histograms" ->
                    throw new Unusual("the series is a native histogram; name a classic one, with buckets");
                default -> json.skipChildren();
            }
        }
        series.add(points.series(labels));
    }

    private Map<String, String> labels() throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT);
        Map<String, String> labels = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            labels.put(key, text());
            require(labels.size() <= MOST_LABELS);
        }
        return labels;
    }

    private void points(Points points) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            point(points);
        }
    }

    private void point(Points points) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY);
        require(json.nextToken().isNumeric());
        double seconds = json.getDoubleValue();
        json.nextToken();
        points.add(Math.round(seconds * MILLIS), number(text()));
        require(json.nextToken() == JsonToken.END_ARRAY);
        if (++samples > MOST_SAMPLES) {
            throw new Unusual("the answer has more than " + MOST_SAMPLES
                    + " samples; shorten the window, or name fewer series by labels");
        }
    }

    private static double number(String written) {
        return switch (written) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> finite(written);
        };
    }

    private static double finite(String written) {
        try {
            if (written.length() <= TextLimits.NUMBER) {
                return Double.parseDouble(written);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new Unusual("the answer is not one of Prometheus: a value is no number");
    }

    private void notes() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String note = text();
            if (notes.size() < MOST_NOTES) {
                notes.add(note);
            }
        }
    }

    private String text() throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING);
        return PlainText.line(json.getText());
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new Unusual("the answer is not one of Prometheus");
        }
    }

    /** Points of one series, as they come. */
    private static final class Points {
        private long[] millis = new long[16];
        private double[] values = new double[16];
        private int size;

        void add(long when, double value) {
            if (size == millis.length) {
                millis = Arrays.copyOf(millis, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            millis[size] = when;
            values[size++] = value;
        }

        Series series(Map<String, String> labels) {
            return new Series(labels, Arrays.copyOf(millis, size), Arrays.copyOf(values, size));
        }
    }
}

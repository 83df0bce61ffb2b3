package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import java.util.List;
import java.util.Map;

/** What came of asking. */
public sealed interface Reply {
    /**
     * Series.
     *
     * @param series may be empty
     * @param notes the server's warnings and infos, for people
     */
    record Data(List<Series> series, List<String> notes) implements Reply {
        public Data {
            series = List.copyOf(series);
            notes = List.copyOf(notes);
        }
    }

    /**
     * One series.
     *
     * @param labels its labels, {@code __name__} among them
     * @param millis when it was scraped, or evaluated
     * @param values as long as {@code millis}
     */
    record Series(Map<String, String> labels, long[] millis, double[] values) {
        public Series {
            labels = Map.copyOf(labels);
        }
    }

    /** The query is refused, or what asks is: it is no use to ask again. */
    record Refused(String reason) implements Reply {}

    /** There is no answer for now. */
    record Unreachable(String reason) implements Reply {}
}

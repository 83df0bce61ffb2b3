package io.jenkins.plugins.mlpipeline.engine.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How an evaluation came about, and which build judges it. Who reads an evaluation says this of it; what a file says of itself
 * counts for nothing.
 *
 * @param source where the evaluation is from
 * @param job full name of the job; null outside of Jenkins
 * @param build number of the build; null outside of Jenkins
 * @param folder full name of the folder that the job is in, empty at the top; null outside of Jenkins
 */
public record Origin(Source source, String job, String build, String folder) {
    /** Read from a file outside of Jenkins. */
    public static final Origin FILE = new Origin(Source.FILE, null, null, null);

    /** Another tool's metrics outside of Jenkins. */
    public static final Origin METRICS = new Origin(Source.METRICS, null, null, null);

    public Origin {
        if (source == null) {
            throw new IllegalArgumentException("an origin has a source");
        }
    }

    /** Where an evaluation is from. */
    public enum Source {
        /** Recorded by mlValidate of this controller. */
        RECORDED("recorded by mlValidate of this controller"),
        /** Read from a file. */
        FILE("read from a file, which anybody may have written"),
        /** Made of another tool's metrics. */
        METRICS("made of another tool's metrics");

        private final String meaning;

        Source(String meaning) {
            this.meaning = meaning;
        }

        /** The same in words, after "The evaluation was". */
        public String meaning() {
            return meaning;
        }

        /** The name in documents and options. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The source of that name.
         *
         * @throws UserError when there is none
         */
        @JsonCreator
        public static Source of(String key) {
            List<String> known = Arrays.stream(values()).map(Source::key).toList();
            return Arrays.stream(values())
                    .filter(source -> source.key().equals(key))
                    .findFirst()
                    .orElseThrow(
                            () -> new UserError("origin \"" + key + "\" is unknown. " + NearNames.hint(key, known)));
        }
    }
}

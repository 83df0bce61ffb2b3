package io.jenkins.plugins.mlpipeline.engine.foresight;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What is to be noted of a number over time; a part of {@code foresight.json}.
 *
 * @param schemaVersion 1
 * @param metric what the number is called
 * @param entries how many were looked at
 * @param newest name of the newest; null when there is none
 * @param value the newest value; null as above
 * @param expected between which values those before let expect it; null when they are too few
 * @param unexplained whether it is not between them
 * @param changes where the series became another
 * @param changedLately whether the last of these is among the newest ten entries
 * @param limit what is demanded; null when nothing is
 * @param crossing when the limit is crossed at the trend; null when that can't be said
 * @param trackRecord how often such sentences came true on this history; null without a limit
 */
public record Notes(
        int schemaVersion,
        String metric,
        int entries,
        String newest,
        Double value,
        ControlLimits expected,
        boolean unexplained,
        List<Change> changes,
        boolean changedLately,
        Boundary limit,
        Crossing crossing,
        TrackRecord trackRecord) {
    /** The version of this record's shape. */
    public static final int SCHEMA_VERSION = 1;

    /** Whether there is something that somebody should look at. */
    @JsonIgnore
    public boolean isNews() {
        return unexplained || changedLately || crossing != null;
    }

    /** The same for people, a sentence each. */
    public List<String> sentences() {
        return ForesightText.of(this);
    }
}

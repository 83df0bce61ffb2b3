package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How far groups of a sensitive column are treated alike; definitions are fairlearn's (method {@code between_groups}). A
 * difference is the greatest rate less the least (0 is alike), a ratio the least by the greatest (1 is alike). What fairlearn
 * answers when a group has no row that a rate is about (a gap of 1) is undefined here, and so is a single group.
 */
public enum FairnessMetric {
    /** Of the share of rows predicted positive. */
    DEMOGRAPHIC_PARITY_DIFFERENCE(Direction.LOWER),
    DEMOGRAPHIC_PARITY_RATIO(Direction.HIGHER),
    /** The worse of the true and of the false positive rate. */
    EQUALIZED_ODDS_DIFFERENCE(Direction.LOWER),
    EQUALIZED_ODDS_RATIO(Direction.HIGHER),
    /** Of the true positive rate. */
    EQUAL_OPPORTUNITY_DIFFERENCE(Direction.LOWER),
    EQUAL_OPPORTUNITY_RATIO(Direction.HIGHER);

    /** The parameter that names the sensitive column. */
    public static final String BY = "by";

    private final Direction direction;

    FairnessMetric(Direction direction) {
        this.direction = direction;
    }

    /** The name, without the column. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Direction direction() {
        return direction;
    }

    /** The value that means that groups are treated alike, which no other value is beyond. */
    public double alike() {
        return direction == Direction.LOWER ? 0 : 1;
    }

    /** The metric of that name. */
    public static Optional<FairnessMetric> find(String name) {
        return Arrays.stream(values()).filter(m -> m.key().equals(name)).findFirst();
    }

    /** Why these groups leave it undefined; null when they don't. */
    public String undefined(List<Group> groups) {
        if (groups.size() < 2) {
            return "there is only one group, which can't be compared with any other";
        }
        Optional<String> empty = Optional.empty();
        if (looksAtPositives()) {
            empty = without(groups, Group::positives, "positive");
        }
        if (empty.isEmpty() && looksAtNegatives()) {
            empty = without(groups, Group::negatives, "negative");
        }
        return empty.orElseGet(() -> Double.isNaN(value(groups)) ? "no group has a rate above 0 to divide by" : null);
    }

    private static Optional<String> without(List<Group> groups, ToLongFunction<Group> count, String what) {
        return groups.stream()
                .filter(group -> count.applyAsLong(group) == 0)
                .findFirst()
                .map(group -> "the group \"" + group.name() + "\" has no " + what + " row");
    }

    /** The metric; {@code NaN} where {@link #undefined} says why. */
    public double value(List<Group> groups) {
        double value =
                switch (this) {
                    case DEMOGRAPHIC_PARITY_DIFFERENCE -> difference(groups, Group::selected, Group::rows);
                    case DEMOGRAPHIC_PARITY_RATIO -> ratio(groups, Group::selected, Group::rows);
                    case EQUAL_OPPORTUNITY_DIFFERENCE -> difference(groups, Group::truePositives, Group::positives);
                    case EQUAL_OPPORTUNITY_RATIO -> ratio(groups, Group::truePositives, Group::positives);
                    case EQUALIZED_ODDS_DIFFERENCE ->
                        Math.max(
                                difference(groups, Group::truePositives, Group::positives),
                                difference(groups, Group::falsePositives, Group::negatives));
                    case EQUALIZED_ODDS_RATIO ->
                        Math.min(
                                ratio(groups, Group::truePositives, Group::positives),
                                ratio(groups, Group::falsePositives, Group::negatives));
                };
        return groups.size() < 2 ? Double.NaN : value;
    }

    private boolean looksAtPositives() {
        return this != DEMOGRAPHIC_PARITY_DIFFERENCE && this != DEMOGRAPHIC_PARITY_RATIO;
    }

    private boolean looksAtNegatives() {
        return this == EQUALIZED_ODDS_DIFFERENCE || this == EQUALIZED_ODDS_RATIO;
    }

    private static double difference(List<Group> groups, ToLongFunction<Group> part, ToLongFunction<Group> whole) {
        return greatest(groups, part, whole) - least(groups, part, whole);
    }

    private static double ratio(List<Group> groups, ToLongFunction<Group> part, ToLongFunction<Group> whole) {
        return least(groups, part, whole) / greatest(groups, part, whole);
    }

    private static double greatest(List<Group> groups, ToLongFunction<Group> part, ToLongFunction<Group> whole) {
        double greatest = 0;
        for (Group group : groups) {
            greatest = Math.max(greatest, (double) part.applyAsLong(group) / whole.applyAsLong(group));
        }
        return greatest;
    }

    private static double least(List<Group> groups, ToLongFunction<Group> part, ToLongFunction<Group> whole) {
        double least = 1;
        for (Group group : groups) {
            least = Math.min(least, (double) part.applyAsLong(group) / whole.applyAsLong(group));
        }
        return least;
    }
}

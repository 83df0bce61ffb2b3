package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.GroupRates;
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
    DEMOGRAPHIC_PARITY_DIFFERENCE(Direction.LOWER, Rate.SELECTED),
    DEMOGRAPHIC_PARITY_RATIO(Direction.HIGHER, Rate.SELECTED),
    /** The worse of the true and of the false positive rate. */
    EQUALIZED_ODDS_DIFFERENCE(Direction.LOWER, Rate.TRUE_POSITIVE, Rate.FALSE_POSITIVE),
    EQUALIZED_ODDS_RATIO(Direction.HIGHER, Rate.TRUE_POSITIVE, Rate.FALSE_POSITIVE),
    /** Of the true positive rate. */
    EQUAL_OPPORTUNITY_DIFFERENCE(Direction.LOWER, Rate.TRUE_POSITIVE),
    EQUAL_OPPORTUNITY_RATIO(Direction.HIGHER, Rate.TRUE_POSITIVE);

    /** A share of a group's rows, or of those with one label. */
    enum Rate {
        SELECTED(Group::selected, Group::rows),
        TRUE_POSITIVE(Group::truePositives, Group::positives),
        FALSE_POSITIVE(Group::falsePositives, Group::negatives);

        private final ToLongFunction<Group> part;
        private final ToLongFunction<Group> whole;

        Rate(ToLongFunction<Group> part, ToLongFunction<Group> whole) {
            this.part = part;
            this.whole = whole;
        }

        /** The rates of groups that all have rows which it is about. */
        GroupRates of(List<Group> groups) {
            return new GroupRates(
                    groups.stream().mapToLong(part).toArray(),
                    groups.stream().mapToLong(whole).toArray());
        }

        private double greatest(List<Group> groups) {
            double greatest = 0;
            for (Group group : groups) {
                greatest = Math.max(greatest, (double) part.applyAsLong(group) / whole.applyAsLong(group));
            }
            return greatest;
        }

        private double least(List<Group> groups) {
            double least = 1;
            for (Group group : groups) {
                least = Math.min(least, (double) part.applyAsLong(group) / whole.applyAsLong(group));
            }
            return least;
        }
    }

    /** The parameter that names the sensitive column. */
    public static final String BY = "by";

    private final Direction direction;
    private final List<Rate> rates;

    FairnessMetric(Direction direction, Rate... rates) {
        this.direction = direction;
        this.rates = List.of(rates);
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

    /** Whether it is the least rate by the greatest; else the greatest less the least. */
    boolean isRatio() {
        return direction == Direction.HIGHER;
    }

    /** The rates, of which the one that differs most counts. */
    List<Rate> rates() {
        return rates;
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
        if (rates.contains(Rate.TRUE_POSITIVE)) {
            empty = without(groups, Group::positives, "positive");
        }
        if (empty.isEmpty() && rates.contains(Rate.FALSE_POSITIVE)) {
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
        double value = alike();
        for (Rate rate : rates) {
            double greatest = rate.greatest(groups);
            double least = rate.least(groups);
            value = isRatio() ? Math.min(value, least / greatest) : Math.max(value, greatest - least);
        }
        return groups.size() < 2 ? Double.NaN : value;
    }
}

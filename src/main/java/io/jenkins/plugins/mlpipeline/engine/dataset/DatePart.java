package io.jenkins.plugins.mlpipeline.engine.dataset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A number that is made of a date, in UTC. */
public enum DatePart {
    /** For example 2024. */
    YEAR,
    /** 1 is January. */
    MONTH,
    /** Of the month, from 1. */
    DAY,
    /** 0 is Monday, 6 Sunday. */
    WEEKDAY,
    /** From 0 to 23. */
    HOUR,
    /** Days from the date to another one, with their fraction. */
    AGE;

    /** Seconds of a day. */
    public static final double DAY_SECONDS = 86_400;

    /** The name in {@code model.json}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The parts that are features: the hour where a date has a time, the age where there is another date.
     *
     * @param seconds dates of the training part; {@code NaN} where missing
     * @param aged whether there is another date
     */
    static List<DatePart> of(double[] seconds, boolean aged) {
        List<DatePart> parts = new ArrayList<>(List.of(YEAR, MONTH, DAY, WEEKDAY));
        // NaN is no time.
        if (Arrays.stream(seconds).anyMatch(s -> Math.abs(s % DAY_SECONDS) > 0)) {
            parts.add(HOUR);
        }
        if (aged) {
            parts.add(AGE);
        }
        return List.copyOf(parts);
    }

    /**
     * The part of a date.
     *
     * @param seconds since the beginning of 1970 in UTC; {@code NaN} where missing
     * @param until for {@link #AGE} the other date, likewise
     * @return {@code NaN} where missing
     */
    public double of(double seconds, double until) {
        if (this == AGE) {
            return (until - seconds) / DAY_SECONDS;
        }
        if (Double.isNaN(seconds)) {
            return Double.NaN;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC);
        return switch (this) {
            case YEAR -> time.getYear();
            case MONTH -> time.getMonthValue();
            case DAY -> time.getDayOfMonth();
            case WEEKDAY -> time.getDayOfWeek().getValue() - 1;
            case HOUR -> time.getHour();
            case AGE -> throw new IllegalStateException("answered above");
        };
    }
}

package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.DatePart;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;

/**
 * Nodes that make numbers of one column of dates.
 *
 * <p>Year, month and day by whole numbers alone, which rounds nowhere: days since the first of March of the year 0, so that a leap
 * day is the last one of its year, are parted into eras of 400 years (Howard Hinnant, "chrono-compatible low-level date
 * algorithms", civil_from_days). For dates from the year 1 on all numbers are positive, so that a division's rounding to 0 is
 * one to the smaller number.
 */
final class CalendarNodes {
    /** Days from the first of March of the year 0 to the beginning of 1970. */
    private static final long DAYS_BEFORE = 719_468;

    private static final long DAY_SECONDS = (long) DatePart.DAY_SECONDS;
    private static final long HOUR_SECONDS = 3_600;
    private static final long WEEK = 7;
    /** The weekday of the first of March of the year 0, a Wednesday. */
    private static final long FIRST_WEEKDAY = 2;

    private static final long ERA_YEARS = 400;
    private static final long ERA_DAYS = 146_097;
    private static final long CENTURY_DAYS = 36_524;
    private static final long CENTURY_YEARS = 100;
    private static final long FOUR_YEARS_DAYS = 1_460;
    private static final long YEAR_DAYS = 365;
    private static final long MONTHS = 12;
    /** Five months from March on, and from August on, have so many days. */
    private static final long FIVE_MONTHS_DAYS = 153;

    private static final long FIVE = 5;
    private static final long TEN = 10;

    private final GraphBuilder graph;
    private final String date;
    private final String missing;
    /** Days since the first of March of the year 0. */
    private final String days;
    /** Seconds since the beginning of the day. */
    private final String seconds;
    /** Of the date's year from March on; null before it is asked for. */
    private Civil civil;

    private record Civil(String year, String month, String day) {}

    /** @param date double tensor [N, 1], seconds since the beginning of 1970; {@code NaN} where missing */
    CalendarNodes(GraphBuilder graph, String date) {
        this.graph = graph;
        this.date = date;
        this.missing = graph.node("IsNaN").in(date).out("no_date");
        String known = graph.node("Where")
                .in(missing, graph.constant("beginning", new double[] {0}), date)
                .out("known_date");
        String whole =
                graph.cast(graph.node("Floor").in(known).out("whole_seconds"), ElementType.INT64, "date_seconds");
        String since = plus(whole, DAYS_BEFORE * DAY_SECONDS);
        this.days = by(since, DAY_SECONDS);
        this.seconds = minus(since, times(days, DAY_SECONDS));
    }

    /**
     * Adds the nodes of a part that is no age.
     *
     * @param name of the result
     * @return the result, float tensor [N, 1]; {@code NaN} where missing
     */
    String part(DatePart part, String name) {
        String value = graph.cast(whole(part), ElementType.FLOAT, "date_part");
        return graph.node("Where")
                .in(missing, graph.scalar("missing_date", Float.NaN), value)
                .out(name);
    }

    /**
     * Adds the nodes of the days to another date.
     *
     * @param until the other date, where {@code column} is null
     * @param column double tensor [N, 1] that holds it
     * @param name of the result
     * @return as for {@link #part}
     */
    String age(double until, String column, String name) {
        String other = column == null ? graph.constant("until", new double[] {until}) : column;
        String rest = graph.node("Sub").in(other, date).out("seconds_until");
        String age = graph.node("Div")
                .in(rest, graph.constant("day_seconds", new double[] {DatePart.DAY_SECONDS}))
                .out("days_until");
        return graph.cast(age, ElementType.FLOAT, name);
    }

    private String whole(DatePart part) {
        return switch (part) {
            case YEAR -> civil().year;
            case MONTH -> civil().month;
            case DAY -> civil().day;
            case WEEKDAY -> rest(plus(days, FIRST_WEEKDAY), WEEK);
            case HOUR -> by(seconds, HOUR_SECONDS);
            case AGE -> throw new IllegalStateException("no whole number");
        };
    }

    private Civil civil() {
        if (civil == null) {
            String era = by(days, ERA_DAYS);
            String eraDay = minus(days, times(era, ERA_DAYS));
            String leapless = minus(
                    plus(minus(eraDay, by(eraDay, FOUR_YEARS_DAYS)), by(eraDay, CENTURY_DAYS)),
                    by(eraDay, ERA_DAYS - 1));
            String eraYear = by(leapless, YEAR_DAYS);
            String before = minus(plus(times(eraYear, YEAR_DAYS), by(eraYear, 4)), by(eraYear, CENTURY_YEARS));
            String yearDay = minus(eraDay, before);
            String march = by(plus(times(yearDay, FIVE), 2), FIVE_MONTHS_DAYS);
            String monthDays = by(plus(times(march, FIVE_MONTHS_DAYS), 2), FIVE);
            civil = new Civil(
                    plus(plus(times(era, ERA_YEARS), eraYear), by(march, TEN)),
                    plus(rest(plus(march, 2), MONTHS), 1),
                    plus(minus(yearDay, monthDays), 1));
        }
        return civil;
    }

    private String rest(String a, long divisor) {
        return minus(a, times(by(a, divisor), divisor));
    }

    private String plus(String a, long b) {
        return node("Add", a, constant(b));
    }

    private String plus(String a, String b) {
        return node("Add", a, b);
    }

    private String minus(String a, String b) {
        return node("Sub", a, b);
    }

    private String times(String a, long b) {
        return node("Mul", a, constant(b));
    }

    private String by(String a, long b) {
        return node("Div", a, constant(b));
    }

    private String constant(long value) {
        return graph.constant("calendar_number", new long[] {value});
    }

    private String node(String operator, String a, String b) {
        return graph.node(operator).in(a, b).out("calendar");
    }
}

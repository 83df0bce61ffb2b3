package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/**
 * A text as a date, with or without a time, as far as it says so itself.
 *
 * @param year from 1 to 9999
 * @param first of month and day the one that stands first; the month where {@code lead} is {@link Lead#YEAR}
 * @param second the other one
 * @param lead what the text says of their order
 * @param nanos of the day
 * @param offset seconds that the time is ahead of UTC; 0 where nothing is said
 */
record DateText(int year, int first, int second, Lead lead, long nanos, int offset) {
    private static final long NANOS = 1_000_000_000;
    private static final int DAY_SECONDS = 86_400;
    private static final int MOST_MONTH = 12;
    private static final int MOST_DAY = 31;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> LONG_MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    /** What a text says of the order of its parts. */
    enum Lead {
        /** Nothing is open: the year stands first, or the month has a name. */
        YEAR,
        /** Points stand between: the day is first, unless something else is declared. */
        POINTED,
        /** Day or month may be first. */
        OPEN
    }

    /** The date that a range of characters without blanks around is; null when it is none. */
    static DateText of(char[] chars, int from, int to) {
        return new Reader(chars, from, to).read();
    }

    static DateText of(String text) {
        String stripped = text.strip();
        return of(stripped.toCharArray(), 0, stripped.length());
    }

    /** Whether the year stands last, so that there is an order of the two others. */
    boolean isYearLast() {
        return lead != Lead.YEAR;
    }

    /** Whether there is such a day in that order. */
    boolean canBe(DateOrder order) {
        int day = dayFirst(order) ? first : second;
        int month = dayFirst(order) ? second : first;
        return month >= 1
                && month <= MOST_MONTH
                && day >= 1
                && day <= MOST_DAY
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    /** Seconds since 1970 in UTC, in an order in which it can be. */
    double seconds(DateOrder order) {
        return epochDay(order) * DAY_SECONDS - offset + (double) nanos / NANOS;
    }

    /** The moment, in an order in which it can be. */
    Instant instant(DateOrder order) {
        return Instant.ofEpochSecond(epochDay(order) * DAY_SECONDS - offset, nanos);
    }

    private long epochDay(DateOrder order) {
        return (dayFirst(order) ? LocalDate.of(year, second, first) : LocalDate.of(year, first, second)).toEpochDay();
    }

    private boolean dayFirst(DateOrder order) {
        return lead != Lead.YEAR && order == DateOrder.DMY;
    }

    /** Reads one text from its beginning to its end. */
    private static final class Reader {
        private static final int YEAR = 4;
        private static final int MOST_HOUR = 23;
        private static final int MOST_OFFSET = 18;
        private static final int NOON = 12;
        private static final int SIXTY = 60;
        private static final int MOST_DIGITS = 9;

        private final char[] chars;
        private final int end;
        private int at;

        Reader(char[] chars, int from, int to) {
            this.chars = chars;
            this.at = from;
            this.end = to;
        }

        DateText read() {
            DateText date = date();
            if (date == null || !date.isYearLast() && !date.canBe(null)) {
                return null;
            }
            if (at == end) {
                return date;
            }
            char between = chars[at++];
            if (between == ',') {
                between = at < end ? chars[at++] : 0;
            }
            if (between != ' ' && between != 'T' && between != 't') {
                return null;
            }
            blanks();
            long nanos = time();
            if (nanos < 0) {
                return null;
            }
            blanks();
            int offset = at == end ? 0 : zone();
            return offset == Integer.MIN_VALUE || at != end
                    ? null
                    : new DateText(date.year, date.first, date.second, date.lead, nanos, offset);
        }

        private DateText date() {
            int begin = at;
            int first = digits(YEAR);
            int length = at - begin;
            if (length == 0) {
                return namedFirst();
            }
            if (at == end || length != YEAR && length > 2) {
                return null;
            }
            char between = chars[at++];
            if (length == YEAR) {
                return yearFirst(first, between);
            }
            if (at < end && Character.isLetter(chars[at])) {
                int month = month();
                return month == 0 || !skip(between) ? null : named(month, first);
            }
            int start = at;
            int second = digits(2);
            if (at == start || between != '/' && between != '.' && between != '-' || !skip(between)) {
                return null;
            }
            int year = year();
            return year == 0
                    ? null
                    : new DateText(year, first, second, between == '.' ? Lead.POINTED : Lead.OPEN, 0, 0);
        }

        private DateText yearFirst(int year, char between) {
            int start = at;
            int month = digits(2);
            if (year == 0 || at - start != 2 || between != '-' && between != '/' && between != '.' || !skip(between)) {
                return null;
            }
            start = at;
            int day = digits(2);
            return at - start == 2 ? new DateText(year, month, day, Lead.YEAR, 0, 0) : null;
        }

        /** {@code Dec 31, 2024}. */
        private DateText namedFirst() {
            int month = month();
            if (month == 0 || !skip(' ')) {
                return null;
            }
            int start = at;
            int day = digits(2);
            if (at == start) {
                return null;
            }
            skip(',');
            return skip(' ') ? named(month, day) : null;
        }

        private DateText named(int month, int day) {
            int year = year();
            return year == 0 ? null : new DateText(year, month, day, Lead.YEAR, 0, 0);
        }

        private int year() {
            int start = at;
            int year = digits(YEAR);
            return at - start == YEAR ? year : 0;
        }

        /** From 1; 0 when there is no English name of a month. */
        private int month() {
            int start = at;
            while (at < end && Character.isLetter(chars[at])) {
                at++;
            }
            String name = new String(chars, start, at - start).toLowerCase(Locale.ROOT);
            return Math.max(MONTHS.indexOf(name), LONG_MONTHS.indexOf(name)) + 1;
        }

        /** Nanoseconds of the day; negative when there is no time. */
        private long time() {
            int start = at;
            int hour = digits(2);
            if (at == start || hour > MOST_HOUR || !skip(':')) {
                return -1;
            }
            int minute = pair();
            int second = 0;
            long nanos = 0;
            if (minute >= 0 && skip(':')) {
                second = pair();
                if (second >= 0 && (skip('.') || skip(','))) {
                    nanos = fraction();
                }
            }
            if (minute < 0 || second < 0 || nanos < 0) {
                return -1;
            }
            hour = half(hour);
            return hour < 0 ? -1 : ((hour * SIXTY + minute) * (long) SIXTY + second) * NANOS + nanos;
        }

        /** The hour with AM and PM, where they stand; negative when they can't. */
        private int half(int hour) {
            int start = at;
            blanks();
            if (end - at < 2 || Character.toUpperCase(chars[at + 1]) != 'M') {
                at = start;
                return hour;
            }
            char half = Character.toUpperCase(chars[at]);
            if (half != 'A' && half != 'P' || hour < 1 || hour > NOON) {
                return -1;
            }
            at += 2;
            return hour % NOON + (half == 'P' ? NOON : 0);
        }

        /** Seconds ahead of UTC; {@link Integer#MIN_VALUE} when it is no zone. */
        private int zone() {
            String rest = new String(chars, at, end - at);
            if (rest.equalsIgnoreCase("Z") || rest.equals("UTC") || rest.equals("GMT")) {
                at = end;
                return 0;
            }
            int sign = chars[at] == '+' ? 1 : chars[at] == '-' ? -1 : 0;
            at++;
            int hours = pair();
            skip(':');
            int minutes = at == end ? 0 : pair();
            if (sign == 0 || hours < 0 || hours > MOST_OFFSET || minutes < 0) {
                return Integer.MIN_VALUE;
            }
            return sign * (hours * SIXTY + minutes) * SIXTY;
        }

        private long fraction() {
            int start = at;
            long value = digits(MOST_DIGITS);
            if (at == start) {
                return -1;
            }
            for (int i = at - start; i < MOST_DIGITS; i++) {
                value *= 10;
            }
            return value;
        }

        /** Two digits below 60; negative when there are none. */
        private int pair() {
            int start = at;
            int value = digits(2);
            return at - start == 2 && value < SIXTY ? value : -1;
        }

        private int digits(int most) {
            int value = 0;
            int last = Math.min(end, at + most);
            while (at < last && chars[at] >= '0' && chars[at] <= '9') {
                value = value * 10 + chars[at++] - '0';
            }
            return value;
        }

        private boolean skip(char wanted) {
            if (at < end && chars[at] == wanted) {
                at++;
                return true;
            }
            return false;
        }

        private void blanks() {
            while (at < end && chars[at] == ' ') {
                at++;
            }
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the dates of a column are written. Dates that leave nothing open ({@code 2024-12-31}, {@code 31 Dec 2024}, with or without
 * a time and an offset) are understood in each form beside those that it is about.
 */
public enum DateForm {
    /** Only dates that leave nothing open; with points between the day is first. */
    ISO(DateOrder.DMY),
    /** {@code 31/12/2024}. */
    DMY(DateOrder.DMY),
    /** {@code 12/31/2024}. */
    MDY(DateOrder.MDY),
    /** {@code 20241231}. */
    COMPACT(DateOrder.DMY),
    /** A number: seconds since the beginning of 1970 in UTC. */
    SECONDS(DateOrder.DMY),
    /** A number: milliseconds since then. */
    MILLISECONDS(DateOrder.DMY);

    /** The first second of the year 1, and that after the year 9999. */
    private static final double LEAST = -62_135_596_800.0;

    private static final double BEYOND = 253_402_300_800.0;
    private static final double THOUSAND = 1000;
    private static final int COMPACT_LENGTH = 8;
    private static final int COMPACT_MONTH = 4;
    private static final int COMPACT_DAY = 6;

    private final DateOrder order;

    DateForm(DateOrder order) {
        this.order = order;
    }

    /** The form of dates in which day or month is first; {@link #ISO} for null. */
    public static DateForm of(DateOrder order) {
        return order == null ? ISO : order == DateOrder.DMY ? DMY : MDY;
    }

    /** The form of a name; null when there is none. */
    public static DateForm of(String key) {
        return Arrays.stream(values())
                .filter(form -> form.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** The names in specs and in {@code model.json}. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(DateForm::key).toList();
    }

    /** The name in specs and in {@code model.json}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a date in this form is a number. */
    public boolean isNumber() {
        return this == COMPACT || this == SECONDS || this == MILLISECONDS;
    }

    /** What a date looks like, for messages. */
    public String example() {
        return switch (this) {
            case ISO -> "2024-12-31 or 2024-12-31 23:59:59";
            case DMY -> "31/12/2024 or 31.12.2024";
            case MDY -> "12/31/2024";
            case COMPACT -> "20241231";
            case SECONDS -> "1735603200, seconds since 1970";
            case MILLISECONDS -> "1735603200000, milliseconds since 1970";
        };
    }

    /**
     * The date that a range of characters without blanks around writes.
     *
     * @return seconds since the beginning of 1970 in UTC; a date without a time is the beginning of its day, one without an
     *     offset is taken as UTC; {@code NaN} when it is no date of the years 1 to 9999
     */
    double seconds(char[] chars, int from, int to) {
        DateText date = DateText.of(chars, from, to);
        if (date != null) {
            boolean settled = date.lead() != DateText.Lead.OPEN || this == DMY || this == MDY;
            return settled && date.canBe(order) ? date.seconds(order) : Double.NaN;
        }
        if (!isNumber()) {
            return Double.NaN;
        }
        if (this == COMPACT) {
            return compact(chars, from, to);
        }
        double value = NumberForm.PLAIN.parse(chars, from, to);
        double seconds = this == SECONDS ? value : value / THOUSAND;
        return seconds >= LEAST && seconds < BEYOND ? seconds : Double.NaN;
    }

    /** A number as it stands in a file, where a column of such numbers may be dates; {@code NaN} when it is none. */
    public double seconds(double number) {
        boolean whole = Double.compare(number, Math.rint(number)) == 0;
        char[] chars = (whole ? Long.toString((long) number) : Double.toString(number)).toCharArray();
        return seconds(chars, 0, chars.length);
    }

    /** The date that a text is; {@code NaN} when it is none. */
    public double seconds(String text) {
        String stripped = text.strip();
        return seconds(stripped.toCharArray(), 0, stripped.length());
    }

    private static double compact(char[] chars, int from, int to) {
        if (to - from != COMPACT_LENGTH) {
            return Double.NaN;
        }
        String digits = new String(chars, from, to - from);
        DateText date = DateText.of(digits.substring(0, COMPACT_MONTH)
                + '-'
                + digits.substring(COMPACT_MONTH, COMPACT_DAY)
                + '-'
                + digits.substring(COMPACT_DAY));
        return date == null ? Double.NaN : date.seconds(null);
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The texts of a column as times: ISO 8601 ({@code 2024-12-31}, {@code 2024/12/31}, {@code 2024-12-31T23:59:59}, {@code
 * 2024-12-31 23:59}, with or without {@code Z} or {@code +01:00}), or day, month and year as people write them ({@code
 * 31/12/2024}, {@code 31.12.2024 23:59}), or month, day and year ({@code 12/31/2024}). Without an offset a time is taken as
 * UTC. Which of day and month comes first is what some row leaves no doubt about, or what is declared; never a guess.
 */
public final class Times {
    private static final int YEAR = 4;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    /** Where a text stands. */
    @FunctionalInterface
    public interface Place {
        /** {@code FILE: line 5, column "when": }. */
        String of(int text);
    }

    private final List<Instant> instants = new ArrayList<>();
    private String note;

    /** A date whose parts have no names yet. */
    private record Numbers(int first, int second, int year, LocalTime time, boolean pointed) {
        boolean canBe(DateOrder order) {
            int day = order == DateOrder.DMY ? first : second;
            int month = order == DateOrder.DMY ? second : first;
            return day >= 1 && day <= 31 && month >= 1 && month <= 12;
        }

        Instant as(DateOrder order) {
            LocalDate date =
                    order == DateOrder.DMY ? LocalDate.of(year, second, first) : LocalDate.of(year, first, second);
            return date.atTime(time).toInstant(ZoneOffset.UTC);
        }
    }

    private Times() {}

    /**
     * Reads distinct texts.
     *
     * @param declared what stands first in dates that do not begin with the year; null where they say so themselves
     * @throws UserError when one is no time, or nothing tells days and months apart
     */
    public static Times of(List<String> texts, DateOrder declared, Place place) {
        Times times = new Times();
        List<Numbers> dates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Numbers numbers = numbers(texts.get(i).strip());
            dates.add(numbers);
            times.instants.add(numbers == null ? iso(texts.get(i), place, i) : null);
        }
        DateOrder order = times.order(texts, dates, declared, place);
        for (int i = 0; i < texts.size(); i++) {
            if (dates.get(i) != null) {
                try {
                    times.instants.set(i, dates.get(i).as(order));
                } catch (DateTimeException e) {
                    throw new UserError(
                            place.of(i) + "\"" + CsvProblems.clip(texts.get(i)) + "\" is no date when it is read as "
                                    + order.shown()
                                    + ". Correct it, or say what stands first with csv.dates (--dates).",
                            e);
                }
            }
        }
        return times;
    }

    /** The times, in the order of the texts. */
    public List<Instant> instants() {
        return instants;
    }

    /** How days and months were told apart, a sentence that follows the column's name; null where nothing had to be. */
    public String note() {
        return note;
    }

    private DateOrder order(List<String> texts, List<Numbers> dates, DateOrder declared, Place place) {
        if (declared != null) {
            return declared;
        }
        int sureDay = -1;
        int sureMonth = -1;
        int open = -1;
        for (int i = 0; i < dates.size(); i++) {
            Numbers date = dates.get(i);
            if (date == null) {
                continue;
            }
            boolean day = date.canBe(DateOrder.DMY);
            boolean month = date.canBe(DateOrder.MDY) && !date.pointed;
            sureDay = sureDay < 0 && day && !month ? i : sureDay;
            sureMonth = sureMonth < 0 && month && !day ? i : sureMonth;
            open = open < 0 && day && month && date.first != date.second ? i : open;
        }
        if (sureDay >= 0 && sureMonth >= 0) {
            throw new UserError(place.of(sureDay) + "\"" + CsvProblems.clip(texts.get(sureDay))
                    + "\" has the day first and \"" + CsvProblems.clip(texts.get(sureMonth))
                    + "\" the month. Write all dates as 2024-12-31.");
        }
        if (open >= 0 && sureDay < 0 && sureMonth < 0) {
            throw new UserError(place.of(open) + "\"" + CsvProblems.clip(texts.get(open))
                    + "\" may be "
                    + dates.get(open).as(DateOrder.DMY).atOffset(ZoneOffset.UTC).toLocalDate() + " or "
                    + dates.get(open).as(DateOrder.MDY).atOffset(ZoneOffset.UTC).toLocalDate()
                    + ", and no row tells which. Say what stands first: csv.dates: dmy or mdy (--dates).");
        }
        DateOrder order = sureMonth >= 0 ? DateOrder.MDY : DateOrder.DMY;
        int sure = Math.max(sureDay, sureMonth);
        if (sure >= 0 && open >= 0) {
            note = "its dates are read as " + order.shown() + ", since \"" + CsvProblems.clip(texts.get(sure))
                    + "\" can be nothing else";
        }
        return order;
    }

    /** Null for a text that is no date with the year last, nor {@code 2024/12/31}. */
    private static Numbers numbers(String text) {
        int end = text.indexOf(' ');
        String date = end < 0 ? text : text.substring(0, end);
        char between = date.indexOf('/') > 0 ? '/' : date.indexOf('.') > 0 ? '.' : '-';
        int first = date.indexOf(between);
        int second = date.indexOf(between, first + 1);
        if (first < 1 || first > 2 || second < 0 || date.length() - second != YEAR + 1) {
            return null;
        }
        try {
            LocalTime time = end < 0
                    ? LocalTime.MIDNIGHT
                    : LocalTime.parse(padded(text.substring(end + 1).strip()));
            return new Numbers(
                    number(date.substring(0, first)),
                    number(date.substring(first + 1, second)),
                    number(date.substring(second + 1)),
                    time,
                    between == '.');
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static String padded(String time) {
        return time.indexOf(':') == 1 ? "0" + time : time;
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > YEAR || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException(digits);
        }
        return Integer.parseInt(digits);
    }

    private static Instant iso(String text, Place place, int position) {
        String written = text.strip();
        boolean slashed = written.length() >= 8 && written.charAt(4) == '/';
        try {
            TemporalAccessor parsed = ISO.parseBest(
                    slashed ? written.replaceFirst("/", "-").replaceFirst("/", "-") : written,
                    OffsetDateTime::from,
                    LocalDateTime::from,
                    LocalDate::from);
            if (parsed instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            if (parsed instanceof LocalDateTime time) {
                return time.toInstant(ZoneOffset.UTC);
            }
            return ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new UserError(
                    place.of(position) + "\"" + CsvProblems.clip(text)
                            + "\" is neither a number nor an ISO 8601 date or time (2024-12-31T23:59:59), nor a date such as"
                            + " 31/12/2024. Rewrite the column, or use another split.",
                    e);
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of a column as times: ISO 8601 ({@code 2024-12-31}, {@code 2024/12/31}, {@code 2024-12-31T23:59:59}, {@code
 * 2024-12-31 23:59}, with or without {@code Z} or {@code +01:00}), day, month and year as people write them ({@code
 * 31/12/2024}, {@code 31.12.2024 23:59}), month, day and year ({@code 12/31/2024 11:59 PM}), or with the month's English name
 * ({@code 31-Dec-2024}, {@code Dec 31, 2024}). Without an offset a time is taken as UTC. Which of day and month comes first is
 * what some row leaves no doubt about, or what is declared; never a guess.
 */
public final class Times {
    /** Where a text stands. */
    @FunctionalInterface
    public interface Place {
        /** {@code FILE: line 5, column "when": }. */
        String of(int text);
    }

    private final List<Instant> instants = new ArrayList<>();
    private DateOrder order;
    private String note;

    private Times() {}

    /** Whether a text is a date or a time, in whatever order of day and month. */
    public static boolean isDate(String text) {
        DateText date = DateText.of(text);
        return date != null && (date.canBe(DateOrder.DMY) || date.canBe(DateOrder.MDY));
    }

    /** Whether a text that is a date has a time that is not the beginning of a day. */
    public static boolean hasTime(String text) {
        DateText date = DateText.of(text);
        return date != null && (date.nanos() != 0 || date.offset() != 0);
    }

    /**
     * Reads distinct texts.
     *
     * @param declared what stands first in dates that do not begin with the year; null where they say so themselves
     * @throws UserError when one is no time, or nothing tells days and months apart
     */
    public static Times of(List<String> texts, DateOrder declared, Place place) {
        Times times = new Times();
        List<DateText> dates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            DateText date = DateText.of(texts.get(i));
            if (date == null) {
                throw new UserError(place.of(i) + "\"" + CsvProblems.clip(texts.get(i))
                        + "\" is neither a number nor an ISO 8601 date or time (2024-12-31T23:59:59), nor a date such as"
                        + " 31/12/2024. Rewrite the column, or use another split.");
            }
            dates.add(date);
        }
        times.order = times.order(texts, dates, declared, place);
        DateOrder settled = times.order == null ? DateOrder.DMY : times.order;
        for (int i = 0; i < texts.size(); i++) {
            if (!dates.get(i).canBe(settled)) {
                throw new UserError(
                        place.of(i) + "\"" + CsvProblems.clip(texts.get(i)) + "\" is no date when it is read as "
                                + settled.shown()
                                + ". Correct it, or say what stands first with csv.dates (--dates).");
            }
            times.instants.add(dates.get(i).instant(settled));
        }
        return times;
    }

    /** The times, in the order of the texts. */
    public List<Instant> instants() {
        return instants;
    }

    /** What stands first in the dates that do not begin with the year; null when all do. */
    public DateOrder order() {
        return order;
    }

    /** How days and months were told apart, a sentence that follows the column's name; null where nothing had to be. */
    public String note() {
        return note;
    }

    private DateOrder order(List<String> texts, List<DateText> dates, DateOrder declared, Place place) {
        if (declared != null || dates.stream().noneMatch(DateText::isYearLast)) {
            return declared;
        }
        int sureDay = -1;
        int sureMonth = -1;
        int open = -1;
        for (int i = 0; i < dates.size(); i++) {
            DateText date = dates.get(i);
            if (!date.isYearLast()) {
                continue;
            }
            boolean day = date.canBe(DateOrder.DMY);
            boolean month = date.canBe(DateOrder.MDY) && date.lead() != DateText.Lead.POINTED;
            sureDay = sureDay < 0 && day && !month ? i : sureDay;
            sureMonth = sureMonth < 0 && month && !day ? i : sureMonth;
            open = open < 0 && day && month && date.first() != date.second() ? i : open;
        }
        if (sureDay >= 0 && sureMonth >= 0) {
            throw new UserError(place.of(sureDay) + "\"" + CsvProblems.clip(texts.get(sureDay))
                    + "\" has the day first and \"" + CsvProblems.clip(texts.get(sureMonth))
                    + "\" the month. Write all dates as 2024-12-31.");
        }
        if (open >= 0 && sureDay < 0 && sureMonth < 0) {
            throw new UserError(place.of(open) + "\"" + CsvProblems.clip(texts.get(open))
                    + "\" may be "
                    + day(dates.get(open), DateOrder.DMY) + " or "
                    + day(dates.get(open), DateOrder.MDY)
                    + ", and no row tells which. Say what stands first: csv.dates: dmy or mdy (--dates).");
        }
        DateOrder found = sureMonth >= 0 ? DateOrder.MDY : DateOrder.DMY;
        int sure = Math.max(sureDay, sureMonth);
        if (sure >= 0 && open >= 0) {
            note = "its dates are read as " + found.shown() + ", since \"" + CsvProblems.clip(texts.get(sure))
                    + "\" can be nothing else";
        }
        return found;
    }

    private static LocalDate day(DateText date, DateOrder order) {
        return LocalDate.ofInstant(date.instant(order), ZoneOffset.UTC);
    }
}

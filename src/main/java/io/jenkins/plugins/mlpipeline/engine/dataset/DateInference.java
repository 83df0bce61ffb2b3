package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds out whether a column is one of dates, and how they are written.
 *
 * <ul>
 *   <li>A column of texts that are all dates is one of dates. What comes first in {@code 01/02/2024} is what some cell leaves no
 *       doubt about, or what is declared; else it stops.
 *   <li>A column of which 99 % or more are dates, and not all, stops: the other cells are mistakes or mean "no value".
 *   <li>A column of numbers is never taken for dates; a note says when it looks like them.
 * </ul>
 */
final class DateInference {
    private static final long MOSTLY = 99;
    private static final long PERCENT = 100;
    private static final int SHOWN = 3;

    /** With fewer different values numbers in the range of dates say nothing. */
    private static final int FEW = 10;

    /** Times that people have: from the year 1980 to 2060. */
    private static final double EARLIEST = 315_532_800;

    private static final double LATEST = 2_840_140_800.0;

    private static final Pattern SHORT_YEAR =
            Pattern.compile("[0-9]{1,2}([./-])[0-9]{1,2}\\1[0-9]{2}(?:[ T][0-9]{1,2}:[0-9]{2}.{0,16})?");

    private final String file;
    private final String leaveOut;
    private final CsvFormat format;
    private final List<String> warnings;

    /**
     * @param file for messages
     * @param leaveOut how a user has a column left out, for messages
     * @param warnings where to say what the reader should know
     */
    DateInference(String file, String leaveOut, CsvFormat format, List<String> warnings) {
        this.file = file;
        this.leaveOut = leaveOut;
        this.format = format;
        this.warnings = warnings;
    }

    /**
     * How the dates of a column are written.
     *
     * @param column read to its end, texts listed unless it is one of numbers
     * @param declared whether it is declared as one of dates
     * @return null when it is none of dates
     * @throws UserError when that is in doubt
     */
    DateForm form(ColumnReader column, boolean declared) {
        if (column.values() == 0) {
            return null;
        }
        if (column.isNumber()) {
            if (declared) {
                throw new UserError(file + ": " + name(column)
                        + " is declared as dates and has numbers. Say what they are: \"date compact\" (20241231), \"date"
                        + " seconds\" or \"date milliseconds\" since 1970 (columns, --columns).");
            }
            return null;
        }
        List<String> texts = column.texts();
        int[] dates = IntStream.range(0, texts.size())
                .filter(i -> Times.isDate(texts.get(i)))
                .toArray();
        long[] rows = column.rowsOfTexts();
        long dated = Arrays.stream(dates).mapToLong(i -> rows[i]).sum();
        long all = Arrays.stream(rows).sum();
        if (dated < all && !isAll(column, declared, dated, all, rows)) {
            return null;
        }
        List<String> written = Arrays.stream(dates).mapToObj(texts::get).toList();
        Times times = Times.of(written, format.dates(), text -> file + ": " + name(column) + ": ");
        boolean hours = written.stream().anyMatch(Times::hasTime);
        warnings.add(name(column) + " is read as dates (\"" + CsvProblems.clip(written.get(0)) + "\")"
                + (times.note() == null ? "" : ", and " + times.note()) + "; year, month, day"
                + (hours ? ", weekday and hour" : " and weekday") + " of each are features.");
        return DateForm.of(times.order());
    }

    /** Whether a column in which not all are dates is one of dates all the same. */
    private boolean isAll(ColumnReader column, boolean declared, long dated, long all, long[] rows) {
        if (dated == 0 && !declared) {
            shortYears(column);
            return false;
        }
        if (!declared && dated * PERCENT < MOSTLY * all) {
            if (dated * 2 >= all) {
                warnings.add(
                        name(column) + " is no column of dates: " + dated + " of " + all + " values are dates, but "
                                + shown(column, rows)
                                + ". Add these to the missing-value tokens if they mean no value, or declare it as dates (columns,"
                                + " --columns).");
            }
            return false;
        }
        if (format.badNumbersAreMissing() && dated > 0) {
            return true;
        }
        boolean one = all - dated == 1;
        throw new UserError(file + ": " + name(column) + " has " + dated + (dated == 1 ? " date and " : " dates and ")
                + (all - dated) + (one ? " cell that is none (" : " cells that are none (") + shown(column, rows)
                + "). Correct " + (one ? "it" : "them")
                + ", add the text to the missing-value tokens (csv.missing, --missing), have all such cells count as"
                + " missing (csv.badNumbers: missing, --bad-numbers missing), declare it as a category (columns,"
                + " --columns) if it is one, or " + leaveOut + ".");
    }

    private static String shown(ColumnReader column, long[] rows) {
        List<String> texts = column.texts();
        List<String> others = IntStream.range(0, texts.size())
                .filter(i -> !Times.isDate(texts.get(i)))
                .limit(SHOWN + 1L)
                .mapToObj(i ->
                        "\"" + CsvProblems.clip(texts.get(i)) + "\" in " + rows[i] + (rows[i] == 1 ? " row" : " rows"))
                .toList();
        return others.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (others.size() > SHOWN ? ", ..." : "");
    }

    /** Nobody knows the century of {@code 31.12.24}. */
    private void shortYears(ColumnReader column) {
        List<String> texts = column.texts();
        if (texts.size() > 1
                && texts.stream()
                        .allMatch(text -> SHORT_YEAR.matcher(text.strip()).matches())) {
            warnings.add(
                    name(column) + " looks like dates whose years have two digits (\"" + CsvProblems.clip(texts.get(0))
                            + "\"), which are not read as dates, since they may be of two centuries. Write the years with four"
                            + " digits.");
        }
    }

    /** What to say about numbers that look like dates, to follow a column's name; null when they don't. */
    static String numberNote(double[] values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        if (Arrays.stream(known).anyMatch(v -> Math.abs(v - Math.rint(v)) > 0)
                || Arrays.stream(known).distinct().limit(FEW).count() < FEW) {
            return null;
        }
        for (DateForm form : List.of(DateForm.COMPACT, DateForm.SECONDS, DateForm.MILLISECONDS)) {
            List<Double> times = new ArrayList<>();
            for (double value : known) {
                double seconds = form.seconds(value);
                if (!(seconds >= EARLIEST && seconds < LATEST)) {
                    break;
                }
                times.add(seconds);
            }
            if (times.size() == known.length) {
                return " is read as a number and looks like dates (" + (long) known[0] + " would be "
                        + Instant.ofEpochSecond(times.get(0).longValue()) + "). Declare it as \"date " + form.key()
                        + "\" (columns, --columns) if it is one: then year, month, day, weekday and hour of it are features.";
            }
        }
        return null;
    }

    private static String name(ColumnReader column) {
        return "column \"" + CsvProblems.clip(column.name) + "\"";
    }
}

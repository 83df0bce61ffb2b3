package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Splits so that the newest rows are the test part. Rows with the same time are never parted: those at the border go to
 * the test part, or, when nothing would be left to train on, to the training part.
 *
 * <p>A time is a number, or an ISO 8601 date or date with time ({@code 2024-12-31}, {@code 2024-12-31T23:59:59},
 * {@code 2024-12-31 23:59}, with or without {@code Z} or {@code +01:00}); without an offset it is taken as UTC.
 */
final class TimeSplit {
    /** From this difference between the asked and the reached share on, a note says so. */
    private static final double WORTH_A_NOTE = 0.02;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private TimeSplit() {}

    static Split of(TrainingData data, String column, double testSize) {
        int wanted = RandomSplit.testRows(data, testSize);
        int[] ranks = ranks(data, column);
        int[] sorted = ranks.clone();
        Arrays.sort(sorted);
        int border = sorted[sorted.length - wanted];
        if (border == sorted[0]) {
            if (sorted[sorted.length - 1] == border) {
                throw new UserError(data.file() + ": column \"" + CsvProblems.clip(column)
                        + "\" has the same time in every row. Name another column, or use another split.");
            }
            border++;
        }
        int from = border;
        int[] test =
                IntStream.range(0, ranks.length).filter(i -> ranks[i] >= from).toArray();
        List<String> notes = new ArrayList<>();
        if (Math.abs((double) test.length / data.rows() - testSize) > WORTH_A_NOTE) {
            notes.add("the test part has " + test.length + " of " + data.rows() + " rows where " + wanted
                    + " were asked for, because rows with the same \"" + CsvProblems.clip(column)
                    + "\" stay together.");
        }
        return RandomSplit.parts(
                data,
                IntStream.range(0, ranks.length).filter(i -> ranks[i] < from).toArray(),
                test,
                notes);
    }

    /** The rank of each row's time among the distinct times, oldest 0. */
    static int[] ranks(TrainingData data, String column) {
        Table others = data.others();
        int position = others.position(column);
        if (position < 0) {
            throw new IllegalArgumentException("not read: " + column);
        }
        if (others.type(position) == ColumnType.NUMBER) {
            double[] times = others.numbers(position);
            for (int i = 0; i < times.length; i++) {
                if (Double.isNaN(times[i])) {
                    throw missing(data, column, i);
                }
            }
            double[] distinct =
                    Arrays.stream(times).map(t -> t + 0.0).sorted().distinct().toArray();
            return Arrays.stream(times)
                    .mapToInt(t -> Arrays.binarySearch(distinct, t + 0.0))
                    .toArray();
        }
        int[] codes = others.codes(position);
        List<String> texts = others.dictionary(position).entries();
        Instant[] times = new Instant[texts.size()];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] < 0) {
                throw missing(data, column, i);
            }
            if (times[codes[i]] == null) {
                times[codes[i]] = time(texts.get(codes[i]), data, column, i);
            }
        }
        List<Instant> distinct = Arrays.stream(times)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
        int[] rank = Arrays.stream(times)
                .mapToInt(t -> Collections.binarySearch(distinct, t))
                .toArray();
        return Arrays.stream(codes).map(c -> rank[c]).toArray();
    }

    private static Instant time(String text, TrainingData data, String column, int row) {
        try {
            TemporalAccessor parsed =
                    TIME.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (parsed instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            if (parsed instanceof LocalDateTime time) {
                return time.toInstant(ZoneOffset.UTC);
            }
            return ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new UserError(
                    data.file() + ": line " + data.lines().first(row) + ", column \"" + CsvProblems.clip(column)
                            + "\": \"" + CsvProblems.clip(text)
                            + "\" is neither a number nor an ISO 8601 date or time (2024-12-31T23:59:59)."
                            + " Rewrite the column, or use another split.",
                    e);
        }
    }

    private static UserError missing(TrainingData data, String column, int row) {
        return new UserError(data.file() + ": line " + data.lines().first(row) + ", column \""
                + CsvProblems.clip(column) + "\": the time is missing. Fill it in, or take the row out.");
    }
}

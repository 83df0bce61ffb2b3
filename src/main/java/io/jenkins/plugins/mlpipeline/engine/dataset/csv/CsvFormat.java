package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a CSV file is written: RFC 4180 with a header line, cells quoted with {@code "} where needed.
 *
 * @param delimiter one of {@link #DELIMITERS}; null: detected from the header line, see {@link #detect}
 * @param charset how bytes become text; a byte order mark is skipped
 * @param missing texts that mean "no value", compared exactly after blanks around the cell are taken off; an empty cell is
 *     always missing
 * @param numbers how numbers are written
 * @param badNumbersAreMissing whether a cell of a number column that is no number is missing, and no mistake
 * @param comment lines that begin with it are skipped; null for none
 * @param dates what stands first in dates that do not begin with the year; null where the dates say so themselves
 * @param dateColumns the columns whose cells are dates, each with how they are written; as numbers they are seconds since the
 *     beginning of 1970 in UTC
 */
public record CsvFormat(
        Character delimiter,
        Charset charset,
        List<String> missing,
        NumberForm numbers,
        boolean badNumbersAreMissing,
        Character comment,
        DateOrder dates,
        Map<String, DateForm> dateColumns) {
    /** The delimiters that are understood, in the order in which ties are decided. */
    public static final String DELIMITERS = ",;\t|";

    /** What means "no value" beside an empty cell unless declared otherwise; upper and lower case count. */
    public static final List<String> DEFAULT_MISSING =
            List.of("NA", "N/A", "n/a", "<NA>", "#N/A", "NaN", "nan", "null", "NULL", "?");

    /** Delimiter detected, UTF-8, the default missing-value tokens. */
    public static final CsvFormat DEFAULT = new CsvFormat(null, StandardCharsets.UTF_8, DEFAULT_MISSING);

    /** What may begin a line that is skipped. */
    private static final String COMMENTS = "#%!;*/";

    private static final int LINE_FEED = 0x0A;
    private static final int CARRIAGE_RETURN = 0x0D;

    public CsvFormat {
        missing = List.copyOf(missing);
        dateColumns = Map.copyOf(dateColumns);
    }

    /** A format with plain numbers, in which every other cell of a number column is a mistake. */
    public CsvFormat(Character delimiter, Charset charset, List<String> missing) {
        this(delimiter, charset, missing, NumberForm.PLAIN, false, null, null, Map.of());
    }

    /**
     * A format as options or a spec declare it.
     *
     * @param delimiter one of {@code , ; | tab}, also {@code \t}; null: detected
     * @param charset a charset's name; null: UTF-8
     * @param missing missing-value tokens in place of the default ones; null: the default ones
     * @throws UserError when the delimiter or the charset is not supported
     */
    public static CsvFormat of(String delimiter, String charset, List<String> missing) {
        return new CsvFormat(
                delimiter == null ? null : delimiterOf(delimiter),
                charset == null ? StandardCharsets.UTF_8 : charsetOf(charset),
                missing == null
                        ? DEFAULT_MISSING
                        : missing.stream()
                                .map(String::strip)
                                .filter(token -> !token.isEmpty())
                                .distinct()
                                .toList());
    }

    /** The same format with its delimiter settled. */
    public CsvFormat withDelimiter(char settled) {
        return new CsvFormat(settled, charset, missing, numbers, badNumbersAreMissing, comment, dates, dateColumns);
    }

    /** The format of a text that was made of a file of another format, whose numbers are numbers. */
    CsvFormat ofMadeText() {
        return new CsvFormat(
                ',', StandardCharsets.UTF_8, missing, NumberForm.PLAIN, badNumbersAreMissing, null, dates, dateColumns);
    }

    /** The same format with other missing-value tokens. */
    public CsvFormat withMissing(List<String> tokens) {
        return new CsvFormat(delimiter, charset, tokens, numbers, badNumbersAreMissing, comment, dates, dateColumns);
    }

    /** The same format with other numbers. */
    public CsvFormat withNumbers(NumberForm form, boolean badAreMissing) {
        return new CsvFormat(delimiter, charset, missing, form, badAreMissing, comment, dates, dateColumns);
    }

    /**
     * The same format with comments.
     *
     * @param sign begins a line that is skipped; null for none
     * @throws UserError when it is not a single sign that may begin one
     */
    public CsvFormat withComment(String sign) {
        if (sign != null && (sign.length() != 1 || !COMMENTS.contains(sign))) {
            throw new UserError("the comment sign \"" + CsvProblems.clip(sign) + "\" is not supported. Use one of "
                    + String.join(" ", COMMENTS.split("")) + ".");
        }
        return new CsvFormat(
                delimiter,
                charset,
                missing,
                numbers,
                badNumbersAreMissing,
                sign == null ? null : sign.charAt(0),
                dates,
                dateColumns);
    }

    /** The same format with another order in dates. */
    public CsvFormat withDates(DateOrder order) {
        return new CsvFormat(delimiter, charset, missing, numbers, badNumbersAreMissing, comment, order, dateColumns);
    }

    /** The same format in which some columns more are of dates. */
    public CsvFormat withDateColumns(Map<String, DateForm> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, DateForm> all = new HashMap<>(dateColumns);
        all.putAll(more);
        return new CsvFormat(delimiter, charset, missing, numbers, badNumbersAreMissing, comment, dates, all);
    }

    /**
     * The delimiter of a header line: the one that stands most often outside quotes; ties go to the first in
     * {@link #DELIMITERS}; a line without any has one column and counts as comma-separated.
     *
     * @param text the beginning of a file without byte order mark; what follows the first line that is not empty is not
     *     looked at
     */
    public static char detect(CharSequence text) {
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                if (begun) {
                    break;
                }
                continue;
            } else if (!quoted && DELIMITERS.indexOf(c) >= 0) {
                counts[DELIMITERS.indexOf(c)]++;
            }
            begun = true;
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            if (counts[i] > counts[best]) {
                best = i;
            }
        }
        return DELIMITERS.charAt(best);
    }

    /** A delimiter as it is shown to people: in quotes, a tab by its name. */
    static String show(char delimiter) {
        return delimiter == '\t' ? "tab" : "\"" + delimiter + "\"";
    }

    private static char delimiterOf(String text) {
        if ("tab".equalsIgnoreCase(text) || "\\t".equals(text)) {
            return '\t';
        }
        if (text.length() == 1 && DELIMITERS.contains(text)) {
            return text.charAt(0);
        }
        throw new UserError("delimiter \"" + text
                + "\" is not supported. Use one of , ; | or tab, or leave it out to have it detected.");
    }

    private static Charset charsetOf(String name) {
        Charset charset;
        try {
            charset = Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UserError(
                    "charset \"" + name + "\" is unknown. Use for example UTF-8, UTF-16, ISO-8859-1 or windows-1252.",
                    e);
        }
        if (!isSupported(charset)) {
            throw new UserError("charset \"" + name + "\" is not supported. Convert the file to UTF-8.");
        }
        return charset;
    }

    /** Line ends must be found in the bytes (holdout rows are copied unread): UTF-16, or a charset that extends ASCII. */
    private static boolean isSupported(Charset charset) {
        if (charset.name().startsWith("UTF-16")) {
            return true;
        }
        if (!charset.canEncode()) {
            return false;
        }
        byte[] ends = "\n\r".getBytes(charset);
        return ends.length == 2 && ends[0] == LINE_FEED && ends[1] == CARRIAGE_RETURN;
    }
}

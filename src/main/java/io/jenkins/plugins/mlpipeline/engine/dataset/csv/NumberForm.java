package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How numbers are written in a file, where people wrote them and not programs.
 *
 * @param decimal what parts whole units and fractions: {@code .} or {@code ,}
 * @param thousands what parts groups of digits: one of {@link #SEPARATORS}, other than {@code decimal}; null for nothing
 * @param signs whether a currency sign, a percent sign ({@code 12 %} is 0.12) and brackets or a minus sign behind the number
 *     ({@code (5.00)} and {@code 5.00-} are -5) may stand at a number
 */
public record NumberForm(char decimal, Character thousands, boolean signs) {
    /** As programs write numbers. */
    public static final NumberForm PLAIN = new NumberForm('.', null, false);

    /** What may part groups of digits; a blank stands for all kinds of blanks, an apostrophe for the typographic one too. */
    public static final String SEPARATORS = ",. '";

    private static final char NO_BREAK = '\u00A0';
    private static final char NARROW_NO_BREAK = '\u202F';
    private static final char THIN = '\u2009';
    private static final char TYPOGRAPHIC = '\u2019';
    private static final char MINUS = '\u2212';
    private static final int GROUP = 3;
    private static final int PAIR = 2;
    private static final int CODE = 3;
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * A form as options or a spec declare it.
     *
     * @param decimal {@code .} or {@code ,}; null: a point
     * @param thousands one of {@link #SEPARATORS}, or {@code space}; null: digits are in no groups
     * @param signs whether signs may stand at numbers; null: no
     * @throws UserError when it is something else, or both are the same
     */
    public static NumberForm of(String decimal, String thousands, Boolean signs) {
        if (decimal != null && !List.of(".", ",").contains(decimal)) {
            throw new UserError("the decimal sign \"" + CsvProblems.clip(decimal) + "\" is not supported. Use . or ,");
        }
        String between = "space".equals(thousands) ? " " : thousands;
        if (between != null && (between.length() != 1 || !SEPARATORS.contains(between))) {
            throw new UserError("the thousands separator \"" + CsvProblems.clip(thousands)
                    + "\" is not supported. Use one of , . ' or space.");
        }
        char point = decimal == null ? '.' : decimal.charAt(0);
        if (between != null && between.charAt(0) == point) {
            throw new UserError("the decimal sign and the thousands separator are both \"" + point
                    + "\". Give the decimal sign too, or take another separator.");
        }
        return new NumberForm(point, between == null ? null : between.charAt(0), signs != null && signs);
    }

    /** Whether it is {@link #PLAIN}. */
    public boolean isPlain() {
        return equals(PLAIN);
    }

    /** Whether what {@link Decimal} takes for a number is the same number in this form. */
    boolean keepsPlainNumbers() {
        return decimal == '.';
    }

    /**
     * The number that a range of characters without blanks around writes.
     *
     * @return {@code NaN} when it is not a number; infinite when it is too large for a double
     */
    public double parse(char[] chars, int from, int to) {
        if (isPlain()) {
            return Decimal.parse(chars, from, to);
        }
        int first = from;
        int end = to;
        boolean negative = false;
        boolean percent = false;
        boolean signed = false;
        boolean currency = false;
        if (signs) {
            if (end - first > 2 && chars[first] == '(' && chars[end - 1] == ')') {
                negative = true;
                signed = true;
                first = skipBlanks(chars, first + 1, end);
                end = dropBlanks(chars, first, end - 1);
            } else if (end - first > 1 && isMinus(chars[end - 1])) {
                negative = true;
                signed = true;
                end = dropBlanks(chars, first, end - 1);
            }
            if (end - first > 1 && chars[end - 1] == '%') {
                percent = true;
                end = dropBlanks(chars, first, end - 1);
            } else {
                int number = withoutCurrencyBehind(chars, first, end);
                currency = number < end;
                end = number;
            }
        }
        if (first < end && !signed && (isMinus(chars[first]) || chars[first] == '+')) {
            negative = chars[first] != '+';
            signed = true;
            first = signs ? skipBlanks(chars, first + 1, end) : first + 1;
        }
        if (signs && !currency) {
            first = withoutCurrencyBefore(chars, first, end);
            if (first < end && !signed && isMinus(chars[first])) {
                negative = true;
                first++;
            }
        }
        double value = digits(chars, first, end, percent);
        return negative ? -value : value;
    }

    /** The number behind its sign. */
    private double digits(char[] chars, int from, int to, boolean percent) {
        char[] plain = new char[to - from + (percent ? 3 : 0) + 1];
        int size = 0;
        int group = 0;
        int groups = 0;
        boolean pairs = false;
        boolean triples = false;
        int i = from;
        for (; i < to; i++) {
            char c = chars[i];
            if (c >= '0' && c <= '9') {
                plain[size++] = c;
                group++;
            } else if (thousands != null && isThousands(c)) {
                boolean first = groups++ == 0;
                if (first ? group < 1 || group > GROUP : group != GROUP && group != PAIR) {
                    return Double.NaN;
                }
                pairs |= !first && group == PAIR;
                triples |= !first && group == GROUP;
                group = 0;
            } else {
                break;
            }
        }
        // 1,234,567 or, as in India, 12,34,567.
        boolean mixed = pairs && (triples || thousands != ',');
        if (mixed || groups > 0 && group != GROUP || size == 0 && (i == to || chars[i] != decimal)) {
            return Double.NaN;
        }
        for (boolean fraction = false; i < to; i++) {
            char c = chars[i];
            if (c == decimal && !fraction) {
                fraction = true;
                plain[size++] = '.';
            } else if (c == '.' || percent && (c == 'e' || c == 'E')) {
                return Double.NaN;
            } else {
                plain[size++] = c;
            }
        }
        if (percent) {
            plain[size++] = 'e';
            plain[size++] = '-';
            plain[size++] = '2';
        }
        return Decimal.parse(plain, 0, size);
    }

    /** As programs write it, and where signs may stand at numbers as typesetters do. */
    private boolean isMinus(char c) {
        return c == '-' || signs && c == MINUS;
    }

    private boolean isThousands(char c) {
        return switch (thousands) {
            case ' ' -> isBlank(c);
            case '\'' -> c == '\'' || c == TYPOGRAPHIC;
            default -> c == thousands;
        };
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == NO_BREAK || c == NARROW_NO_BREAK || c == THIN;
    }

    private static int skipBlanks(char[] chars, int from, int to) {
        int i = from;
        while (i < to && isBlank(chars[i])) {
            i++;
        }
        return i;
    }

    private static int dropBlanks(char[] chars, int from, int to) {
        int i = to;
        while (i > from && isBlank(chars[i - 1])) {
            i--;
        }
        return i;
    }

    /** Where a number begins behind a currency: its sign, or its code (ISO 4217). */
    private static int withoutCurrencyBefore(char[] chars, int from, int to) {
        if (from < to && Character.getType(chars[from]) == Character.CURRENCY_SYMBOL) {
            return skipBlanks(chars, from + 1, to);
        }
        return to - from > CODE && isCode(chars, from) ? skipBlanks(chars, from + CODE, to) : from;
    }

    private static int withoutCurrencyBehind(char[] chars, int from, int to) {
        if (from < to && Character.getType(chars[to - 1]) == Character.CURRENCY_SYMBOL) {
            return dropBlanks(chars, from, to - 1);
        }
        return to - from > CODE && isCode(chars, to - CODE) ? dropBlanks(chars, from, to - CODE) : to;
    }

    private static boolean isCode(char[] chars, int from) {
        return CODES.contains(new String(chars, from, CODE));
    }
}

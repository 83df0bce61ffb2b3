package io.jenkins.plugins.mlpipeline.form;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.math.BigDecimal;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One value that a pipeline script or a form gives for a parameter, as the type that the parameter has. What can mean only
 * one thing is taken, a number for a text and the text of a number; anything else gets a sentence.
 */
@Restricted(NoExternalUse.class)
public final class Argument {
    private static final int LONGEST_NUMBER = 40;

    private final String name;
    private final Object value;

    /** @param value what was given; not null */
    public Argument(String name, Object value) {
        this.name = name;
        this.value = value;
    }

    /**
     * The value as a type.
     *
     * @param type of the parameter; what is none of {@code String}, {@code Integer}, {@code Long}, {@code Double} and
     *     {@code boolean} reads any value itself
     * @throws UserError when the value can't be one
     */
    public Object as(Class<?> type) {
        if (type == String.class) {
            return text();
        }
        if (type == Integer.class) {
            return (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == Long.class) {
            return whole(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == Double.class) {
            return number("a number", "0.5").doubleValue();
        }
        return type == boolean.class ? truth() : value;
    }

    private String text() {
        if (!Given.isPlain(value)) {
            throw new UserError(name + " is " + Given.kind(value) + "; one text is expected: " + name + ": '...'.");
        }
        // Plain, 1e999999999 would be a text of a billion zeros.
        return value instanceof BigDecimal number && isShort(number) ? number.toPlainString() : value.toString();
    }

    private long whole(long least, long most) {
        BigDecimal number = number("a whole number", "10");
        if (number.stripTrailingZeros().scale() > 0
                || number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw unexpected("a whole number from " + least + " to " + most, "10");
        }
        return number.longValueExact();
    }

    private BigDecimal number(String expected, String example) {
        if (!(value instanceof Number) && !(value instanceof CharSequence)) {
            throw unexpected(expected, example);
        }
        String text = value.toString().strip();
        if (text.length() > LONGEST_NUMBER) {
            throw unexpected(expected, example);
        }
        return parse(text, expected, example);
    }

    private static boolean isShort(BigDecimal number) {
        return Math.abs((long) number.scale()) <= Double.MAX_EXPONENT;
    }

    private BigDecimal parse(String text, String expected, String example) {
        boolean percent = text.endsWith("%");
        try {
            BigDecimal number = new BigDecimal(
                    percent ? text.substring(0, text.length() - 1).strip() : text);
            if (!isShort(number)) {
                throw unexpected(expected, example);
            }
            if (percent) {
                throw new UserError(name + " is \"" + text + "\"; write it as a number: " + name + ": "
                        + number.movePointLeft(2).toPlainString() + ".");
            }
            return number;
        } catch (NumberFormatException e) {
            throw unexpected(expected, example);
        }
    }

    private boolean truth() {
        if (value instanceof Boolean truth) {
            return truth;
        }
        return switch (String.valueOf(value).strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unexpected("true or false", "true");
        };
    }

    private UserError unexpected(String expected, String example) {
        return new UserError(name + " is " + Given.kind(value) + "; " + expected + " is expected, for example " + name
                + ": " + example + ".");
    }
}

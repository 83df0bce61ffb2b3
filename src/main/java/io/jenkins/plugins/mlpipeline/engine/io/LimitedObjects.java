package io.jenkins.plugins.mlpipeline.engine.io;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Holds the maps and lists of a script against a budget, as if they were written out. A map that holds itself is nested too
 * deep like any other.
 */
public final class LimitedObjects {
    private static final String ALL = "the parameters";
    private static final double BITS_OF_A_DIGIT = Math.log(10) / Math.log(2);

    private final Budget budget;

    private LimitedObjects(Budget budget) {
        this.budget = budget;
    }

    /**
     * Goes over a value and builds nothing.
     *
     * @param at what to call it in messages, for example {@code gates[0]}; empty for all the parameters
     * @throws UserError when it goes beyond the budget
     */
    public static void check(Object value, String at, Budget budget) {
        new LimitedObjects(budget).check(value, 0, () -> at.isEmpty() ? ALL : at);
    }

    private void check(Object value, int depth, Supplier<String> at) {
        if (value instanceof Map<?, ?> map) {
            budget.checkDepth(depth + 1, at);
            budget.take(1, 0, at);
            map.forEach((key, below) -> {
                String name = String.valueOf(key);
                budget.checkKey(name.length(), at);
                budget.take(1, name.length(), at);
                check(below, depth + 1, () -> at.get().equals(ALL) ? name : at.get() + "." + name);
            });
        } else if (value instanceof Iterable<?> items) {
            budget.checkDepth(depth + 1, at);
            budget.take(1, 0, at);
            int position = 0;
            for (Object item : items) {
                int here = position++;
                check(item, depth + 1, () -> at.get() + "[" + here + "]");
            }
        } else if (value instanceof Number number) {
            budget.checkNumber(length(number), at);
            budget.take(1, 1, at);
        } else {
            budget.take(1, value instanceof CharSequence text ? text.length() : 1, at);
        }
    }

    /** About how many digits a number has, without writing it: that takes quadratic time. */
    private static int length(Number number) {
        if (number instanceof BigInteger whole) {
            return digits(whole);
        }
        return number instanceof BigDecimal decimal ? digits(decimal.unscaledValue()) : 1;
    }

    private static int digits(BigInteger whole) {
        return (int) Math.ceil(whole.bitLength() / BITS_OF_A_DIGIT);
    }
}

package io.jenkins.plugins.mlpipeline.engine.io;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What is left of some limits. One budget is for all the texts of one step together, so that many small files are no way
 * round it. Not for several threads.
 */
public final class Budget {
    private final TextLimits limits;
    private long values;
    private long characters;

    /** A whole budget. */
    public Budget(TextLimits limits) {
        this.limits = limits;
    }

    TextLimits limits() {
        return limits;
    }

    /** How many keys and values were counted so far. */
    long values() {
        return values;
    }

    /** How many characters of keys and values were counted so far. */
    long characters() {
        return characters;
    }

    /**
     * Counts a value, or all that an alias stands for.
     *
     * @param at where it stands, to begin a message with
     * @throws UserError when that is more than the limits allow
     */
    void take(long moreValues, long moreCharacters, Supplier<String> at) {
        values += moreValues;
        characters += moreCharacters;
        if (values > limits.values()) {
            throw tooMuch(at, limits.values(), "keys and values");
        }
        if (characters > limits.characters()) {
            throw tooMuch(at, limits.characters(), "characters");
        }
    }

    private UserError tooMuch(Supplier<String> at, long most, String of) {
        return new UserError(at.get() + ": more than " + count(most) + " " + of + " up to here, which is the most for "
                + limits.what() + " and what is read together with it; a YAML alias counts as all that it stands for."
                + " Write less.");
    }

    /** @throws UserError when a mapping or list of that depth is nested too deep */
    void checkDepth(int depth, Supplier<String> at) {
        if (depth > limits.depth()) {
            throw new UserError(at.get() + ": nested more than " + limits.depth() + " levels deep, the most that "
                    + limits.what() + " may have. Write it flatter.");
        }
    }

    /** @throws UserError when a key is too long */
    void checkKey(int length, Supplier<String> at) {
        if (length > limits.key()) {
            throw new UserError(at.get() + ": a key has " + count(length) + " characters; at most "
                    + count(limits.key()) + " are read. Shorten it.");
        }
    }

    /** @throws UserError when a number is too long */
    void checkNumber(int length, Supplier<String> at) {
        if (length > limits.number()) {
            throw new UserError(at.get() + ": a number has " + count(length) + " characters; at most "
                    + count(limits.number()) + " are read. Round it, or write it in quotes if it is a text.");
        }
    }

    /**
     * A whole text, before its first character is looked at.
     *
     * @throws UserError when it is longer than all keys and values may be together
     */
    void checkLength(int length, String name) {
        if (length > limits.characters()) {
            throw new UserError(name + ": has " + count(length) + " characters; " + limits.what() + " may have "
                    + count(limits.characters()) + ". Write less.");
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

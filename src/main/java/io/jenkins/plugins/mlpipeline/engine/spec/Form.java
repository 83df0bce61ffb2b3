package io.jenkins.plugins.mlpipeline.engine.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/**
 * What the value of a setting may be.
 *
 * @param <T> the value as it is read
 * @param kind how people write it where no YAML is
 * @param reader makes the value of what was written
 * @param over a value, and what is given over it: what holds then
 * @param below the value with its relative paths put below a folder
 * @param choices the words that it may be; empty where these are not counted
 * @param schema what a JSON schema says of it; empty where that is more than one line and the schema alone says it
 */
public record Form<T>(
        Kind kind,
        Reader<T> reader,
        BinaryOperator<T> over,
        BiFunction<Path, T, T> below,
        List<String> choices,
        Map<String, Object> schema) {
    /** How a value is written in an option or a field of a form. */
    public enum Kind {
        /** One text. */
        TEXT,
        /** The place of a file or a folder; in a spec it is relative to the spec. */
        PATH,
        /** The places of files, given one by one. */
        PATHS,
        /** A whole number that a count can be. */
        COUNT,
        /** A whole number that a count can be, or true for the usual one; an option of it may have no value. */
        COUNT_OR_FLAG,
        /** Any whole number. */
        INTEGER,
        /** A number from 0 to 1. */
        SHARE,
        /** True or false; an option of it has no value. */
        FLAG,
        /** Texts with commas between them. */
        TEXTS,
        /** Texts that are given one by one. */
        ITEMS,
        /** Settings in settings, or texts that say the same in short, that are given one by one. */
        LINES,
        /** Pairs with commas between them. */
        PAIRS,
        /** Pairs that are given one by one. */
        ENTRIES,
        /** Settings in settings. */
        NESTED
    }

    /** Makes a value of what was written. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * The value of a key that is there.
         *
         * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it is not understood
         */
        T read(Fields fields, String key);
    }

    Form<T> as(Kind other) {
        return new Form<>(other, reader, over, below, choices, schema);
    }

    Form<T> merging(BinaryOperator<T> other) {
        return new Form<>(kind, reader, other, below, choices, schema);
    }

    Form<T> placedBy(BiFunction<Path, T, T> other) {
        return new Form<>(kind, reader, over, other, choices, schema);
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset;

import java.util.List;

/**
 * One input column as a model knows it, part of {@code model.json}.
 *
 * @param name the header's name, verbatim
 * @param type how its text is read
 * @param categories for {@link ColumnType#CATEGORY}: the categories seen in the training part, sorted by code point;
 *     else null
 * @param lower for numbers and dates: smallest value seen in the training part; null when none was seen
 * @param upper for numbers and dates: greatest value seen in the training part; null when none was seen
 * @param date for {@link ColumnType#DATE}: how it is written and what is made of it; else null
 */
public record Column(
        String name, ColumnType type, List<String> categories, Double lower, Double upper, DateFeatures date) {
    /** A column that is not of dates. */
    public Column(String name, ColumnType type, List<String> categories, Double lower, Double upper) {
        this(name, type, categories, lower, upper, null);
    }

    /** A number column without a known range. */
    public static Column number(String name) {
        return new Column(name, ColumnType.NUMBER, null, null, null);
    }

    /** A category column. */
    public static Column category(String name, List<String> categories) {
        return new Column(name, ColumnType.CATEGORY, List.copyOf(categories), null, null);
    }
}

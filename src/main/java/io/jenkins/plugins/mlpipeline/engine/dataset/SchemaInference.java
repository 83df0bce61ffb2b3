package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a column is read and whether it becomes a feature. The same file and options give the same answer.
 *
 * <ul>
 *   <li>A column is a number when every cell that is not missing is a finite decimal number, else a category. Integer
 *       codes are numbers unless declared as a category.
 *   <li>A column without any value is no feature.
 *   <li>A category column that is hardly ever the same twice (more than {@value #FREE_TEXT_DISTINCT} distinct texts and
 *       more than half as many as there are values) looks like an identifier or free text and is no feature, unless
 *       features names it or it is declared as a category.
 * </ul>
 *
 * Each exclusion and each doubtful column is a warning that says how to overrule it.
 */
final class SchemaInference {
    /** Up to this many distinct texts a column is never taken for free text. */
    static final int FREE_TEXT_DISTINCT = 50;

    /** From here on a warning says that there are many categories. */
    static final int MANY_CATEGORIES = 1_000;

    private static final int MOST_SAMPLED = 1_000;
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[ \\t]*[+-]?[0-9]+,[0-9]+[ \\t]*");

    private SchemaInference() {}

    /**
     * Decides about a column that was read to its end.
     *
     * @param column what was read
     * @param mixed what the first pass saw of a column with numbers and texts; null when there was one pass only
     * @param forced whether it must be a feature
     * @param declared whether its type was declared
     * @param leaveOut how a user has it left out, for messages
     * @param file for messages
     * @param warnings where to say what the reader should know
     * @return whether it is a feature
     * @throws UserError when a column that must be a feature can't be one
     */
    static boolean isFeature(
            ColumnReader column,
            ColumnReader mixed,
            boolean forced,
            boolean declared,
            String leaveOut,
            String file,
            List<String> warnings) {
        String name = "column \"" + CsvProblems.clip(column.name) + "\"";
        if (column.missing == column.rows) {
            if (forced) {
                throw new UserError(file + ": " + name + " has no value in any row. Fill it, or " + leaveOut + ".");
            }
            warnings.add(name + " has no value in any row; it is not used.");
            return false;
        }
        if (column.isNumber()) {
            if (!declared && isRowNumber(column)) {
                warnings.add(name + " counts the rows; name it in ignore if it says nothing about them.");
            }
            return true;
        }
        int distinct = column.texts().size();
        if (column.overflow) {
            String reason = name + " has more distinct texts than can be categories (" + distinct + " are kept)";
            if (forced || declared) {
                throw new UserError(file + ": " + reason + ". Shorten its texts, or " + leaveOut + ".");
            }
            warnings.add(reason + "; it is not used.");
            return false;
        }
        int values = column.rows - column.missing;
        if (distinct > FREE_TEXT_DISTINCT && distinct * 2L > values && !forced && !declared) {
            warnings.add(name + " has " + distinct + " distinct texts in " + values
                    + " values, like an identifier or free text; it is not used. Name it in features to use it"
                    + because(mixed) + decimalComma(column) + ".");
            return false;
        }
        if (distinct > MANY_CATEGORIES && !forced && !declared) {
            warnings.add(name + " has " + distinct
                    + " categories, which makes a large model; name it in ignore if it says little.");
        }
        if (!declared && mixed != null && mixed.numeric * 2L >= values) {
            warnings.add(name + " is read as a category: " + mixed.numeric + " of " + values
                    + " values are numbers" + because(mixed)
                    + ". Add that to the missing-value tokens if it means no value.");
        } else if (!declared && !decimalComma(column).isEmpty()) {
            warnings.add(name + " is read as a category" + decimalComma(column) + ".");
        }
        return true;
    }

    private static String because(ColumnReader mixed) {
        return mixed == null
                ? ""
                : ", but \"" + CsvProblems.clip(mixed.firstText) + "\" on line " + mixed.firstTextLine
                        + " is not a number";
    }

    private static String decimalComma(ColumnReader column) {
        List<String> texts = column.texts();
        return texts.stream()
                        .limit(MOST_SAMPLED)
                        .allMatch(t -> DECIMAL_COMMA.matcher(t).matches())
                ? "; its numbers have a decimal comma, write a point to have them read as numbers"
                : "";
    }

    private static boolean isRowNumber(ColumnReader column) {
        double[] values = column.numbers();
        if (values.length <= FREE_TEXT_DISTINCT) {
            return false;
        }
        for (int i = 1; i < values.length; i++) {
            // A missing value is no step either.
            if (Double.compare(values[i] - values[i - 1], 1) != 0) {
                return false;
            }
        }
        return true;
    }
}

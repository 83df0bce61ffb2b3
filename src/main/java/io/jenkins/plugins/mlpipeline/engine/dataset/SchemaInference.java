package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberGuess;
import java.util.List;

/**
 * How a column is read and whether it becomes a feature. The same file and options give the same answer.
 *
 * <ul>
 *   <li>A column is a number when every cell that is not missing is a finite number, else a category. Integer codes are
 *       numbers unless declared as a category, or equally long with zeros before some of them.
 *   <li>A column of texts that are dates is one of dates, see {@link DateInference}.
 *   <li>A column of which 99 % or more are numbers, and not all, stops: the other cells are mistakes or mean "no value", and
 *       what they are is not decided here.
 *   <li>A column without any value is no feature.
 *   <li>A category column that is hardly ever the same twice (more than {@value #FREE_TEXT_DISTINCT} distinct texts and
 *       more than half as many as there are values) looks like an identifier or free text and is no feature, unless it is
 *       declared as a category. Where features names it, or its texts look like numbers, it stops.
 * </ul>
 *
 * Each exclusion and each doubtful column is a warning that says how to overrule it.
 */
final class SchemaInference {
    /** Up to this many distinct texts a column is never taken for free text. */
    static final int FREE_TEXT_DISTINCT = 50;

    /** From here on a warning says that there are many categories. */
    static final int MANY_CATEGORIES = 1_000;

    private static final String AS_CATEGORY = "declare it as a category (columns, --columns) if it is one";

    /** Whether columns must be features since the user named them. */
    private final boolean forced;
    /** How a user has a column left out, for messages. */
    private final String leaveOut;

    private final String file;
    private final NumberForm numbers;
    private final List<String> warnings;

    /**
     * @param forced whether features names the columns
     * @param file for messages
     * @param numbers how numbers are written
     * @param warnings where to say what the reader should know
     */
    SchemaInference(boolean forced, String leaveOut, String file, NumberForm numbers, List<String> warnings) {
        this.forced = forced;
        this.leaveOut = leaveOut;
        this.file = file;
        this.numbers = numbers;
        this.warnings = warnings;
    }

    /**
     * Stops at a column of numbers with a few other cells.
     *
     * @param column whose type is inferred, read to its end
     * @throws UserError that names the cells and the ways out
     */
    void requireOneKind(ColumnReader column) {
        if (column.isMostlyNumbers()) {
            boolean one = column.others.count() == 1;
            throw new UserError(file + ": " + name(column) + " has " + column.numeric + " numbers and "
                    + column.others.count() + (one ? " cell that is" : " cells that are") + " none ("
                    + column.others.shown() + "). Correct " + (one ? "it" : "them")
                    + ", add the text to the missing-value tokens (csv.missing, --missing), have all such cells count as"
                    + " missing (csv.badNumbers: missing, --bad-numbers missing), " + AS_CATEGORY + ", or " + leaveOut
                    + ".");
        }
    }

    /**
     * Decides about a column that was read to its end.
     *
     * @param declared whether its type was declared
     * @return whether it is a feature
     * @throws UserError when a column that must be a feature can't be one, or its type is in doubt
     */
    boolean isFeature(ColumnReader column, boolean declared) {
        if (column.missing == column.rows) {
            if (forced) {
                throw new UserError(
                        file + ": " + name(column) + " has no value in any row. Fill it, or " + leaveOut + ".");
            }
            warnings.add(name(column) + " has no value in any row; it is not used.");
            return false;
        }
        if (column.isNumber()) {
            if (!declared) {
                numberNotes(column);
            }
            return true;
        }
        return isCategory(column, declared);
    }

    private void numberNotes(ColumnReader column) {
        if (isRowNumber(column)) {
            warnings.add(name(column) + " counts the rows; name it in ignore if it says nothing about them.");
        }
        String date = DateInference.numberNote(column.numbers());
        if (date != null) {
            warnings.add(name(column) + date);
        }
        if (column.zeros.count() > 0) {
            warnings.add(name(column) + " is read as numbers, though some have zeros before them ("
                    + column.zeros.shown() + "); " + AS_CATEGORY + ".");
        }
    }

    private boolean isCategory(ColumnReader column, boolean declared) {
        int distinct = column.texts().size();
        if (column.overflow) {
            String reason =
                    name(column) + " has more distinct texts than can be categories (" + distinct + " are kept)";
            if (forced || declared) {
                throw new UserError(file + ": " + reason + ". Shorten its texts, or " + leaveOut + ".");
            }
            warnings.add(reason + "; it is not used.");
            return false;
        }
        if (declared) {
            return true;
        }
        String guess = NumberGuess.of(column.texts(), numbers);
        boolean half = column.others.count() > 0 && column.numeric * 2L >= column.values();
        if (distinct > FREE_TEXT_DISTINCT && distinct * 2L > column.values()) {
            freeText(column, distinct, half, guess);
            return false;
        }
        if (distinct > MANY_CATEGORIES && !forced) {
            warnings.add(name(column) + " has " + distinct
                    + " categories, which makes a large model; name it in ignore if it says little.");
        }
        if (guess != null) {
            warnings.add(name(column) + " is read as a category; " + guess + ".");
        } else if (half) {
            warnings.add(name(column) + " is read as a category: " + column.numeric + " of " + column.values()
                    + " values are numbers, but " + column.others.shown()
                    + (column.others.count() == 1 ? " is not a number" : " are not")
                    + ". Add that to the missing-value tokens if it means no value.");
        } else if (column.zeros.count() > 0) {
            warnings.add(name(column) + " is read as a category: its numbers are equally long, some with zeros before"
                    + " them (" + column.zeros.shown()
                    + "), like codes. Declare it as a number (columns, --columns) if it is one.");
        }
        CategoryNotes.of(column).forEach(note -> warnings.add(name(column) + note));
        return true;
    }

    /** A column that says nothing about other rows: left out when nobody asked for it and it looks like nothing else. */
    private void freeText(ColumnReader column, int distinct, boolean half, String guess) {
        String has = name(column) + " has " + distinct + " distinct texts in " + column.values() + " values";
        if (guess != null) {
            throw new UserError(
                    file + ": " + has + "; " + guess + ". Otherwise " + AS_CATEGORY + ", or " + leaveOut + ".");
        }
        if (half) {
            throw new UserError(file + ": " + has + ", of which " + column.numeric + " are numbers and "
                    + column.others.shown()
                    + " are not. Add these to the missing-value tokens (csv.missing, --missing),"
                    + " declare it as a number and have them count as missing (columns, csv.badNumbers: missing), "
                    + AS_CATEGORY + ", or " + leaveOut + ".");
        }
        if (column.zeros.count() > 0) {
            throw new UserError(file + ": " + has + ", all numbers and equally long, some with zeros before them ("
                    + column.zeros.shown() + "), like codes. Declare it as a number or as a category (columns,"
                    + " --columns), or " + leaveOut + ".");
        }
        if (forced) {
            throw new UserError(file + ": " + has + ", more than half as many, like an identifier or free text: as"
                    + " categories they say nothing about other rows. Declare it as a category (columns, --columns) if"
                    + " that is meant, or " + leaveOut + ".");
        }
        warnings.add(has + ", like an identifier or free text; it is not used. Declare it as a category (columns,"
                + " --columns) to use it.");
    }

    private static String name(ColumnReader column) {
        return "column \"" + CsvProblems.clip(column.name) + "\"";
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

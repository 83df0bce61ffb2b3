package io.jenkins.plugins.mlpipeline.engine.model;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;
import java.util.ArrayList;
import java.util.List;

/** Counts the cells of one input that the model may not expect, and reads its texts. Used by one thread at a time. */
final class CellCounts {
    private final List<String> header;
    private final Column schema;
    private final Dictionary known;
    private final double lower;
    private final double upper;
    /** Missing cells by column; an input with one tensor for all columns has many. */
    private final long[] missing;

    private long outside;
    private long unseen;
    private String unseenExample;
    private long unseenLine;

    CellCounts(InputPlan plan, List<String> header) {
        this.header = header;
        this.missing = new long[header.size()];
        this.schema = plan.schema();
        boolean range = schema != null && schema.type() == ColumnType.NUMBER && schema.lower() != null;
        this.lower = range ? schema.lower() : Double.NEGATIVE_INFINITY;
        this.upper = range && schema.upper() != null ? schema.upper() : Double.POSITIVE_INFINITY;
        this.known = schema == null || schema.categories() == null ? null : new Dictionary(schema.categories());
    }

    void number(int column, double value) {
        if (Double.isNaN(value)) {
            missing[column]++;
        } else if (value < lower || value > upper) {
            outside++;
        }
    }

    /**
     * A cell's text as the model takes it: verbatim where the model's own texts are not known; else the category, or an
     * empty text where it is missing.
     */
    String text(RowCursor cursor, int column) {
        if (known == null) {
            return cursor.text(column);
        }
        int code = cursor.code(column, known);
        if (code >= 0) {
            return known.entries().get(code);
        }
        if (cursor.isMissing(column)) {
            missing[column]++;
            return "";
        }
        String text = cursor.text(column);
        if (unseen++ == 0) {
            unseenExample = text;
            unseenLine = cursor.line();
        }
        return text;
    }

    /** What a reader of the evaluation should know, one sentence each. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (int column = 0; column < missing.length; column++) {
            if (missing[column] > 0) {
                warnings.add("column \"" + header.get(column) + "\": " + cells(missing[column]) + " without a value.");
            }
        }
        if (unseen > 0) {
            warnings.add("column \"" + schema.name() + "\": " + cells(unseen)
                    + " with a category that was not in the training part (\"" + unseenExample + "\" on line "
                    + unseenLine + (unseen == 1 ? ")." : ", for example)."));
        }
        if (outside > 0) {
            warnings.add("column \"" + schema.name() + "\": " + cells(outside) + " outside of the range of the training"
                    + " part, " + schema.lower() + " to " + schema.upper() + ".");
        }
        return warnings;
    }

    private static String cells(long count) {
        return count + (count == 1 ? " cell" : " cells");
    }
}

package io.jenkins.plugins.mlpipeline.engine.model.predict;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;

/** Reads the texts of one input without making an object for each cell, where the model's own texts are known. */
final class CellTexts {
    /** Null where they are not known. */
    private final Dictionary known;

    CellTexts(InputPlan plan) {
        this.known = plan.schema() == null || plan.schema().categories() == null
                ? null
                : new Dictionary(plan.schema().categories());
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
        return cursor.isMissing(column) ? "" : cursor.text(column);
    }
}

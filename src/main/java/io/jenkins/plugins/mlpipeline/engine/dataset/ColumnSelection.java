package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which columns of a file play which part.
 *
 * @param label the column to predict
 * @param rowId the column that names a row, never a feature; null for none
 * @param features the columns to predict from; null: every column that has no other part
 * @param ignore columns that are no features
 * @param declared how columns are read, by name, where inference shall not decide
 * @param others columns to be read beside the features, for example to split by; no features unless {@code features}
 *     names them
 * @param weights the column that says what a row counts for, which is among {@code ignore}; null where each counts the same
 */
public record ColumnSelection(
        String label,
        String rowId,
        List<String> features,
        Set<String> ignore,
        Map<String, Declared> declared,
        Set<String> others,
        String weights) {
    /** Of rows that count the same. */
    public ColumnSelection(
            String label,
            String rowId,
            List<String> features,
            Set<String> ignore,
            Map<String, Declared> declared,
            Set<String> others) {
        this(label, rowId, features, ignore, declared, others, null);
    }

    public ColumnSelection {
        features = features == null ? null : List.copyOf(features);
        ignore = ignore == null ? Set.of() : Set.copyOf(ignore);
        declared = declared == null ? Map.of() : Map.copyOf(declared);
        others = others == null ? Set.of() : Set.copyOf(others);
    }

    /**
     * A column's declared type.
     *
     * @param type how its text is read
     * @param categories for a category: the only texts allowed, in the order in which they shall be listed; null: what is
     *     found in the file
     * @param date for a date: how it is written and what is made of it; else null
     */
    public record Declared(ColumnType type, List<String> categories, DateFeatures date) {
        /** A column that is not of dates. */
        public Declared(ColumnType type, List<String> categories) {
            this(type, categories, null);
        }

        /** Whether it is of dates of which nobody says how they are written. */
        boolean isOpenDate() {
            return type == ColumnType.DATE && (date == null || date.form() == null);
        }

        public Declared {
            categories = categories == null ? null : List.copyOf(categories);
        }
    }

    /** Every column but the label is a feature. */
    public static ColumnSelection of(String label) {
        return new ColumnSelection(label, null, null, null, null, null);
    }

    /** The same selection where some columns, which it ignores, are not there. */
    public ColumnSelection without(Set<String> columns) {
        Set<String> left = new HashSet<>(ignore);
        left.removeAll(columns);
        return new ColumnSelection(label, rowId, features, left, declared, others, weights);
    }

    /** The same selection with more columns read. */
    public ColumnSelection withOthers(Set<String> more) {
        return new ColumnSelection(label, rowId, features, ignore, declared, more, weights);
    }

    /** The columns that are declared as dates, with how they are written, where that is said. */
    public Map<String, DateForm> dateForms() {
        Map<String, DateForm> forms = new HashMap<>();
        declared.forEach((name, column) -> {
            if (column.date() != null && column.date().form() != null) {
                forms.put(name, column.date().form());
            }
        });
        return forms;
    }
}

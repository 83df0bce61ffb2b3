package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection.Declared;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.DateFeatures;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code columns}: how columns are read, {@code {zip: category, size: [S, M, L], born: date dmy at 2024-12-31}}. */
final class ColumnsReader {
    private static final String AT = " at ";

    private ColumnsReader() {}

    static Map<String, Declared> read(Fields fields, String key) {
        Setting.Section columns = fields.section(key);
        Map<String, Declared> declared = new LinkedHashMap<>();
        columns.entries().forEach((column, setting) -> declared.put(column, declared(fields, column, setting)));
        return declared;
    }

    private static Declared declared(Fields fields, String column, Setting setting) {
        if (setting instanceof Setting.Items items) {
            List<String> categories = items.items().stream()
                    .map(item -> item instanceof Setting.Scalar scalar && scalar.value() != null ? scalar.text() : null)
                    .toList();
            if (!categories.isEmpty()
                    && !categories.contains(null)
                    && categories.stream().distinct().count() == categories.size()) {
                return new Declared(ColumnType.CATEGORY, categories);
            }
        } else if (setting instanceof Setting.Scalar scalar && scalar.text().indexOf('|') >= 0) {
            List<String> categories = List.of(scalar.text().split("\\|", -1));
            if (categories.stream().distinct().count() == categories.size()) {
                return new Declared(ColumnType.CATEGORY, categories);
            }
        } else if (setting instanceof Setting.Scalar scalar) {
            DateFeatures date = date(scalar.text().strip());
            if (date != null) {
                return new Declared(ColumnType.DATE, null, date);
            }
            for (ColumnType type : List.of(ColumnType.NUMBER, ColumnType.CATEGORY)) {
                if (type.key().equals(scalar.text())) {
                    return new Declared(type, null);
                }
            }
        }
        throw fields.wrong(
                setting,
                column,
                "number, category, date (\"date\", \"date dmy\", \"date seconds at 2024-12-31\"; forms are "
                        + String.join(", ", DateForm.keys()) + "), or a list of distinct categories,");
    }

    /** {@code date [FORM] [at DATE|COLUMN]}; null for something else. */
    private static DateFeatures date(String text) {
        int at = text.indexOf(AT);
        String[] words = (at < 0 ? text : text.substring(0, at)).strip().split(" +");
        String until = at < 0 ? null : text.substring(at + AT.length()).strip();
        if (!words[0].equals(ColumnType.DATE.key()) || words.length > 2 || until != null && until.isEmpty()) {
            return null;
        }
        DateForm form = words.length == 1 ? null : DateForm.of(words[1]);
        return words.length > 1 && form == null ? null : new DateFeatures(form, null, until);
    }
}

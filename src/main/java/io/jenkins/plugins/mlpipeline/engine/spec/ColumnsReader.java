package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection.Declared;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code columns}: how columns are read, {@code {zip: category, size: [S, M, L]}}. */
final class ColumnsReader {
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
            for (ColumnType type : ColumnType.values()) {
                if (type.key().equals(scalar.text())) {
                    return new Declared(type, null);
                }
            }
        }
        String types = String.join(
                " or ", Arrays.stream(ColumnType.values()).map(ColumnType::key).toList());
        throw fields.wrong(setting, column, types + ", or a list of distinct categories,");
    }
}

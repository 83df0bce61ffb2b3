package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of numbers that is made of another column.
 *
 * @param name its own
 * @param values by row
 */
record MadeNumbers(String name, double[] values) {
    /** What is made of a column. */
    @FunctionalInterface
    interface Maker {
        /**
         * The numbers that stand in the place of a column.
         *
         * @param column its position
         * @return null when it stays as it is
         */
        List<MadeNumbers> of(int column);
    }

    /** The same rows with numbers in the place of some columns. */
    static Table replace(Table rows, Maker maker) {
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        List<int[]> codes = new ArrayList<>();
        List<Dictionary> dictionaries = new ArrayList<>();
        for (int c = 0; c < rows.names().size(); c++) {
            List<MadeNumbers> made = maker.of(c);
            if (made == null) {
                names.add(rows.names().get(c));
                types.add(rows.type(c));
                numbers.add(rows.numbers(c));
                codes.add(rows.codes(c));
                dictionaries.add(rows.dictionary(c));
                continue;
            }
            for (MadeNumbers column : made) {
                names.add(column.name);
                types.add(ColumnType.NUMBER);
                numbers.add(column.values);
                codes.add(null);
                dictionaries.add(null);
            }
        }
        return new Table(names, types, numbers, codes, dictionaries, rows.rows());
    }

    /** A name that no column of a table has: the wished one, or one like it. */
    static String free(Table table, String wished) {
        String name = wished;
        while (table.position(name) >= 0) {
            name += "_";
        }
        return name;
    }
}

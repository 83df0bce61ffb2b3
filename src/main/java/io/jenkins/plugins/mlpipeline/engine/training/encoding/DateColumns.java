package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.DateFeatures;
import io.jenkins.plugins.mlpipeline.engine.dataset.DatePart;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Columns of dates, each as the columns of numbers that are made of it, in its place. */
record DateColumns(List<Made> columns) {
    /**
     * What is made of a column.
     *
     * @param name the column
     * @param parts what is made of a date
     * @param features names of the columns of numbers, one for each part
     * @param until the date to which ages are counted, in seconds since 1970; {@code NaN} when it is that of a column, or none
     * @param untilColumn the column of dates to which ages are counted; null when it is none
     */
    record Made(String name, List<DatePart> parts, List<String> features, double until, String untilColumn) {}

    static DateColumns learn(Table training) {
        List<Made> made = new ArrayList<>();
        for (int c = 0; c < training.names().size(); c++) {
            if (training.type(c) == ColumnType.DATE) {
                String name = training.names().get(c);
                DateFeatures date = training.date(c);
                boolean fixed = date.namesDate();
                made.add(new Made(
                        name,
                        date.parts(),
                        date.parts().stream()
                                .map(part -> MadeNumbers.free(training, name + " (" + part.key() + ")"))
                                .toList(),
                        fixed ? date.atSeconds() : Double.NaN,
                        fixed ? null : date.at()));
            }
        }
        return new DateColumns(List.copyOf(made));
    }

    /** The same rows with numbers in place of dates. */
    Table expand(Table rows) {
        return columns.isEmpty() ? rows : MadeNumbers.replace(rows, column -> numbers(rows, column));
    }

    private List<MadeNumbers> numbers(Table rows, int column) {
        Made made = made(rows.names().get(column));
        return made == null
                ? null
                : IntStream.range(0, made.parts.size())
                        .mapToObj(p -> new MadeNumbers(
                                made.features.get(p), values(made, made.parts.get(p), rows, rows.numbers(column))))
                        .toList();
    }

    private Made made(String name) {
        return columns.stream()
                .filter(column -> column.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    private static double[] values(Made made, DatePart part, Table rows, double[] seconds) {
        double[] until = made.untilColumn == null ? null : rows.numbers(rows.position(made.untilColumn));
        double[] values = new double[seconds.length];
        Arrays.setAll(values, i -> part.of(seconds[i], until == null ? made.until : until[i]));
        return values;
    }

    /**
     * Adds the nodes that make the numbers: float tensors [N, 1] with the names of the features.
     *
     * @param graph has the columns of dates as inputs, double tensors [N, 1]
     */
    void write(GraphBuilder graph) {
        for (Made made : columns) {
            CalendarNodes nodes = new CalendarNodes(graph, made.name);
            for (int p = 0; p < made.parts.size(); p++) {
                String name = made.features.get(p);
                String written = made.parts.get(p) == DatePart.AGE
                        ? nodes.age(made.until, made.untilColumn, name)
                        : nodes.part(made.parts.get(p), name);
                if (!written.equals(name)) {
                    throw new IllegalStateException("two values of the graph would be called " + name);
                }
            }
        }
    }
}

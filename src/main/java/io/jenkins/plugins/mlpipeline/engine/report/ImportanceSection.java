package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.stream.DoubleStream;

/** What the model relies on: by how much a metric falls when one input is shuffled. */
final class ImportanceSection {
    /** Inputs that are shown at once; the others fold away. */
    private static final int MOST_AT_ONCE = 12;

    private static final double ROUNDING = 1e-12;

    private ImportanceSection() {}

    static void write(Markup page, ReportInput input) {
        Importance importance = input.evaluation().importance();
        if (importance == null) {
            return;
        }
        Section.INPUTS.card(page, s -> {
            if (importance.undefined() != null) {
                s.text("p", "It could not be measured: " + importance.undefined());
                return;
            }
            s.text("p", about(importance), "class", "muted");
            List<Importance.Column> columns = importance.columns();
            Axis axis = axis(columns);
            int first = Math.min(MOST_AT_ONCE, columns.size());
            table(s, "Inputs", columns.subList(0, first), importance.metric(), axis);
            if (columns.size() > first) {
                Grid.folded(
                        s,
                        "The other " + (columns.size() - first) + " inputs",
                        d -> table(
                                d, "Other inputs", columns.subList(first, columns.size()), importance.metric(), axis));
            }
            Section.more(s, importance.inputs(), columns.size(), "inputs that matter less");
            s.text(
                    "p",
                    "Dot: mean of the repeats. Bar: from the least to the greatest of them; one that reaches the line at 0 may be"
                            + " chance. Inputs that say the same stand in for one another, so that each of them shows little.",
                    "class",
                    "legend");
        });
    }

    private static String about(Importance importance) {
        return "How much " + importance.metric() + " falls when the values of one input are shuffled among the rows, "
                + (importance.repeats() == 1 ? "once" : importance.repeats() + " times") + " each, on "
                + Figures.count(importance.rows()) + " rows. As they are it is " + Figures.rounded(importance.value())
                + ".";
    }

    /** What is left of adding and taking away the same is nothing. */
    private static String figure(double fall) {
        return Figures.rounded(Math.abs(fall) < ROUNDING ? 0 : fall);
    }

    private static Axis axis(List<Importance.Column> columns) {
        double[] ends = columns.stream()
                .flatMapToDouble(column -> DoubleStream.of(column.lowest(), column.highest()))
                .toArray();
        return Axis.around(
                "",
                Math.min(0, DoubleStream.of(ends).min().orElse(0)),
                Math.max(0, DoubleStream.of(ends).max().orElse(1)));
    }

    private static void table(
            Markup section, String caption, List<Importance.Column> columns, String metric, Axis axis) {
        Grid.table(
                section,
                caption,
                List.of("Input", "#Fall of " + metric, "Mean and repeats", "#Deviation", "#Least", "#Greatest"),
                body -> columns.forEach(column -> body.in("tr", row -> {
                            row.text("th", column.name(), "scope", "row");
                            Grid.number(row, figure(column.mean()));
                            row.in(
                                    "td",
                                    cell -> new Strip(axis)
                                            .tick("", 0)
                                            .band("a soft", column.lowest(), column.highest(), 8)
                                            .dot("a", column.mean())
                                            .write(cell));
                            Grid.number(row, figure(column.std()));
                            Grid.number(row, figure(column.lowest()));
                            Grid.number(row, figure(column.highest()));
                        })
                        .line()),
                "dense");
    }
}

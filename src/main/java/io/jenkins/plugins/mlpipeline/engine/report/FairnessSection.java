package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable;
import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessKey;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.Map;

/** How alike the model treats the groups of sensitive columns. */
final class FairnessSection {
    private static final int MOST = 100;

    private FairnessSection() {}

    static void write(Markup page, ReportInput input) {
        List<FairnessTable> tables = input.evaluation().fairness();
        if (tables == null || tables.isEmpty()) {
            return;
        }
        Section.FAIRNESS.card(page, s -> {
            s.text(
                    "p",
                    "Definitions are fairlearn\u2019s. A difference of 0 and a ratio of 1 say that all groups are treated"
                            + " alike; intervals are of bootstrap samples, and a difference of few rows is seldom 0.",
                    "class",
                    "muted");
            for (FairnessTable table : tables) {
                s.text("h3", "By " + table.by());
                groups(s, table);
                metrics(s, table.by(), input.evaluation().metrics());
            }
        });
    }

    private static void groups(Markup section, FairnessTable table) {
        Grid.table(
                section,
                "Groups of " + table.by(),
                List.of(
                        "Group",
                        "#Rows",
                        "#Positive",
                        "#Predicted positive",
                        "#True positive rate",
                        "#False positive rate"),
                body -> table.groups().stream().limit(MOST).forEach(group -> row(body, group)),
                "dense");
        Section.more(section, table.groups().size(), MOST, "groups");
    }

    private static void row(Markup body, Group group) {
        body.in("tr", row -> {
                    row.text("th", group.name(), "scope", "row");
                    Grid.number(row, Figures.count(group.rows()));
                    Grid.number(row, share(group.positives(), group.rows()));
                    Grid.number(row, share(group.selected(), group.rows()));
                    Grid.number(row, share(group.truePositives(), group.positives()));
                    Grid.number(row, share(group.falsePositives(), group.negatives()));
                })
                .line();
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "\u2013" : Figures.percent((double) part / whole);
    }

    private static void metrics(Markup section, String column, Map<String, MetricValue> metrics) {
        Grid.table(
                section,
                "Fairness by " + column,
                List.of("Metric", "#Value", "#Interval", ""),
                body -> {
                    for (FairnessMetric metric : FairnessMetric.values()) {
                        MetricValue value =
                                metrics == null ? null : metrics.get(new FairnessKey(metric, column).toString());
                        if (value != null) {
                            row(body, metric, value);
                        }
                    }
                },
                "dense");
    }

    private static void row(Markup body, FairnessMetric metric, MetricValue value) {
        body.in("tr", row -> {
                    row.text("th", metric.key().replace('_', ' '), "scope", "row");
                    if (value.value() == null) {
                        row.text("td", "no value: " + value.undefined(), "colspan", "3", "class", "remark");
                        return;
                    }
                    Grid.number(row, Figures.rounded(value.value()));
                    Grid.number(
                            row,
                            value.interval() == null
                                    ? ""
                                    : Figures.rounded(value.interval().lower()) + " \u2013 "
                                            + Figures.rounded(value.interval().upper()));
                    row.in(
                            "td",
                            cell -> new Strip(Axis.share(""))
                                    .interval(value.interval(), "a")
                                    .dot("a", value.value())
                                    .write(cell));
                })
                .line();
    }
}

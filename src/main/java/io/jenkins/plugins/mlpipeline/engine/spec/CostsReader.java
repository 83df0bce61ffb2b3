package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads cost matrices: {@code NAME: {TRUE LABEL: {PREDICTED LABEL: cost}}}. */
final class CostsReader {
    private static final String FORM =
            "a mapping of each true label to the costs of answers, such as {sick: {healthy: 100}}";

    private CostsReader() {}

    static Map<String, CostTable> read(Fields validate, String key) {
        Map<String, CostTable> tables = new LinkedHashMap<>();
        validate.section(key).entries().forEach((name, setting) -> {
            if (!(setting instanceof Setting.Section rows) || rows.entries().isEmpty()) {
                throw validate.wrong(setting, name, FORM);
            }
            Map<String, Map<String, Cost>> byTruth = new LinkedHashMap<>();
            rows.entries().forEach((truth, row) -> put(byTruth, truth, row(validate, truth, row), row));
            tables.put(name(validate, key, name), new CostTable(byTruth));
        });
        return tables;
    }

    private static String name(Fields validate, String key, String written) {
        try {
            return CostTable.name(written);
        } catch (UserError e) {
            throw new UserError(validate.at(key) + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Cost> row(Fields validate, String truth, Setting written) {
        if (!(written instanceof Setting.Section row)) {
            throw validate.wrong(written, truth, FORM);
        }
        Map<String, Cost> costs = new LinkedHashMap<>();
        row.entries().forEach((predicted, cost) -> put(costs, predicted, cost(validate, truth, predicted, cost), cost));
        return costs;
    }

    private static Cost cost(Fields validate, String truth, String predicted, Setting written) {
        if (!(written instanceof Setting.Scalar scalar) || scalar.value() == null) {
            throw validate.wrong(written, predicted, "a number or the name of a column");
        }
        try {
            return Cost.read("the cost of answering \"" + predicted + "\" for \"" + truth + "\"", scalar.text());
        } catch (UserError e) {
            throw new UserError(written.at() + ": " + e.getMessage(), e);
        }
    }

    /** Labels are compared as those of a file are. */
    private static <T> void put(Map<String, T> all, String label, T value, Setting at) {
        if (all.put(Labels.canonical(label), value) != null) {
            throw new UserError(at.at() + ": the label \"" + label + "\" is there twice.");
        }
    }
}

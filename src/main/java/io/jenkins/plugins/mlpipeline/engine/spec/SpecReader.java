package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.DateOrder;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives the sections of a spec their meaning. */
final class SpecReader {
    private static final String TOP = "at the top level";
    private static final Map<String, Set<String>> KEYS = keys();
    private static final Set<String> LATER_TOP = Set.of("deploy", "verify", "drift");

    private SpecReader() {}

    /** The keys of each section, in their order. */
    static Map<String, Set<String>> keys() {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        keys.put(
                TOP,
                inOrder(
                        "apiVersion",
                        "task",
                        "label",
                        "labels",
                        "posLabel",
                        "rowId",
                        "features",
                        "ignore",
                        "columns",
                        "csv",
                        "train",
                        "validate",
                        "ledger",
                        "model",
                        "gates"));
        keys.put(
                "csv",
                inOrder(
                        "delimiter",
                        "charset",
                        "missing",
                        "decimal",
                        "thousands",
                        "numberSigns",
                        "badNumbers",
                        "comment",
                        "dates"));
        keys.put(
                "train",
                inOrder(
                        "data",
                        "testData",
                        "testSize",
                        "split",
                        "seed",
                        "algorithm",
                        "candidates",
                        "hyperparameters",
                        "classWeight",
                        "threads"));
        keys.put(
                "validate",
                inOrder(
                        "model",
                        "data",
                        "sha256",
                        "reference",
                        "predictions",
                        "predictionColumn",
                        "scoreColumns",
                        "scores",
                        "threshold",
                        "subject",
                        "baseline",
                        "slices",
                        "fairness",
                        "groups",
                        "bootstrap",
                        "costs",
                        "worstRows",
                        "seed",
                        "outcomes",
                        "threads"));
        keys.put("ledger", inOrder("maxUses", "file"));
        keys.put("model", inOrder("name", "version", "owner", "intendedUse"));
        return keys;
    }

    private static Set<String> inOrder(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }

    static Spec read(Setting.Section root, String name, String sha256) {
        Fields top = fields(root, TOP, LATER_TOP);
        version(top, name, sha256 != null);
        Spec spec = new Spec(
                name,
                sha256,
                top.has("task") ? task(top) : null,
                top.text("label"),
                top.labels("labels"),
                top.label("posLabel"),
                top.text("rowId"),
                top.texts("features"),
                top.texts("ignore"),
                ColumnsReader.read(top, "columns"),
                csv(below(top, "csv", Set.of())),
                TrainReader.read(below(top, "train", Set.of())),
                ValidateReader.read(below(top, "validate", Set.of())),
                AccountReader.ledger(below(top, "ledger", Set.of())),
                AccountReader.model(below(top, "model", Set.of())),
                gates(top));
        SpecCheck.check(spec);
        return spec;
    }

    private static Fields below(Fields top, String key, Set<String> later) {
        Setting.Section section = top.has(key) ? top.section(key) : new Setting.Section(Map.of(), Map.of(), key);
        return fields(section, key, later);
    }

    private static Fields fields(Setting.Section section, String where, Set<String> later) {
        return new Fields(
                section,
                KEYS.get(where),
                later,
                key -> KEYS.entrySet().stream()
                        .filter(e -> e.getValue().contains(key))
                        .findFirst()
                        .map(e -> "It belongs " + (e.getKey().equals(TOP) ? TOP : "under \"" + e.getKey() + "\"") + ".")
                        .orElse(null));
    }

    private static void version(Fields top, String name, boolean file) {
        String version = top.text("apiVersion");
        if (version == null && file) {
            throw new UserError(
                    name + ": apiVersion is missing; begin the spec with \"apiVersion: " + Spec.API_VERSION + "\".");
        }
        if (version != null && !version.equals(Spec.API_VERSION)) {
            throw new UserError(top.at("apiVersion") + ": apiVersion is \"" + version + "\"; this version reads \""
                    + Spec.API_VERSION + "\".");
        }
    }

    private static Task task(Fields top) {
        try {
            return Task.of(top.text("task"));
        } catch (UserError e) {
            throw new UserError(top.at("task") + ": " + e.getMessage(), e);
        }
    }

    private static Spec.Csv csv(Fields csv) {
        return new Spec.Csv(
                csv.text("delimiter"),
                csv.text("charset"),
                csv.texts("missing"),
                csv.text("decimal"),
                csv.text("thousands"),
                csv.has("numberSigns") ? csv.truth("numberSigns") : null,
                csv.oneOf("badNumbers", List.of("error", "missing")),
                csv.text("comment"),
                csv.oneOf("dates", DateOrder.keys()));
    }

    private static Gates gates(Fields top) {
        if (!top.has("gates")) {
            return Gates.NONE;
        }
        List<Gate> gates = new ArrayList<>();
        for (Setting item : top.items("gates")) {
            if (item instanceof Setting.Section section) {
                gates.add(GateReader.read(section));
            } else if (item instanceof Setting.Scalar scalar && scalar.value() instanceof String text) {
                gates.add(parsed(text, scalar.at()));
            } else {
                throw top.wrong(item, "a gate", "a mapping such as {metric: accuracy, min: 0.94}");
            }
        }
        try {
            return Gates.of(gates);
        } catch (UserError e) {
            throw new UserError(top.at("gates") + ": " + e.getMessage(), e);
        }
    }

    private static Gate parsed(String text, String at) {
        try {
            return GateReader.parse(text);
        } catch (UserError e) {
            throw new UserError(at + ": " + e.getMessage(), e);
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A record as a CycloneDX 1.6 document: the model as a component with a model card, the rows as components of type data.
 * Metrics without a value are left out of the measures, which have no place for a reason, and are named among the technical
 * limitations.
 */
public final class CycloneDxModelCard {
    /** The media type in an envelope. */
    public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

    private static final String MODEL = "model";
    private static final String PREFIX = "ml-pipeline:";

    private CycloneDxModelCard() {}

    /**
     * The document.
     *
     * @param version of this program
     */
    public static Map<String, Object> of(AuditInput input, AuditRecord record, String version) {
        Map<String, Object> bom = new LinkedHashMap<>();
        bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        bom.put("bomFormat", "CycloneDX");
        bom.put("specVersion", "1.6");
        bom.put("serialNumber", "urn:uuid:" + serial(input));
        bom.put("version", 1);
        bom.put(
                "metadata",
                Map.of(
                        "timestamp",
                        record.createdAt(),
                        "tools",
                        Map.of("components", List.of(tool(version))),
                        "component",
                        model(input, record)));
        bom.put("components", data(record));
        return bom;
    }

    /** The same documents have the same number. */
    private static UUID serial(AuditInput input) {
        StringBuilder names = new StringBuilder();
        input.documents().forEach(d -> names.append(d.sha256()).append('\n'));
        return UUID.nameUUIDFromBytes(names.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> tool(String version) {
        return ordered("type", "application", "name", "ml-pipeline", "version", version);
    }

    private static Map<String, Object> model(AuditInput input, AuditRecord record) {
        AuditRecord.Identity identity = record.identity();
        Map<String, Object> model = ordered(
                "type",
                "machine-learning-model",
                "bom-ref",
                MODEL,
                "name",
                identity.name() == null ? MODEL : identity.name(),
                "version",
                identity.version());
        if ("onnx".equals(identity.format())) {
            model.put("hashes", hashes(identity.digest()));
        }
        if (identity.owner() != null) {
            model.put("manufacturer", Map.of("name", identity.owner()));
        }
        model.put("modelCard", card(input.evaluation(), record));
        List<Map<String, Object>> properties = new ArrayList<>();
        property(properties, "digest", identity.digest());
        property(properties, "subject", identity.subject());
        property(properties, "commit", record.provenance().commit());
        property(properties, "buildUrl", record.provenance().buildUrl());
        input.documents().forEach(d -> property(properties, d.role() + ":sha256", d.sha256()));
        property(properties, "verdict", record.decision().verdict().name());
        property(properties, "summary", record.decision().summary());
        property(properties, "decidedAt", record.decision().decidedAt());
        for (GateOutcome gate : record.results()) {
            property(properties, "gate:" + gate.id(), gate.verdict() + ": " + gate.reason());
        }
        model.put("properties", properties);
        return model;
    }

    private static Map<String, Object> card(Evaluation evaluation, AuditRecord record) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("approach", Map.of("type", "supervised"));
        if (evaluation.task() != null) {
            parameters.put("task", task(evaluation.task()));
        }
        if (record.provenance().algorithm() != null) {
            parameters.put("modelArchitecture", record.provenance().algorithm());
        }
        List<Map<String, Object>> datasets = data(record).stream()
                .map(component -> ordered("ref", component.get("bom-ref")))
                .toList();
        if (!datasets.isEmpty()) {
            parameters.put("datasets", datasets);
        }
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("bom-ref", "model-card");
        card.put("modelParameters", parameters);
        card.put("quantitativeAnalysis", Map.of("performanceMetrics", measures(evaluation)));
        card.put("considerations", considerations(record));
        return card;
    }

    private static String task(Task task) {
        return task.isClassification() ? task.key() + " classification" : task.key();
    }

    private static List<Map<String, Object>> measures(Evaluation evaluation) {
        List<Map<String, Object>> measures = new ArrayList<>();
        evaluation.gateable().forEach((key, value) -> {
            if (value.value() != null) {
                measures.add(measure(key, value));
            }
        });
        return measures;
    }

    private static Map<String, Object> measure(String key, MetricValue value) {
        Map<String, Object> measure =
                ordered("type", key, "value", value.value().toString());
        if (value.interval() != null) {
            measure.put(
                    "confidenceInterval",
                    ordered(
                            "lowerBound",
                            Double.toString(value.interval().lower()),
                            "upperBound",
                            Double.toString(value.interval().upper())));
        }
        return measure;
    }

    private static Map<String, Object> considerations(AuditRecord record) {
        List<String> limits = new ArrayList<>();
        record.limits().undefined().forEach((key, reason) -> limits.add(key + " has no value: " + reason + "."));
        limits.addAll(record.limits().findings());
        limits.addAll(record.limits().warnings());
        Map<String, Object> considerations = new LinkedHashMap<>();
        if (record.identity().intendedUse() != null) {
            considerations.put("useCases", List.of(record.identity().intendedUse()));
        }
        considerations.put("technicalLimitations", limits);
        return considerations;
    }

    private static List<Map<String, Object>> data(AuditRecord record) {
        List<Map<String, Object>> components = new ArrayList<>();
        DataRef test = record.data().test();
        if (test != null && test.sha256() != null) {
            components.add(dataset("test-data", test.name(), test.sha256()));
        }
        JsonNode training = record.data().training();
        if (training != null && Digest.isDigest(training.path("sha256").asText())) {
            components.add(dataset(
                    "training-data",
                    training.path("name").asText("training data"),
                    training.get("sha256").asText()));
        }
        return components;
    }

    private static Map<String, Object> dataset(String reference, String name, String sha256) {
        Map<String, Object> component =
                ordered("type", "data", "bom-ref", reference, "name", name == null ? reference : name);
        component.put("hashes", hashes(sha256));
        component.put("data", List.of(Map.of("type", "dataset")));
        return component;
    }

    private static List<Map<String, Object>> hashes(String digest) {
        return List.of(ordered("alg", "SHA-256", "content", Digest.hex(digest)));
    }

    private static void property(List<Map<String, Object>> properties, String name, String value) {
        if (value != null) {
            properties.add(ordered("name", PREFIX + name, "value", value));
        }
    }

    /** Keys and values in turn; those without a value are left out. */
    private static Map<String, Object> ordered(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i + 1] != null) {
                map.put((String) entries[i], entries[i + 1]);
            }
        }
        return map;
    }
}

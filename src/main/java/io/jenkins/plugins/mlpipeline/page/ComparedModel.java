package io.jenkins.plugins.mlpipeline.page;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.scm.RunWithSCM;

/** One of two models that are compared: what is known of it, by name, in groups. */
public final class ComparedModel {
    private static final int MOST_FACTS = 500;

    private final ModelLink ref;
    private final RecordFolder folder;
    private String problem;

    ComparedModel(ModelLink ref) {
        this.ref = ref;
        this.folder = RecordFolder.of(ref.build(), ref.model().getId());
    }

    public Run<?, ?> getBuild() {
        return ref.build();
    }

    public ModelRecord getModel() {
        return ref.model();
    }

    /** The model's page, below the controller's address. */
    public String getUrl() {
        return ref.build().getUrl() + MlPipelineAction.URL + "/" + ref.model().getId() + "/";
    }

    /** How an address names it. */
    public String getRef() {
        return ModelLink.of(ref.build(), ref.model().getId());
    }

    /** What heads its column. */
    public String getLabel() {
        return ref.build().getParent().getName() + " #" + ref.build().getNumber();
    }

    /** Why a document about it can't be read; null when all can. */
    public String getProblem() {
        return problem;
    }

    RecordFolder folder() {
        return folder;
    }

    /** What is known, by group and name, in the order in which it is shown. */
    Map<CompareGroup, Map<String, String>> facts() {
        Map<CompareGroup, Map<String, String>> facts = new LinkedHashMap<>();
        for (CompareGroup group : CompareGroup.values()) {
            facts.put(group, new LinkedHashMap<>());
        }
        try {
            folder.text(RecordFolder.Document.TRAINING)
                    .ifPresent(text -> training(facts, Json.parse(text, JsonNode.class, "training.json")));
            folder.text(RecordFolder.Document.EVALUATION)
                    .ifPresent(text -> evaluation(facts, ComparedDocument.of(text)));
            folder.gate().ifPresent(gate -> gates(facts, gate));
        } catch (IOException | UserError e) {
            problem = e.getMessage();
        }
        code(facts.get(CompareGroup.CODE));
        return facts;
    }

    private static void training(Map<CompareGroup, Map<String, String>> facts, JsonNode training) {
        Map<String, String> learnt = facts.get(CompareGroup.TRAINING);
        put(learnt, "algorithm", training.path("algorithm"));
        put(learnt, "seed", training.path("seed"));
        training.path("hyperparameters").fields().forEachRemaining(e -> put(learnt, e.getKey(), e.getValue()));
        training.path("split").fields().forEachRemaining(e -> put(learnt, "split " + e.getKey(), e.getValue()));
        Map<String, String> data = facts.get(CompareGroup.DATA);
        training.path("data").fields().forEachRemaining(e -> put(data, "training data " + e.getKey(), e.getValue()));
    }

    private static void evaluation(Map<CompareGroup, Map<String, String>> facts, ComparedDocument evaluation) {
        Map<String, String> data = facts.get(CompareGroup.DATA);
        DataRef rows = evaluation.data();
        if (rows != null) {
            put(data, "test data", rows.name());
            put(data, "test data sha256", rows.sha256());
            put(data, "test data rows", rows.rows());
        }
        put(data, "labels", evaluation.labels() == null ? null : String.join(", ", evaluation.labels()));
        put(data, "positive label", evaluation.posLabel());
        put(data, "threshold", evaluation.threshold());
        Map<String, String> model = facts.get(CompareGroup.MODEL);
        put(model, "task", evaluation.task() == null ? null : evaluation.task().key());
        put(
                model,
                "digest",
                evaluation.model() == null ? null : evaluation.model().digest());
        put(model, "subject", evaluation.subject());
    }

    private static void gates(Map<CompareGroup, Map<String, String>> facts, GateResult gate) {
        Map<String, String> gates = facts.get(CompareGroup.GATES);
        for (GateOutcome outcome : gate.gates()) {
            String slice = outcome.slice() == null ? "" : " by " + outcome.slice();
            put(gates, outcome.id() + slice, outcome.metric() + " " + outcome.required() + ": " + outcome.verdict());
        }
    }

    private void code(Map<String, String> code) {
        if (ref.build() instanceof RunWithSCM<?, ?> run) {
            for (ChangeLogSet<? extends ChangeLogSet.Entry> changes : run.getChangeSets()) {
                for (ChangeLogSet.Entry change : changes) {
                    put(code, "change " + (code.size() + 1), change.getCommitId());
                }
            }
        }
    }

    private static void put(Map<String, String> facts, String name, JsonNode value) {
        put(facts, name, value.isValueNode() && !value.isNull() ? value.asText() : null);
    }

    private static void put(Map<String, String> facts, String name, Object value) {
        if (value != null && facts.size() < MOST_FACTS) {
            facts.put(name, value.toString());
        }
    }
}

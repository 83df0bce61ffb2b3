package io.jenkins.plugins.mlpipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.record.ModelId;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the record of a build's models anew. */
@Extension
public final class RestoredModels extends RestoredRecord<MlPipelineAction> {
    public RestoredModels() {
        super(MlPipelineAction.class, RecordFolder.NAME);
    }

    @Override
    Optional<MlPipelineAction> read(Run<?, ?> run) throws IOException {
        List<ModelRecord> models = new ArrayList<>();
        for (String id : ids(run)) {
            models.add(model(run, id));
        }
        return models.isEmpty() ? Optional.empty() : Optional.of(MlPipelineAction.restored(models));
    }

    private static List<String> ids(Run<?, ?> run) throws IOException {
        try (Stream<Path> folders = Files.list(run.getRootDir().toPath().resolve(RecordFolder.NAME))) {
            return folders.map(folder -> Objects.toString(folder.getFileName()))
                    .filter(ModelId::isValid)
                    .sorted()
                    .limit(RecordBudget.MOST_MODELS)
                    .toList();
        }
    }

    private static ModelRecord model(Run<?, ?> run, String id) throws IOException {
        RecordFolder folder = RecordFolder.of(run, id);
        ModelRecord record = new ModelRecord(id);
        Optional<String> training = folder.text(RecordFolder.Document.TRAINING);
        if (training.isPresent()) {
            JsonNode read = Json.parse(training.get(), JsonNode.class, "training.json");
            record.trained(read.path("algorithm").asText(null), null);
            record.known(TrainingFacts.of(read));
        }
        Optional<Evaluation> evaluation = folder.evaluation();
        if (evaluation.isPresent()) {
            record.validated(EvaluationRecorder.validated(evaluation.get(), isArchived(run, evaluation.get())));
            record.known(EvaluationRecorder.facts(evaluation.get()));
        }
        Optional<GateResult> gate = folder.gate();
        if (gate.isPresent()) {
            GateResult said = gate.get();
            record.gated(said.verdict().name(), said.summary(), said.deployable());
        }
        return record;
    }

    private static boolean isArchived(Run<?, ?> run, Evaluation evaluation) throws IOException {
        return evaluation.model() != null
                && ModelArchive.root(run, evaluation.model().digest()).isDirectory();
    }
}

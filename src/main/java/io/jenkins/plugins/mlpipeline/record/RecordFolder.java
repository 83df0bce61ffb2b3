package io.jenkins.plugins.mlpipeline.record;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;

/** The documents about one model in a build's folder; they are deleted with the build. */
public final class RecordFolder {
    /** What the folder of all models is called. */
    public static final String NAME = "ml-pipeline";

    /** The step that records how a model was trained. */
    public static final String TRAIN_STEP = "mlTrain";
    /** The step that records an evaluation. */
    public static final String VALIDATE_STEP = "mlValidate";
    /** The step that records a verdict. */
    public static final String GATE_STEP = "mlGate";

    private static final String OUTCOMES = "outcomes.gz";

    private final Path folder;

    private RecordFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The documents of a model.
     *
     * @param id checked here, since it becomes a part of a path
     */
    public static RecordFolder of(Run<?, ?> run, String id) {
        if (!ModelId.isValid(id)) {
            throw new IllegalArgumentException(ModelId.problem(id));
        }
        return new RecordFolder(run.getRootDir().toPath().resolve(NAME).resolve(id));
    }

    /** A kind of document. */
    public enum Document {
        /** How the model was trained. */
        TRAINING("training.json"),
        /** How the model did on the rows. */
        EVALUATION("evaluation.json"),
        /** What the gates said, as it was decided: nothing is written over it but by another decision. */
        GATE("gate.json"),
        /** Who approved it since. */
        APPROVAL("approval.json"),
        /** The audit record of the decision, signed when it was made. */
        SIGNED_AUDIT("audit.dsse.json"),
        /** The in-toto test result, signed when the decision was made. */
        SIGNED_STATEMENT("in-toto.dsse.json");

        private final String fileName;

        Document(String fileName) {
            this.fileName = fileName;
        }

        /** The name of the file. */
        public String fileName() {
            return fileName;
        }
    }

    /** The folder itself; it may not be there yet. */
    public Path path() {
        return folder;
    }

    /** Where the outcomes of the rows are kept; there is no such file when they were not. */
    public Path outcomes() {
        return folder.resolve(OUTCOMES);
    }

    /** Stores a document, in place of an earlier one. */
    public void write(Document document, String text) throws IOException {
        AtomicFiles.write(path(document), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes a document of an earlier attempt. */
    public void delete(Document document) throws IOException {
        Files.deleteIfExists(path(document));
    }

    /** The text of a document. */
    public Optional<String> text(Document document) throws IOException {
        Path file = path(document);
        return Files.isRegularFile(file)
                ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The evaluation. */
    public Optional<Evaluation> evaluation() throws IOException {
        return text(Document.EVALUATION).map(text -> Json.parse(text, Evaluation.class, "evaluation.json"));
    }

    /** What the gates said, with who approved it since. */
    public Optional<GateResult> gate() throws IOException {
        GateResult decided = text(Document.GATE)
                .map(text -> Json.parse(text, GateResult.class, Document.GATE.fileName))
                .orElse(null);
        if (decided == null) {
            return Optional.empty();
        }
        return Optional.of(text(Document.APPROVAL)
                .map(text -> decided.approved(Json.parse(text, Approval.class, Document.APPROVAL.fileName)))
                .orElse(decided));
    }

    /** Removes a verdict and all that followed from it. */
    public void forgetVerdict() throws IOException {
        for (Document document : EnumSet.range(Document.GATE, Document.SIGNED_STATEMENT)) {
            delete(document);
        }
    }

    /** Removes what a step recorded, and what followed from it. */
    public void forget(String step) throws IOException {
        if (step.equals(TRAIN_STEP)) {
            delete(Document.TRAINING);
            return;
        }
        if (step.equals(VALIDATE_STEP)) {
            delete(Document.EVALUATION);
            Files.deleteIfExists(outcomes());
        }
        forgetVerdict();
    }

    private Path path(Document document) {
        return folder.resolve(document.fileName);
    }
}

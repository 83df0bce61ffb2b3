package io.jenkins.plugins.mlpipeline.engine.registry;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a registration stands on: a verdict PASS about an evaluation of a certain model.
 *
 * @param digest {@code sha256:<hex>} of the model that was judged
 * @param columns in the order in which the model's one tensor was fed them; null where it takes them by name, or nobody knows
 * @param tags what the version is to say of itself, by key
 */
public record RegistrationGrounds(String digest, List<String> columns, Map<String, String> tags) {
    private static final String PREFIX = "ml-pipeline.";

    public RegistrationGrounds {
        columns = columns == null ? null : List.copyOf(columns);
        tags = Map.copyOf(tags);
    }

    /**
     * A document.
     *
     * @param content what it says
     * @param name how it is called in messages
     * @param sha256 {@code sha256:<hex>} of its bytes
     */
    public record Document<T>(T content, String name, String sha256) {}

    /**
     * The grounds.
     *
     * @param job that registers; null when not known
     * @param build that registers; null when not known
     * @throws UserError when there is no PASS, or the documents don't belong together
     */
    public static RegistrationGrounds of(
            Document<Evaluation> evaluation, Document<GateResult> gate, String job, String build) {
        GateResult verdict = gate.content();
        if (verdict.verdict() != Verdict.PASS) {
            throw new UserError(gate.name() + ": the verdict is " + verdict.verdict()
                    + ", and only a model that passed its gates is registered. " + verdict.summary());
        }
        String judged =
                verdict.evaluation() == null ? null : verdict.evaluation().sha256();
        if (!evaluation.sha256().equals(judged)) {
            throw new UserError(gate.name() + ": judged the evaluation " + judged + ", but " + evaluation.name()
                    + " is " + evaluation.sha256() + ". Give those that belong together.");
        }
        String digest = verdict.digest();
        if (digest == null || verdict.subject() != null && verdict.subject().contains("@")) {
            throw new UserError(gate.name() + ": the verdict is bound to "
                    + (digest == null ? "no model" : "an image") + ", so nothing can be registered by it. Validate the"
                    + " model itself, or give --subject with its file.");
        }
        String evaluated = evaluation.content().model() == null
                ? evaluation.content().subject()
                : evaluation.content().model().digest();
        if (!Digest.isDigest(digest) || !digest.equals(evaluated)) {
            throw new UserError(gate.name() + ": is about the model " + digest + ", but " + evaluation.name()
                    + " is about " + evaluated + ". Give those that belong together.");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(PREFIX + "verdict", verdict.verdict().name());
        tags.put(PREFIX + "gate", gate.sha256());
        tags.put(PREFIX + "evaluation", evaluation.sha256());
        tags.put(PREFIX + "data", verdict.data() == null ? null : verdict.data().sha256());
        tags.put(PREFIX + "job", job);
        tags.put(PREFIX + "build", build);
        tags.values().removeIf(Objects::isNull);
        ModelRef model = evaluation.content().model();
        return new RegistrationGrounds(digest, model == null ? null : model.columns(), tags);
    }
}

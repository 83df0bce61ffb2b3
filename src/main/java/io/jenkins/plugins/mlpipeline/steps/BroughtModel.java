package io.jenkins.plugins.mlpipeline.steps;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.steps.registry.RegistryModels;
import java.io.Serializable;

/**
 * A model of a registry that was brought to the agent, in a form that outlives a restart of the controller. (A class: Pipeline's
 * serialisation knows no records.)
 */
final class BroughtModel implements Serializable {
    private static final long serialVersionUID = 1L;

    /** On the agent. */
    private final String path;

    private final String reference;
    private final String registry;
    private final String digest;

    BroughtModel(RegistryModels.OnAgent model) {
        this.path = model.path();
        this.reference = model.reference();
        this.registry = model.registry();
        this.digest = model.digest();
    }

    /** The same message with the model called as a person knows it, and not by a path that is gone. */
    String named(String message) {
        return message.replace(path, reference);
    }

    /**
     * The evaluation with where its model is from.
     *
     * @throws UserError when the worker evaluated something else than what was brought
     */
    Evaluation source(Evaluation evaluation) {
        String evaluated =
                evaluation.model() == null ? "no model" : evaluation.model().digest();
        if (!digest.equals(evaluated)) {
            throw new UserError("The worker evaluated " + evaluated + ", but " + reference + " is " + digest
                    + ": the model changed on the agent.");
        }
        return evaluation.ofModelFrom(reference, registry);
    }
}

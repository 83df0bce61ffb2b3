package io.jenkins.plugins.mlpipeline.engine.training.network;

import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Common;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Form;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Real;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameter.Word;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ValueForms;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LearnerKind;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Library;
import java.util.List;
import java.util.Map;

/** Neural networks as the catalogue lists them. */
public final class NetworkLearners {
    private static final Form DECAY = new Real(0, true, 1, false);
    private static final int MOST_LAYERS = 16;
    private static final int WIDEST_LAYER = 8192;

    /** A feed-forward neural network, as scikit-learn's MLP. */
    public static final LearnerKind MLP = new LearnerKind(
            LearnerKind.ANY_TASK,
            Library.PYTORCH,
            true,
            List.of(
                    Hyperparameter.of(
                            "hidden_layer_sizes",
                            "(100,)",
                            "units of each hidden layer",
                            new Layers(MOST_LAYERS, WIDEST_LAYER)),
                    Hyperparameter.of(
                            "activation",
                            "relu",
                            "of the hidden layers",
                            new Word("relu"),
                            new Word("tanh"),
                            new Word("logistic"),
                            new Word("identity")),
                    Hyperparameter.of("solver", "adam", "Adam alone", new Word("adam")),
                    Hyperparameter.of(
                            "alpha",
                            "0.0001",
                            "L2 penalty on the weights, divided by the rows of a batch",
                            ValueForms.NOT_NEGATIVE),
                    Hyperparameter.of(
                            "batch_size",
                            "auto",
                            "rows of a step; auto: 200, or all when there are fewer",
                            new Word("auto"),
                            ValueForms.POSITIVE),
                    Hyperparameter.of("learning_rate_init", "0.001", "step size", ValueForms.ABOVE_ZERO),
                    Hyperparameter.of("max_iter", "200", "epochs at most", ValueForms.POSITIVE),
                    Hyperparameter.of(
                            "tol",
                            "1e-4",
                            "the least gain in loss (early stopping: in the part of the loss that is gone) that counts",
                            ValueForms.NOT_NEGATIVE),
                    Hyperparameter.of(
                            "n_iter_no_change",
                            "10",
                            "epochs without a gain of `tol` before training ends",
                            ValueForms.POSITIVE),
                    Hyperparameter.of(
                            "early_stopping",
                            "false",
                            "true: keeps `validation_fraction` of the rows back, watches on them how much of the log loss or squared error of a model without features is gone, and restores the best epoch",
                            ValueForms.TRUE,
                            ValueForms.FALSE),
                    Hyperparameter.of(
                            "validation_fraction",
                            "0.1",
                            "part of the training rows that early stopping looks at",
                            ValueForms.INNER_FRACTION),
                    Hyperparameter.of("beta_1", "0.9", "Adam's decay of the first moment", DECAY),
                    Hyperparameter.of("beta_2", "0.999", "Adam's decay of the second moment", DECAY),
                    Hyperparameter.of(
                            "epsilon", "1e-8", "Adam's guard against division by zero", ValueForms.ABOVE_ZERO),
                    Common.CLASS_WEIGHT,
                    Common.MANY_CATEGORIES,
                    Common.RANDOM_STATE),
            Map.of(
                    "learning_rate", "Adam's step size is constant; use learning_rate_init",
                    "power_t", "it belongs to the solver sgd, and the solver is adam",
                    "momentum", "it belongs to the solver sgd, and the solver is adam",
                    "nesterovs_momentum", "it belongs to the solver sgd, and the solver is adam",
                    "max_fun", "it belongs to the solver lbfgs, and the solver is adam",
                    "shuffle", "rows are shuffled before each epoch",
                    "loss", Common.LOSS,
                    "warm_start", Common.WARM_START,
                    "verbose", Common.PROGRESS),
            Map.of("early_stopping", true),
            hyperparameters -> new Mlp(hyperparameters));

    private NetworkLearners() {}
}

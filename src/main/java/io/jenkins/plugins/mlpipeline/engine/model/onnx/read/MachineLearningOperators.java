package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether the lists of support vector machines and linear models fit one another. ONNX Runtime 1.23.2 reads behind
 * the end of some of them where they don't, and a support vector machine can end the process so (found by damaging models). See the
 * <a href="https://onnx.ai/onnx/operators/">operators</a> of the domain {@code ai.onnx.ml}.
 */
final class MachineLearningOperators {
    /** Gamma, coef0 and degree. */
    private static final int KERNEL_PARAMETERS = 3;

    private final OnnxNode node;

    private MachineLearningOperators(OnnxNode node) {
        this.node = node;
    }

    /** What is wrong with an operator, as the end of a sentence; empty when nothing is, or it is none of these. */
    static Optional<String> problem(OnnxNode node) {
        MachineLearningOperators operator = new MachineLearningOperators(node);
        return switch (node.operator()) {
            case "SVMClassifier" -> operator.kernel().or(operator::supportVectorClassifier);
            case "SVMRegressor" -> operator.kernel().or(operator::supportVectorRegressor);
            case "LinearClassifier" -> operator.linearClassifier();
            case "LinearRegressor" -> operator.linearRegressor();
            default -> Optional.empty();
        };
    }

    private Optional<String> kernel() {
        long parameters = floats("kernel_params");
        return parameters == 0 || parameters == KERNEL_PARAMETERS
                ? Optional.empty()
                : Optional.of("there are " + parameters + " kernel_params instead of " + KERNEL_PARAMETERS);
    }

    private Optional<String> supportVectorClassifier() {
        long[] perClass = node.attribute("vectors_per_class").integers();
        long classes = labels();
        if (Arrays.stream(perClass).allMatch(n -> n == 0)) {
            // Without support vectors it is a linear model.
            return shares("coefficients", classes).or(this::rho);
        }
        long most = floats("support_vectors");
        if (perClass.length != classes || Arrays.stream(perClass).anyMatch(n -> n < 0 || n > most)) {
            return Optional.of("vectors_per_class does not fit the " + classes + " labels and the support vectors");
        }
        long vectors = Arrays.stream(perClass).sum();
        long pairs = classes * (classes - 1) / 2;
        return shares("support_vectors", vectors)
                .or(() -> exactly("coefficients", vectors * (classes - 1)))
                .or(() -> exactly("rho", pairs))
                .or(() -> noneOr("prob_a", pairs))
                .or(() -> exactly("prob_b", floats("prob_a")));
    }

    private Optional<String> supportVectorRegressor() {
        long vectors = node.attribute("n_supports").integer();
        return vectors > 0
                ? shares("support_vectors", vectors)
                        .or(() -> exactly("coefficients", vectors))
                        .or(this::rho)
                : rho();
    }

    private Optional<String> rho() {
        return floats("rho") > 0 ? Optional.empty() : Optional.of("rho has no numbers");
    }

    /** As many rows of coefficients as intercepts: one for each label, or one for two labels. */
    private Optional<String> linearClassifier() {
        long rows = floats("intercepts");
        long labels = labels();
        return rows == labels || rows == 1 && labels <= 2
                ? shares("coefficients", rows)
                : Optional.of("it has " + rows + " intercepts for " + labels + " labels");
    }

    private Optional<String> linearRegressor() {
        long targets = Math.max(1, node.attribute("targets").integer());
        return shares("coefficients", targets).or(() -> noneOr("intercepts", targets));
    }

    private Optional<String> shares(String name, long of) {
        long count = floats(name);
        return of > 0 && count > 0 && count % of == 0
                ? Optional.empty()
                : Optional.of(name + " has " + count + " numbers, which is no multiple of " + of);
    }

    private Optional<String> exactly(String name, long count) {
        return floats(name) == count
                ? Optional.empty()
                : Optional.of(name + " has " + floats(name) + " numbers instead of " + count);
    }

    private Optional<String> noneOr(String name, long count) {
        return floats(name) == 0 ? Optional.empty() : exactly(name, count);
    }

    private long labels() {
        return Math.max(
                node.attribute("classlabels_ints").integers().length,
                node.attribute("classlabels_strings").texts().size());
    }

    private long floats(String name) {
        return node.attribute(name).floats();
    }
}

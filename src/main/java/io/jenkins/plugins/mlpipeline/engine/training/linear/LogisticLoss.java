package io.jenkins.plugins.mlpipeline.engine.training.linear;

/**
 * The penalised mean log loss of linear scores, {@code sum(w_i loss_i) / W + penalty / 2 |b|^2} with W the sum of the row
 * weights and the intercepts not penalised, its gradient and its second derivatives. With two labels the score is the log
 * odds of the second; with more, each has a score and a softmax makes them probabilities.
 *
 * <p>Parameters are row-major [width, outputs].
 */
final class LogisticLoss {
    private final Design design;
    private final int[] codes;
    private final double[] weights;
    private final int outputs;
    private final double penalty;
    private final double total;
    /** Probabilities at the last point that was looked at, row-major [rows, outputs]. */
    private final double[] probabilities;

    /**
     * @param codes label of each row
     * @param weights of the rows
     * @param labels number of labels
     * @param c inverse strength of the penalty, as scikit-learn's {@code C}; infinite: none
     */
    LogisticLoss(Design design, int[] codes, double[] weights, int labels, double c) {
        this.design = design;
        this.codes = codes;
        this.weights = weights;
        this.outputs = labels == 2 ? 1 : labels;
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        this.total = sum;
        this.penalty = 1 / c / total;
        this.probabilities = new double[codes.length * outputs];
    }

    int outputs() {
        return outputs;
    }

    int parameters() {
        return design.width() * outputs;
    }

    /**
     * Moves to a point.
     *
     * @param gradient is overwritten
     * @return the loss there
     */
    double at(double[] point, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double[] loss = new double[1];
        design.each((x, from, to) -> {
            double[] scores = x.times(point, outputs);
            for (int i = from; i < to; i++) {
                loss[0] += outputs == 1 ? logistic(i, scores, i - from) : softmax(i, scores, (i - from) * outputs);
            }
            x.addTransposed(scores, outputs, gradient);
        });
        double squares = 0;
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] /= total;
            if (isPenalised(j)) {
                gradient[j] += penalty * point[j];
                squares += point[j] * point[j];
            }
        }
        return loss[0] / total + penalty / 2 * squares;
    }

    /** The weighted loss of a row, whose score becomes the weighted residual. */
    private double logistic(int row, double[] scores, int at) {
        double score = scores[at];
        double weight = weights[row];
        double small = Math.exp(-Math.abs(score));
        double p = (score >= 0 ? 1 : small) / (1 + small);
        probabilities[row] = p;
        scores[at] = weight * (p - codes[row]);
        return weight * (Math.max(score, 0) - score * codes[row] + Math.log1p(small));
    }

    private double softmax(int row, double[] scores, int at) {
        double weight = weights[row];
        double highest = scores[at];
        for (int k = 1; k < outputs; k++) {
            highest = Math.max(highest, scores[at + k]);
        }
        double sum = 0;
        for (int k = 0; k < outputs; k++) {
            sum += Math.exp(scores[at + k] - highest);
        }
        double loss = weight * (Math.log(sum) + highest - scores[at + codes[row]]);
        for (int k = 0; k < outputs; k++) {
            double p = Math.exp(scores[at + k] - highest) / sum;
            probabilities[row * outputs + k] = p;
            scores[at + k] = weight * (p - (k == codes[row] ? 1 : 0));
        }
        return loss;
    }

    /** The matrix of second derivatives at the last point times a direction. */
    double[] curvature(double[] direction) {
        double[] product = new double[direction.length];
        design.each((x, from, to) -> {
            double[] moves = x.times(direction, outputs);
            for (int i = from; i < to; i++) {
                bend(i, moves, (i - from) * outputs);
            }
            x.addTransposed(moves, outputs, product);
        });
        for (int j = 0; j < product.length; j++) {
            product[j] = product[j] / total + (isPenalised(j) ? penalty * direction[j] : 0);
        }
        return product;
    }

    private void bend(int row, double[] moves, int at) {
        double weight = weights[row];
        if (outputs == 1) {
            moves[at] *= weight * probabilities[row] * (1 - probabilities[row]);
            return;
        }
        double mean = 0;
        for (int k = 0; k < outputs; k++) {
            mean += probabilities[row * outputs + k] * moves[at + k];
        }
        for (int k = 0; k < outputs; k++) {
            moves[at + k] = weight * probabilities[row * outputs + k] * (moves[at + k] - mean);
        }
    }

    /** The second derivatives at the last point within one output, or what is near them; with two labels, that is all of them. */
    Design.Solver block(int output) {
        double[] bends = new double[codes.length];
        for (int i = 0; i < bends.length; i++) {
            double p = probabilities[i * outputs + output];
            bends[i] = weights[i] * p * (1 - p) / total;
        }
        return design.system(bends, penalty);
    }

    private boolean isPenalised(int parameter) {
        return parameter < design.features() * outputs;
    }
}

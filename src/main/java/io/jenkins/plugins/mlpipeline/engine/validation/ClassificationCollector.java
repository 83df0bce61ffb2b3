package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Turns a classifier's answers into outcomes.
 *
 * <p>The predicted label is, in this order: by the positive label's score and the threshold where one is given; the
 * model's own label output where it has one; the positive label where its only score is at least 0.5 (0 for margins); the
 * label with the greatest score, the first among equals.
 */
final class ClassificationCollector implements Collector {
    private static final double HALF = 0.5;
    /** Integer labels below this are looked up once. */
    private static final int SMALL = 256;

    private static final int UNKNOWN = -1;

    private final String model;
    private final RowPlaces data;
    private final PredictionTask target;
    private final ScoreOrder order;
    private final ScoreKind given;
    private final Double threshold;
    /** The threshold of the model's own labels; null where it is not known to have one. */
    private final Double stored;

    private final Map<String, Integer> positions = new HashMap<>();
    /** Positions of labels by what the model calls them. */
    private final Map<String, Integer> answered = new HashMap<>();
    /** Positions of small integer labels, as far as they were met. */
    private final int[] small = new int[SMALL];

    private final Map<String, Long> labelCounts = new LinkedHashMap<>();
    private final long[] counts;
    /** Counts predicted labels that nobody declared; null where they are an error. */
    private final Strangers strangers;
    /** Null where scores come from a model. */
    private final RoundedSums rounding;

    private ScoreColumns columns;
    /** Null where there are no labels beside the scores. */
    private LabelAgreement agreement;

    private List<String> findings = List.of();
    private double[] scores;
    private Double cut;
    /** Rows that the given threshold answers otherwise than the model itself. */
    private long moved;

    private ClassificationOutcomes.Builder outcomes;

    /**
     * @param model the model, for messages
     * @param data where the rows stand, for messages
     * @param names labels by what the model calls them; empty when it calls them as the rows do
     * @param order whose the model's score columns are
     * @param given what the caller says that scores are; null for probabilities
     * @param threshold score from which the positive label is predicted; null when not given
     * @param stored threshold by which the model itself tells its labels; null where none is known
     * @param rounding knows how many digits scores were written with; null where they come from a model
     * @param strangersAreWrong whether a predicted label that is not in the list counts as wrong; else it is an error
     */
    ClassificationCollector(
            String model,
            RowPlaces data,
            PredictionTask target,
            Map<String, String> names,
            ScoreOrder order,
            ScoreKind given,
            Double threshold,
            Double stored,
            boolean strangersAreWrong,
            RoundedSums rounding) {
        this.model = model;
        this.data = data;
        this.target = target;
        this.order = order;
        this.given = given;
        this.threshold = threshold;
        this.stored = stored;
        this.rounding = rounding;
        this.strangers = strangersAreWrong ? new Strangers() : null;
        this.counts = new long[target.labels().size()];
        Arrays.fill(small, UNKNOWN);
        for (String label : target.labels()) {
            positions.put(label, positions.size());
        }
        answered.putAll(positions);
        names.forEach((called, label) -> answered.put(called, positions.get(label)));
    }

    /**
     * Takes the answers of a model.
     *
     * @param data where the rows stand, for messages
     * @param options what the caller says of a plain model's labels
     * @param given what the caller says that scores are; null for probabilities
     * @param threshold score from which the positive label is predicted; null when not given
     */
    static ClassificationCollector ofModel(
            LoadedModel model,
            RowPlaces data,
            PredictionTask target,
            TargetOptions options,
            ScoreKind given,
            Double threshold) {
        ModelManifest manifest = model.manifest();
        List<String> own = manifest == null
                ? ModelTarget.ownLabels(model.name(), model.facts(), options)
                : model.facts().classLabels();
        return new ClassificationCollector(
                model.name(),
                data,
                target,
                manifest == null ? options.names() : Map.of(),
                own == null ? order(manifest, target) : new ScoreOrder(own, ScoreOrder.Origin.MODEL, List.of()),
                given,
                threshold,
                manifest == null ? null : manifest.outputs().threshold(),
                false,
                RoundedSums.answered(
                        model.roles().numbers() == null
                                ? 0
                                : model.roles().numbers().kind().roundoff(),
                        data));
    }

    /** Labels in the order of the score columns where the graph doesn't say. */
    private static ScoreOrder order(ModelManifest manifest, PredictionTask target) {
        return manifest == null
                ? new ScoreOrder(target.labels(), ScoreOrder.Origin.DECLARED, List.of())
                : new ScoreOrder(manifest.labels(), ScoreOrder.Origin.MODEL, List.of());
    }

    @Override
    public void add(BatchAnswers answers, double[] truth, long[] places, IntFunction<List<String>> missing) {
        if (outcomes == null) {
            begin(answers);
        }
        for (int row = 0; row < answers.rows(); row++) {
            if (columns != null) {
                String problem = columns.read(answers.numbers(), row * answers.width(), scores, rounding, places[row]);
                if (problem != null) {
                    throw new UserError(data.at(places[row]) + ": " + problem
                            + (isFinite(answers, row) ? advice() : Unfinished.advice(missing.apply(row))));
                }
            }
            int label = (int) truth[row];
            counts[label]++;
            int predicted = predicted(answers, row, places[row]);
            outcomes.add(label, predicted, scores);
            if (agreement != null) {
                int own = cut == null ? predicted : own(answers, row);
                agreement.add(own, answers.numbers(), row * answers.width(), scores);
                moved += own == predicted ? 0 : 1;
            }
        }
    }

    private void begin(BatchAnswers answers) {
        boolean own = answers.integers() != null || answers.texts() != null;
        if (answers.numbers() != null) {
            columns = ScoreColumns.of(model, answers.width(), order.labels(), target, given);
            agreement = own ? LabelAgreement.of(model, data.name(), target, order, columns, stored) : null;
        }
        Scores kept = columns == null ? Scores.NONE : columns.kept();
        scores = new double[columns == null ? 0 : columns.columns().length];
        if (threshold != null) {
            requireThreshold(kept);
            cut = threshold;
        } else if (!own && scores.length == 1) {
            cut = columns.areProbabilities() ? HALF : 0;
        } else if (!own && kept == Scores.NONE) {
            throw new UserError(
                    model + ": answers neither labels nor scores that tell which label is meant. Declare what"
                            + " the scores are with scores (probabilities or logits).");
        }
        outcomes = ClassificationOutcomes.builder(target.task(), target.labels(), target.positive(), kept)
                .tolerating(rounding == null ? 0 : HALF);
    }

    private void requireThreshold(Scores kept) {
        if (target.positive() == ClassificationOutcomes.NO_POSITIVE) {
            throw new UserError(
                    "a threshold of " + threshold + " is given, which is about the score of the positive label,"
                            + " and none is declared. Declare posLabel, or leave the threshold out.");
        }
        if (kept == Scores.NONE) {
            throw new UserError(
                    "a threshold of " + threshold + " is given, but " + model + " answers no scores. Leave it out.");
        }
    }

    private int predicted(BatchAnswers answers, int row, long place) {
        if (cut != null) {
            double score = scores.length == 1 ? scores[0] : scores[target.positive()];
            return score >= cut ? target.positive() : 1 - target.positive();
        }
        if (answers.integers() != null) {
            return position(answers.integers()[row], place);
        }
        if (answers.texts() != null) {
            return position(answers.texts()[row], place);
        }
        int best = 0;
        for (int column = 1; column < order.labels().size(); column++) {
            int at = positions.get(order.labels().get(column));
            if (scores[at] > scores[positions.get(order.labels().get(best))]) {
                best = column;
            }
        }
        return positions.get(order.labels().get(best));
    }

    /** The label that the model answered where a threshold decides. */
    private int own(BatchAnswers answers, int row) {
        String label = answers.texts() != null ? answers.texts()[row] : Labels.canonical(answers.integers()[row]);
        Integer position = answered.get(label);
        return position != null
                ? position
                : answered.getOrDefault(Labels.canonical(label), ClassificationOutcomes.OUTSIDE);
    }

    private int position(long label, long place) {
        if (label < 0 || label >= SMALL || strangers != null) {
            return position(Labels.canonical(label), place);
        }
        int at = (int) label;
        if (small[at] == UNKNOWN) {
            small[at] = position(Labels.canonical(label), place);
        }
        return small[at];
    }

    private int position(String label, long place) {
        Integer position = answered.get(label);
        if (position == null) {
            position = answered.get(Labels.canonical(label));
        }
        if (position == null && strangers == null) {
            throw new UserError(data.at(place) + ": " + model + " answers the label \"" + label
                    + "\", which is not one of " + PredictionTask.list(target.labels())
                    + ". Declare the labels that the model answers.");
        }
        return position == null ? strangers.count(label, place) : position;
    }

    private static boolean isFinite(BatchAnswers answers, int row) {
        for (int column = 0; column < answers.width(); column++) {
            if (!Double.isFinite(answers.number(row, column))) {
                return false;
            }
        }
        return true;
    }

    private String advice() {
        return given == null || given == ScoreKind.PROBABILITIES
                ? ". Scores are taken for probabilities: if they are log-odds, say scores=logits; if they only rank the rows,"
                        + " scores=margins; percentages are divided by 100 first."
                : ". Look for missing or very large cells in this row.";
    }

    @Override
    public ClassificationOutcomes finish() {
        if (outcomes == null) {
            throw Collector.noRows(data.name());
        }
        ClassificationOutcomes built = outcomes.build();
        List<String> found = new ArrayList<>(rounding == null ? List.of() : rounding.findings());
        if (agreement != null) {
            found.addAll(agreement.findings(built));
            if (moved > 0) {
                found.add("on " + LabelAgreement.share(moved, built.rows()) + " the threshold of " + threshold
                        + " that was given says another label than " + model + " itself, which is what answers where it"
                        + " serves. Have the threshold written into the model (train.threshold), or apply it there.");
            }
        }
        findings = List.copyOf(found);
        return built;
    }

    @Override
    public Map<String, Long> labelCounts() {
        for (int i = 0; i < counts.length; i++) {
            labelCounts.put(target.labels().get(i), counts[i]);
        }
        return labelCounts;
    }

    @Override
    public Double threshold() {
        return cut == null && agreement != null ? stored : cut;
    }

    @Override
    public List<String> warnings() {
        return strangers == null
                ? findings
                : Stream.concat(strangers.warnings().stream(), findings.stream())
                        .toList();
    }
}

package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.Folds;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.KFold;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ValidationSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Cross-validates the candidates of {@code auto} on the training part. The rows kept back are not looked at; what a fold's
 * model knows of the features is learnt from its own rows.
 *
 * <p>The cost is bounded by the rows and not by the clock, so that the outcome is reproducible: up to {@value #MANY_ROWS}
 * training rows there are {@value #FOLDS} folds, above {@value #FEW_FOLDS}, and no model learns from more than
 * {@value #MOST_ROWS} rows, drawn so that each label keeps its share.
 */
final class CrossValidation {
    private static final int FOLDS = 5;
    private static final int FEW_FOLDS = 3;
    private static final int MANY_ROWS = 20_000;
    private static final int MOST_ROWS = 20_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1000;

    private final TrainingRequest request;
    private final DataParts parts;
    private final Stopwatch watch;
    private final List<Algorithm> candidates;
    private final List<KFold> folds = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param best the candidate with the best mean
     * @param board all of them
     * @param warnings what a reader should know, one sentence each
     */
    record Outcome(Algorithm best, TrainingRecord.Leaderboard board, List<String> warnings) {}

    private CrossValidation(TrainingRequest request, DataParts parts, Stopwatch watch) {
        this.request = request;
        this.parts = parts;
        this.watch = watch;
        this.candidates =
                Candidates.of(request.method().candidates(), parts.labels().task());
    }

    /** @throws UserError when there are no folds to be had, or when every candidate fails */
    static Outcome run(TrainingRequest request, DataParts parts, Stopwatch watch) {
        return new CrossValidation(request, parts, watch).run();
    }

    private Outcome run() {
        List<Hyperparameters> hyperparameters =
                candidates.stream().map(this::hyperparameters).toList();
        makeFolds();
        List<TrainingRecord.Candidate> scored = new ArrayList<>();
        for (int c = 0; c < candidates.size(); c++) {
            scored.add(candidate(c, hyperparameters.get(c)));
        }
        Metric metric = FoldScore.metric(parts.labels().task());
        List<TrainingRecord.Candidate> ranked = ranked(scored, metric.direction());
        TrainingRecord.Candidate best = ranked.get(0);
        if (best.mean() == null) {
            throw new UserError("none of the candidates can be trained. "
                    + ranked.stream()
                            .map(c -> c.algorithm() + ": " + c.failure())
                            .collect(Collectors.joining(" ")));
        }
        ranked.stream()
                .filter(c -> c.failure() != null)
                .forEach(c -> warnings.add("candidate " + c.algorithm() + " has no score: " + c.failure()));
        double dummy = mean(folds.stream().map(this::dummy).toList());
        ranked.stream()
                .filter(c -> c.mean() != null && !isBetter(c.mean(), dummy, metric.direction()))
                .forEach(
                        c -> warnings.add("candidate " + c.algorithm() + " is no better than a model without features ("
                                + metric.key() + " " + Figures.rounded(c.mean()) + ", and " + Figures.rounded(dummy)
                                + " without)."));
        return new Outcome(
                Algorithm.of(best.algorithm()),
                new TrainingRecord.Leaderboard(metric.key(), folds.size(), ranked, dummy),
                List.copyOf(warnings));
    }

    private Hyperparameters hyperparameters(Algorithm candidate) {
        Labels labels = parts.labels();
        return Candidates.hyperparameters(candidate, request.method().hyperparameters(), labels.task(), labels.rows());
    }

    private void makeFolds() {
        int rows = parts.labels().rows();
        int wanted = rows > MANY_ROWS ? FEW_FOLDS : FOLDS;
        Folds made = Folds.of(
                parts.data(), parts.trainingRows(), request.split(), wanted, request.seed(), Folds.Use.COMPARING);
        warnings.addAll(made.notes());
        int most = 0;
        for (KFold fold : made.folds()) {
            most = Math.max(most, fold.train().length);
            folds.add(new KFold(drawn(fold.train()), fold.test()));
        }
        if (most > MOST_ROWS) {
            warnings.add("candidates were compared in " + folds.size() + " folds in which they learnt from " + MOST_ROWS
                    + " drawn rows, because there are " + rows + " training rows; the model learnt from all.");
        }
    }

    /** At most {@value #MOST_ROWS} of some rows. */
    private int[] drawn(int[] rows) {
        if (rows.length <= MOST_ROWS) {
            return rows;
        }
        double left = 1 - (double) MOST_ROWS / rows.length;
        int[] learnt = ValidationSplit.draw(parts.labels().select(rows), left, request.seed())
                .learnt();
        for (int i = 0; i < learnt.length; i++) {
            learnt[i] = rows[learnt[i]];
        }
        return learnt;
    }

    private TrainingRecord.Candidate candidate(int position, Hyperparameters hyperparameters) {
        Algorithm algorithm = candidates.get(position);
        Learner learner = algorithm.learner(hyperparameters);
        List<Double> scores = new ArrayList<>();
        String failure = null;
        long begin = System.nanoTime();
        for (int f = 0; f < folds.size() && failure == null; f++) {
            watch.step(
                    position * folds.size() + f,
                    candidates.size() * folds.size(),
                    "candidate " + (position + 1) + " of " + candidates.size() + " (" + algorithm.key() + "), fold "
                            + (f + 1) + " of " + folds.size());
            try {
                scores.add(score(learner, folds.get(f)));
            } catch (RuntimeException | LinkageError e) {
                failure = reason(e);
            }
        }
        double seconds = Math.round((System.nanoTime() - begin) / NANOS_PER_MILLI) / MILLIS_PER_SECOND;
        if (failure != null) {
            return new TrainingRecord.Candidate(algorithm.key(), null, null, null, seconds, failure);
        }
        double mean = mean(scores);
        double variance = mean(scores.stream().map(s -> (s - mean) * (s - mean)).toList());
        return new TrainingRecord.Candidate(
                algorithm.key(), mean, Math.sqrt(variance), List.copyOf(scores), seconds, null);
    }

    private double score(Learner learner, KFold fold) {
        Table training = parts.training().select(fold.train()).narrow();
        Labels labels = parts.labels().select(fold.train());
        FitContext context = new FitContext(request.seed(), request.threads(), (step, of, loss, watched) -> {});
        try (FittedModel model = learner.fit(training, labels, context)) {
            return FoldScore.of(
                    model.predict(parts.training().select(fold.test())),
                    parts.labels().select(fold.test()));
        }
    }

    private static boolean isBetter(double value, double than, Direction direction) {
        return direction == Direction.HIGHER ? value > than : value < than;
    }

    /** The score of a model without features on a fold. */
    private double dummy(KFold fold) {
        Labels learnt = parts.labels().select(fold.train());
        float[] answer;
        if (learnt.task() == Task.REGRESSION) {
            answer = new float[] {TargetScale.of(learnt).mean()};
        } else {
            double[] counts = learnt.masses();
            answer = new float[counts.length];
            for (int label = 0; label < counts.length; label++) {
                answer[label] = (float) (counts[label] / learnt.mass());
            }
        }
        float[][] answers = new float[fold.test().length][];
        Arrays.fill(answers, answer);
        return FoldScore.of(answers, parts.labels().select(fold.test()));
    }

    private static String reason(Throwable failure) {
        if (failure instanceof UserError) {
            return failure.getMessage();
        }
        String message = Objects.toString(failure.getMessage(), "no message").strip();
        return failure.getClass().getSimpleName() + ": "
                + message.lines().findFirst().orElse("no message");
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    /** Best first, those without a score last; where two are equal, in the order of the candidates. */
    private static List<TrainingRecord.Candidate> ranked(List<TrainingRecord.Candidate> scored, Direction direction) {
        Comparator<Double> better =
                direction == Direction.HIGHER ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return scored.stream()
                .sorted(Comparator.comparing(TrainingRecord.Candidate::mean, Comparator.nullsLast(better)))
                .toList();
    }
}

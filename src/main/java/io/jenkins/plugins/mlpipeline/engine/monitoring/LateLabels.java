package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Rates;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Labels that arrived late, beside what the model had answered: of the newest looks that have labels, as many as it takes to
 * have {@value #ENOUGH} rows.
 */
final class LateLabels {
    /** With fewer rows nothing is said. */
    static final int LEAST = 30;

    /** Older looks are left out once there are so many rows. */
    static final int ENOUGH = 500;

    /** The least loss of accuracy that matters. */
    static final double LEAST_DROP = 0.02;

    /** The least growth of the mean error that matters. */
    static final double LEAST_GROWTH = 0.1;

    /** Beyond it a bound is no longer told from the end of the range. */
    private static final double MOST_CONFIDENCE = 1 - 1e-12;

    private static final int BISECTIONS = 53;

    private final Answering answering;
    /** Newest first. */
    private final List<PastLook> looks;

    private final List<List<KeptAnswers>> answers = new ArrayList<>();
    private final Set<Long> repeated = new HashSet<>();
    private final Set<Long> wanted = new HashSet<>();

    /**
     * @param looks with what they kept, the newest first
     * @throws UserError when one kept something that is no answer of this model
     */
    LateLabels(Answering answering, List<PastLook> looks) {
        this.answering = answering;
        this.looks = looks;
        int labels = answering.labels() == null ? 0 : answering.labels().size();
        for (PastLook look : looks) {
            List<KeptAnswers> kept = look.answers() == null ? List.of() : KeptAnswers.read(look.answers(), labels);
            if (kept == null) {
                throw new UserError("the state of the watch holds answers, at the look of " + look.at()
                        + ", that are none of this model: it was changed. Name another file with --state.");
            }
            answers.add(kept);
            for (KeptAnswers answer : kept) {
                if (!wanted.add(answer.id())) {
                    repeated.add(answer.id());
                }
            }
        }
        wanted.removeAll(repeated);
    }

    /** Whether the label of a row is asked for. */
    boolean isWanted(long id) {
        return wanted.contains(id);
    }

    /** Rows with a label, and of which looks they are. */
    private record Joined(List<KeptAnswers> answers, List<Double> truth, PastLook oldest, PastLook newest) {
        String digest() {
            StringBuilder text = new StringBuilder("labelled");
            for (int i = 0; i < truth.size(); i++) {
                text.append(' ').append(answers.get(i).id()).append('=').append(truth.get(i));
            }
            return Digest.ofText(text.toString());
        }
    }

    /** What came of labels: how well the model did, and which rows say so; the digest is null when none do. */
    record Result(Performance performance, String digest) {}

    /**
     * Measures.
     *
     * @param known labels by row
     * @param evaluated what the model did when it was judged
     * @param now when is looked
     * @param alpha the chance with which the test may be wrong when nothing has changed
     */
    Result measure(Map<Long, Double> known, Evaluated evaluated, Instant now, double alpha) {
        Joined joined = join(known);
        int rows = joined.truth.size();
        if (rows < LEAST) {
            return new Result(
                    Performance.none("Of the rows that were asked " + Figures.count(rows)
                            + (rows == 1 ? " has a label" : " have labels") + "; at least " + LEAST + " are needed"
                            + (repeated.isEmpty()
                                    ? "."
                                    : ". " + Figures.count(repeated.size())
                                            + " names of rows occur in several looks, so that it is not known which answer"
                                            + " their labels belong to.")),
                    null);
        }
        Outcomes outcomes = outcomes(joined);
        Map<String, MetricValue> metrics = new HashMap<>(Metrics.measure(outcomes, Set.of()));
        metrics.values().removeIf(value -> value.value() == null);
        return new Result(judged(outcomes, new TreeMap<>(metrics), joined, evaluated, now, alpha), joined.digest());
    }

    private Joined join(Map<Long, Double> known) {
        List<KeptAnswers> some = new ArrayList<>();
        List<Double> truth = new ArrayList<>();
        PastLook oldest = null;
        PastLook newest = null;
        for (int look = 0; look < looks.size() && truth.size() < ENOUGH; look++) {
            for (KeptAnswers answer : answers.get(look)) {
                Double label = repeated.contains(answer.id()) ? null : known.get(answer.id());
                if (label != null) {
                    some.add(answer);
                    truth.add(label);
                    oldest = looks.get(look);
                    newest = newest == null ? oldest : newest;
                }
            }
        }
        return new Joined(some, truth, oldest, newest);
    }

    private Outcomes outcomes(Joined joined) {
        if (answering.labels() == null) {
            RegressionOutcomes.Builder builder = RegressionOutcomes.builder();
            for (int i = 0; i < joined.truth.size(); i++) {
                builder.add(joined.truth.get(i), joined.answers.get(i).answer());
            }
            return builder.build();
        }
        boolean scored = joined.answers.stream().noneMatch(answer -> Double.isNaN(answer.score()));
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(
                answering.task(),
                answering.labels(),
                answering.positive(),
                scored && answering.positive() >= 0 ? Scores.POSITIVE_PROBABILITY : Scores.NONE);
        for (int i = 0; i < joined.truth.size(); i++) {
            KeptAnswers answer = joined.answers.get(i);
            int truth = joined.truth.get(i).intValue();
            if (scored && answering.positive() >= 0) {
                builder.add(truth, (int) answer.answer(), answer.score());
            } else {
                builder.add(truth, (int) answer.answer());
            }
        }
        return builder.build();
    }

    private Performance judged(
            Outcomes outcomes,
            Map<String, MetricValue> metrics,
            Joined joined,
            Evaluated evaluated,
            Instant now,
            double alpha) {
        Metric metric = answering.labels() == null ? Metric.MEAN_ABSOLUTE_ERROR : Metric.ACCURACY;
        Double value = metrics.get(metric.key()).value();
        Double reference = evaluated.value(metric);
        String age = age(joined, now);
        Double p = reference == null || evaluated.rows() == 0
                ? null
                : answering.labels() == null
                        ? growth((RegressionOutcomes) outcomes, value, evaluated.estimated(metric))
                        : drop(outcomes.rows(), value, evaluated.rows(), reference);
        String said = "Measured on " + Figures.count(outcomes.rows()) + " rows with labels, " + age + ": "
                + metric.key() + " " + Figures.rounded(value);
        String caution = "Rows whose labels come first may not be like the others.";
        if (p == null) {
            return performance(
                    Performance.NOT_JUDGED,
                    metrics,
                    outcomes.rows(),
                    joined,
                    null,
                    said + ". No evaluation says what it was (--evaluation).",
                    caution);
        }
        boolean great =
                answering.labels() == null ? value >= reference * (1 + LEAST_GROWTH) : reference - value >= LEAST_DROP;
        boolean bad = great && p <= alpha;
        return performance(
                bad ? Performance.WORSE : Performance.SAME,
                metrics,
                outcomes.rows(),
                joined,
                new Judged(metric, reference, p, alpha),
                said + ", in the evaluation " + Figures.rounded(reference)
                        + (bad
                                ? ": worse, and more than chance explains."
                                : great ? "; chance may explain the difference." : "."),
                caution);
    }

    /** What is judged, by what. */
    private record Judged(Metric metric, double reference, double p, double alpha) {}

    private static Performance performance(
            String state,
            Map<String, MetricValue> metrics,
            long rows,
            Joined joined,
            Judged judged,
            String reason,
            String caution) {
        return new Performance(
                state,
                metrics,
                rows,
                judged == null ? null : judged.metric.key(),
                judged == null ? null : (Double) judged.reference,
                judged == null ? null : (Double) judged.p,
                judged == null ? null : (Double) judged.alpha,
                joined.oldest.at(),
                joined.newest.at(),
                0,
                reason,
                caution);
    }

    private static String age(Joined joined, Instant now) {
        long least = Duration.between(joined.newest.instant(), now).toHours();
        long most = Duration.between(joined.oldest.instant(), now).toHours();
        return "asked " + (least == most ? age(least) : age(least) + " to " + age(most)) + " ago";
    }

    private static String age(long hours) {
        return hours < 48 ? hours + " h" : hours / 24 + " days";
    }

    /** How likely chance alone makes the share of errors so much greater, by Newcombe's interval. */
    static double drop(long rows, double accuracy, long rowsBefore, double accuracyBefore) {
        Rates rates = new Rates(
                Math.round((1 - accuracy) * rows), rows, Math.round((1 - accuracyBefore) * rowsBefore), rowsBefore);
        double low = 0.5;
        double high = MOST_CONFIDENCE;
        if (rates.differenceLower(low) <= 0) {
            return 0.5;
        }
        if (rates.differenceLower(high) > 0) {
            return 1 - high;
        }
        // The greatest confidence at which the bound is above 0.
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (rates.differenceLower(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 1 - low;
    }

    /** The same of the mean error, by the normal distribution; null when the evaluation has no standard error. */
    private static Double growth(RegressionOutcomes outcomes, double value, Estimated before) {
        if (before == null) {
            return null;
        }
        double squares = 0;
        for (int row = 0; row < outcomes.rows(); row++) {
            double off = Math.abs(outcomes.truth(row) - outcomes.predicted(row)) - value;
            squares += off * off;
        }
        double error = squares / (outcomes.rows() - 1.0) / outcomes.rows();
        double all = Math.sqrt(error + before.standardError() * before.standardError());
        return all == 0
                ? value > before.value() ? 0.0 : 0.5
                : NormalDistribution.of(0, 1).survivalProbability((value - before.value()) / all);
    }
}

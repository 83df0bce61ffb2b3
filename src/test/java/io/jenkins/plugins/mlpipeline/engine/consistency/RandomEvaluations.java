package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.BaselineRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.Sampled;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsFile;
import io.jenkins.plugins.mlpipeline.engine.validation.PredictionsRequest;
import io.jenkins.plugins.mlpipeline.engine.validation.ScoreKind;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Evaluations that validate writes of random predictions: every task, with and without scores, slices, baseline, groups. */
final class RandomEvaluations {
    private static final int MOST_LABELS = 5;

    private final Path folder;
    private final Random random;
    private final int rows;
    private final StringBuilder csv = new StringBuilder();

    private RandomEvaluations(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
        int[] sizes = {1, 2, 3, 7, 30, 150, 250, 1200};
        this.rows = sizes[random.nextInt(sizes.length)];
    }

    /** The evaluation of a seed, of any task. */
    static Evaluation of(Path folder, long seed) throws IOException {
        RandomEvaluations made = new RandomEvaluations(folder, seed);
        return made.random.nextInt(4) == 0 ? made.regression() : made.classification();
    }

    private Evaluation classification() throws IOException {
        boolean binary = random.nextInt(3) > 0;
        int k = binary ? 2 : 3 + random.nextInt(MOST_LABELS - 2);
        List<String> labels = new ArrayList<>(List.of("a", "b", "c", "d", "e").subList(0, k));
        boolean scored = random.nextInt(4) > 0;
        boolean single = binary && scored && random.nextBoolean();
        boolean predicted = !scored || random.nextBoolean();
        boolean strangers = predicted && random.nextInt(3) == 0;
        String positive = binary && (single || random.nextInt(4) > 0) ? labels.get(random.nextInt(2)) : null;
        int digits = 1 + random.nextInt(8);
        boolean oneClass = random.nextInt(8) == 0;
        Map<String, String> scores = new LinkedHashMap<>();
        csv.append("id,sex,age,who,w,y").append(predicted ? ",p" : "");
        if (single) {
            scores.put(positive, "s");
            csv.append(",s");
        } else if (scored) {
            for (String label : labels) {
                scores.put(label, "s" + label);
                csv.append(",s").append(label);
            }
        }
        csv.append('\n');
        for (int row = 0; row < rows; row++) {
            int truth = oneClass ? 0 : random.nextInt(k);
            // Labels that contradict the scores beside them are refused, so a scored row is predicted what they say.
            int guess = random.nextInt(3) > 0 ? truth : random.nextInt(k);
            String written = "";
            if (single) {
                double lean = labels.get(truth).equals(positive) ? 0.3 : 0;
                double score = round(Math.min(1, random.nextDouble() * 0.8 + lean), digits);
                guess = score >= 0.5 ? labels.indexOf(positive) : 1 - labels.indexOf(positive);
                written = "," + score;
            } else if (scored) {
                List<Float> all = probabilities(k, truth);
                guess = all.indexOf(Collections.max(all));
                written = all.stream().map(p -> "," + p).collect(Collectors.joining());
            }
            describe(row);
            csv.append(labels.get(truth));
            if (predicted) {
                csv.append(',').append(strangers && random.nextInt(9) == 0 ? "other" : labels.get(guess));
            }
            csv.append(written);
            csv.append('\n');
        }
        Set<CatalogueKey> extra = new TreeSet<>(java.util.Comparator.comparing(CatalogueKey::toString));
        extra.add(CatalogueKey.parse("expected_calibration_error(bins=7)"));
        if (binary) {
            extra.add(CatalogueKey.parse("fbeta(beta=2)"));
            if (positive != null) {
                extra.add(CatalogueKey.parse("expected_cost(fn=100,fp=5,tp=0.25)"));
            }
        } else {
            extra.add(CatalogueKey.parse("top_k_accuracy(k=3)"));
        }
        return evaluate(
                predicted ? "p" : null,
                scores,
                new TargetOptions(binary ? Task.BINARY : Task.MULTICLASS, labels, positive),
                !binary || single || !scored || random.nextInt(4) > 0 ? null : ScoreKind.PROBABILITIES,
                scored && positive != null && !predicted ? 0.05 * random.nextInt(20) : null,
                extra,
                binary && positive != null ? List.of("f1", "average_precision", "roc_auc") : List.of("f1_macro"),
                positive != null && rows > 3);
    }

    private List<Float> probabilities(int k, int truth) {
        double[] raw = new double[k];
        double sum = 0;
        for (int i = 0; i < k; i++) {
            raw[i] = Math.exp((i == truth ? 1 : 0) + random.nextGaussian() * (1 + random.nextInt(3)));
            sum += raw[i];
        }
        List<Float> found = new ArrayList<>();
        for (double p : raw) {
            found.add((float) (p / sum));
        }
        return found;
    }

    private static double round(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    private Evaluation regression() throws IOException {
        csv.append("id,sex,age,who,w,y,p\n");
        double size = Math.pow(10, random.nextInt(9) - 4);
        double offset = random.nextInt(3) == 0 ? 1e6 * size : 0;
        boolean constant = random.nextInt(6) == 0;
        boolean perfect = random.nextInt(8) == 0;
        for (int row = 0; row < rows; row++) {
            describe(row);
            double truth = offset + (constant ? size : size * random.nextGaussian());
            double error = perfect ? 0 : size * 0.3 * random.nextGaussian();
            csv.append(truth).append(',').append(truth + error).append('\n');
        }
        return evaluate(
                "p",
                Map.of(),
                new TargetOptions(Task.REGRESSION, null, null),
                null,
                null,
                Set.of(CatalogueKey.parse("mean_pinball_loss(alpha=0.9)")),
                List.of("r2"),
                false);
    }

    private void describe(int row) {
        csv.append(row)
                .append(',')
                .append(random.nextBoolean() ? "f" : "m")
                .append(',')
                .append(random.nextInt(12) == 0 ? "" : random.nextInt(90))
                .append(',')
                .append(random.nextInt(1 + rows / 3))
                .append(',')
                // The first row counts for something, whatever the others do.
                .append(row > 0 && random.nextInt(10) == 0 ? 0 : random.nextInt(3) == 0 ? 4 : random.nextDouble())
                .append(',');
    }

    private Evaluation evaluate(
            String prediction,
            Map<String, String> scores,
            TargetOptions target,
            ScoreKind kind,
            Double threshold,
            Set<CatalogueKey> extra,
            List<String> sampled,
            boolean fair)
            throws IOException {
        Path file = Files.writeString(folder.resolve("candidate.csv"), csv);
        Path stored = folder.resolve("baseline.outcomes");
        String[] lines = csv.toString().split("\n");
        List<String> shuffled = new ArrayList<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            shuffled.add(line);
        }
        boolean compared = random.nextBoolean();
        if (compared) {
            AnalysisRequest keep =
                    new AnalysisRequest(null, List.of(), List.of(), null, Set.of(), 0, Map.of(), 42, stored);
            Path other = Files.writeString(
                    folder.resolve("baseline.csv"), lines[0] + '\n' + String.join("\n", answersMoved(shuffled)) + '\n');
            validate(other, prediction, scores, target, kind, threshold, extra, keep);
        }
        boolean grouped = random.nextInt(3) == 0 && rows > 1;
        boolean weighted = random.nextInt(3) == 0;
        Set<Sampled> samples = new java.util.HashSet<>();
        if (random.nextInt(3) == 0) {
            sampled.forEach(name -> {
                samples.add(new Sampled(CatalogueKey.parse(name), null, null));
                samples.add(new Sampled(CatalogueKey.parse(name), null, "dummy"));
            });
        }
        AnalysisRequest analysis = new AnalysisRequest(
                compared
                        ? new BaselineRequest("file", stored, null, null, false, true, null)
                        : random.nextBoolean()
                                ? new BaselineRequest("dummy", null, null, null, false, false, null)
                                : null,
                List.of(
                        SliceSpec.by(List.of("sex")),
                        new SliceSpec("ages", List.of("age"), List.of(20.0, 60.0), null),
                        new SliceSpec("young", null, null, "age < 30")),
                fair && !weighted ? List.of("sex") : List.of(),
                grouped ? "who" : null,
                weighted ? "w" : null,
                samples,
                0,
                Map.of(),
                42,
                null,
                0);
        return validate(file, prediction, scores, target, kind, threshold, extra, analysis);
    }

    /** The same rows by their ids, each with the answer of another one. */
    private List<String> answersMoved(List<String> lines) {
        List<String> answers = new ArrayList<>();
        int content = 6;
        for (String line : lines) {
            answers.add(line.substring(end(line, content)));
        }
        Collections.shuffle(answers, random);
        List<String> moved = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            moved.add(lines.get(i).substring(0, end(lines.get(i), content)) + answers.get(i));
        }
        return moved;
    }

    private static int end(String line, int cells) {
        int at = -1;
        for (int i = 0; i < cells; i++) {
            at = line.indexOf(',', at + 1);
        }
        return at;
    }

    private static Evaluation validate(
            Path file,
            String prediction,
            Map<String, String> scores,
            TargetOptions target,
            ScoreKind kind,
            Double threshold,
            Set<CatalogueKey> extra,
            AnalysisRequest analysis)
            throws IOException {
        return PredictionsFile.evaluate(
                new PredictionsRequest(
                        null,
                        file,
                        CsvFormat.DEFAULT,
                        "y",
                        prediction,
                        scores,
                        target,
                        kind,
                        threshold,
                        extra,
                        null,
                        null,
                        "id",
                        analysis),
                ValidationListener.SILENT,
                Clock.systemUTC());
    }
}

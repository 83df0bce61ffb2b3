package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.EncodedRows;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.FeatureCuts;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.SharedBoosting;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.WorkerTracker;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The engine in one of Spark's executors: first what each file is, by its position, and then, as one of several workers, what all
 * learn together. Answers begin as those of {@link ExecutorScoring}. What goes from worker to worker is text: an empty one says that
 * all is well.
 */
public final class ExecutorTraining
        implements IntFunction<byte[]>, BiFunction<Object[], UnaryOperator<Object>, byte[]> {
    private static final String WORKERS = "workers";

    private final TrainingTask task;

    /** @param folder of the files that went with the application */
    public ExecutorTraining(String folder) throws IOException {
        this.task = Json.read(Path.of(folder, TrainingTask.FILE), TrainingTask.class);
    }

    @Override
    public byte[] apply(int part) {
        try {
            return answer(ExecutorScoring.SCORED, PartSurvey.of(task, part));
        } catch (UserError e) {
            return answer(ExecutorScoring.MISTAKE, e.getMessage().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(task.parts().get(part) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Learns with others.
     *
     * @param place the plan, this worker's position, the hosts of all, and its threads
     * @param gather takes this worker's text, waits for all, and gives all workers' texts
     */
    @Override
    public byte[] apply(Object[] place, UnaryOperator<Object> gather) {
        TrainingPlan plan =
                Json.parse(new String((byte[]) place[0], StandardCharsets.UTF_8), TrainingPlan.class, "the plan");
        int worker = (Integer) place[1];
        String[] hosts = (String[]) place[2];
        int threads = (Integer) place[3];
        Rows rows = null;
        String mistake = "";
        try {
            rows = rows(plan, TrainingPlan.shares(plan.trained(), hosts.length).get(worker));
        } catch (UserError e) {
            mistake = e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Nobody waits for one that has no rows to learn from.
        for (String theirs : (String[]) gather.apply(mistake)) {
            if (!theirs.isEmpty()) {
                return answer(ExecutorScoring.MISTAKE, theirs.getBytes(StandardCharsets.UTF_8));
            }
        }
        return answer(ExecutorScoring.SCORED, learn(plan, rows, worker, hosts, threads, gather));
    }

    /** A worker's rows. */
    private record Rows(EncodedRows learnt, EncodedRows watched) {}

    private Rows rows(TrainingPlan plan, List<Integer> parts) throws IOException {
        Preprocessing preprocessing = plan.preprocessing();
        FeatureCuts cuts = new FeatureCuts(plan.cuts());
        SharedBoosting boosting = plan.boosting();
        boolean watches = boosting.watches(plan.rows());
        EncodedRows learnt = new EncodedRows(preprocessing.width());
        EncodedRows watched = watches ? new EncodedRows(preprocessing.width()) : null;
        for (int part : parts) {
            TrainingData data = task.read(part, plan.selection(task.selection()), plan.task(), plan.labels());
            boolean[] kept = task.keptBack(data);
            int[] train =
                    IntStream.range(0, kept.length).filter(row -> !kept[row]).toArray();
            Path file = Path.of(task.folder(), task.parts().get(part));
            if (train.length != plan.trained()[part]
                    || !Digest.ofFile(file).equals(plan.digests().get(part))) {
                throw new UserError(file + ": the file changed while it was read. Run again when it is complete.");
            }
            Table training = data.features().select(train);
            Labels labels = data.labels().select(train);
            long[] keys = PartSurvey.keys(training, labels);
            boolean[] isWatched = new boolean[train.length];
            for (int row = 0; watches && row < train.length; row++) {
                isWatched[row] = PartSurvey.isDrawn(keys[row], boosting.seed(), boosting.watchedPart());
            }
            add(learnt, plan, cuts, preprocessing, training, labels, chosen(isWatched, false));
            if (watches) {
                add(watched, plan, cuts, preprocessing, training, labels, chosen(isWatched, true));
            }
        }
        return new Rows(learnt, watched);
    }

    private static int[] chosen(boolean[] isWatched, boolean wanted) {
        return IntStream.range(0, isWatched.length)
                .filter(row -> isWatched[row] == wanted)
                .toArray();
    }

    private static void add(
            EncodedRows to,
            TrainingPlan plan,
            FeatureCuts cuts,
            Preprocessing preprocessing,
            Table table,
            Labels labels,
            int... rows) {
        if (rows.length == 0) {
            return;
        }
        float[] matrix = preprocessing.over(table).encode(rows);
        cuts.replace(matrix);
        Labels own = labels.select(rows);
        float[] wanted =
                plan.task() == Task.REGRESSION ? plan.scale().standardise(own.values()) : new float[rows.length];
        for (int row = 0; plan.task() != Task.REGRESSION && row < wanted.length; row++) {
            wanted[row] = own.codes()[row];
        }
        to.add(matrix, wanted);
    }

    private static byte[] learn(
            TrainingPlan plan, Rows rows, int worker, String[] hosts, int threads, UnaryOperator<Object> gather) {
        try (WorkerTracker tracker = worker == 0 ? WorkerTracker.start(hosts.length, hosts[0]) : null) {
            String told = tracker == null ? "" : Json.write(Map.of(WORKERS, tracker.told()));
            String first = ((String[]) gather.apply(told))[0];
            Map<String, Object> joined = new TreeMap<>();
            Json.tree(Json.parse(first, Map.class, WORKERS))
                    .get(WORKERS)
                    .properties()
                    .forEach(entry -> joined.put(
                            entry.getKey(),
                            entry.getValue().isNumber()
                                    ? (Object) entry.getValue().intValue()
                                    : entry.getValue().asText()));
            SharedBoosting.Learnt learnt = SharedBoosting.joined(
                    joined,
                    () -> plan.boosting()
                            .fit(rows.learnt, rows.watched, plan.rows(), threads, hosts.length == 1, point -> {}));
            // Until all have left: they go on asking the first one's tracker.
            gather.apply("");
            return worker == 0 ? SharedTrees.write(learnt) : new byte[0];
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] answer(byte kind, byte[] bytes) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(1 + bytes.length);
        answer.write(kind);
        answer.writeBytes(bytes);
        return answer.toByteArray();
    }
}

package io.jenkins.plugins.mlpipeline.engine.spark.application;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Spark's driver where executors learn: as {@link ScoringApplication}, and when all files were answered for and the plan is there, as
 * many tasks as there are cores learn from it together, all at once. The plan begins with the most tasks that can be of use.
 * What they learnt is the answer behind the last file's.
 */
public final class TrainingApplication {
    private static final String TRAINING = "io.jenkins.plugins.mlpipeline.engine.spark.ExecutorTraining";

    private TrainingApplication() {}

    /** Runs the application and ends the process. */
    public static void main(String[] args) {
        ScoringApplication.start(TRAINING, TrainingApplication::train, args);
    }

    private static byte[] train(JavaSparkContext spark, byte[] plan, String... jars) {
        ByteBuffer given = ByteBuffer.wrap(plan);
        int workers = Math.max(1, Math.min(given.getInt(), cores(spark)));
        byte[] rest = Arrays.copyOfRange(plan, given.position(), plan.length);
        List<Integer> positions = IntStream.range(0, workers).boxed().toList();
        ClassTag<byte[]> type = ClassTag$.MODULE$.apply(byte[].class);
        RDD<byte[]> answers = spark.parallelize(positions, workers)
                .rdd()
                .barrier()
                .mapPartitions(new LearningTask(TRAINING, spark.broadcast(rest), jars), false, type);
        // Behind a shuffle the stage can begin again when an executor is lost; one whose result is the job's own can
        // not.
        return answers.toJavaRDD().repartition(1).collect().stream()
                .max(Comparator.comparingInt(answer -> answer.length))
                .orElseThrow();
    }

    /** Tasks that can run at once. */
    private static int cores(JavaSparkContext spark) {
        SparkContext context = spark.sc();
        return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
    }
}

package io.jenkins.plugins.mlpipeline.engine.spark;

import io.jenkins.plugins.mlpipeline.engine.spark.application.ScoringApplication;
import io.jenkins.plugins.mlpipeline.engine.spark.application.TrainingApplication;

/** What Spark is to do, as it is called there and in messages. */
enum SparkWork {
    SCORING(
            ScoringApplication.class,
            "ml-pipeline validate",
            "read or predict the rows",
            "all rows were predicted",
            "validation"),
    TRAINING(
            TrainingApplication.class,
            "ml-pipeline train",
            "read the rows or learn from them",
            "all was learnt",
            "training");

    private final Class<?> application;
    private final String title;
    private final String work;
    private final String end;
    private final String called;

    SparkWork(Class<?> application, String title, String work, String end, String called) {
        this.application = application;
        this.title = title;
        this.work = work;
        this.end = end;
        this.called = called;
    }

    /** The class of the driver. */
    String application() {
        return application.getName();
    }

    /** The application's name in Spark. */
    String title() {
        return title;
    }

    /** What Spark could not do. */
    String work() {
        return work;
    }

    /** What is so when all is done. */
    String end() {
        return end;
    }

    /** What is interrupted. */
    String called() {
        return called;
    }
}

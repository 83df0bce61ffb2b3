package io.jenkins.plugins.mlpipeline.engine.openmetrics;

import java.util.List;

/**
 * The families that a controller exposes. A job is a {@code jenkins_job}, because a Prometheus server writes {@code job} and
 * {@code instance} itself; names, units and labels stay as they are from release to release, since dashboards and alerts are
 * made of them.
 */
public enum Exposed {
    /** The model as its newest build left it. */
    MODEL(
            "model",
            Kind.INFO,
            "A model of a job as its newest build left it.",
            Label.JOB,
            Label.MODEL,
            "task",
            "build",
            "digest"),
    /** Newest value of a metric. */
    MODEL_METRIC(
            "model_metric",
            Kind.GAUGE,
            "What the newest build of a model measured, by the key of the metric.",
            Label.JOB,
            Label.MODEL,
            Label.METRIC),
    /** Verdict of the newest build's gates, as 0 and 1. */
    MODEL_VERDICT(
            "model_verdict",
            Kind.GAUGE,
            "1 for the verdict of the gates in the newest build of a model, 0 for the others; none without gates.",
            Label.JOB,
            Label.MODEL,
            "verdict"),
    /** When the newest build began. */
    MODEL_BUILD_TIMESTAMP(
            "model_build_timestamp_seconds",
            Kind.SECONDS,
            "When the newest build of a model began, since 1970.",
            Label.JOB,
            Label.MODEL),
    /** What a gate demanded. */
    GATE_LIMIT(
            "gate_limit",
            Kind.GAUGE,
            "What a gate on all rows compared the metric with in the newest build of a model.",
            Label.JOB,
            Label.MODEL,
            Label.METRIC),
    /** Lower end of the interval that a gate showed. */
    GATE_LOWER(
            "gate_interval_lower",
            Kind.GAUGE,
            "Lower end of the interval of a gated metric in the newest build of a model.",
            Label.JOB,
            Label.MODEL,
            Label.METRIC),
    /** Upper end of the interval that a gate showed. */
    GATE_UPPER(
            "gate_interval_upper",
            Kind.GAUGE,
            "Upper end of the interval of a gated metric in the newest build of a model.",
            Label.JOB,
            Label.MODEL,
            Label.METRIC),
    /** Uses of the test set. */
    TEST_SET_USES(
            "test_set_uses",
            Kind.GAUGE,
            "How many models had been judged on the test set when the newest build of a model was.",
            Label.JOB,
            Label.MODEL),
    /** How many uses are allowed. */
    TEST_SET_USES_LIMIT(
            "test_set_uses_limit",
            Kind.GAUGE,
            "How many models may be judged on the test set of the newest build of a model; none where that is not limited.",
            Label.JOB,
            Label.MODEL),
    /** What a target serves. */
    TARGET(
            "target",
            Kind.INFO,
            "What a target serves, as far as this controller knows.",
            Label.TARGET_ID,
            Label.TARGET,
            "cluster",
            "digest",
            "build"),
    /** Since when. */
    TARGET_SERVING_SINCE(
            "target_serving_timestamp_seconds",
            Kind.SECONDS,
            "Since when a target serves what it serves, since 1970.",
            Label.TARGET_ID,
            Label.TARGET),
    /** Whether what came after it failed. */
    TARGET_ROLLED_BACK(
            "target_rolled_back",
            Kind.GAUGE,
            "1 while a target serves what came back because a deployment failed, else 0.",
            Label.TARGET_ID,
            Label.TARGET),
    /** Whether a build deploys to it. */
    TARGET_DEPLOYING(
            "target_deploying",
            Kind.GAUGE,
            "1 while a build deploys to a target, else 0.",
            Label.TARGET_ID,
            Label.TARGET),
    /** How the last deployment ended. */
    DEPLOYMENT(
            "target_deployment",
            Kind.INFO,
            "How the last deployment to a target ended.",
            Label.TARGET_ID,
            Label.TARGET,
            "status",
            "build"),
    /** Whether it ended well. */
    DEPLOYMENT_SUCCEEDED(
            "target_deployment_succeeded",
            Kind.GAUGE,
            "1 when the last deployment to a target ended well, else 0.",
            Label.TARGET_ID,
            Label.TARGET),
    /** When it ended. */
    DEPLOYMENT_TIMESTAMP(
            "target_deployment_timestamp_seconds",
            Kind.SECONDS,
            "When the last deployment to a target ended, since 1970.",
            Label.TARGET_ID,
            Label.TARGET),
    /** What the verification of the last deployment said, as 0 and 1. */
    VERIFICATION(
            "target_verification",
            Kind.GAUGE,
            "1 for the verdict of the verification of the last deployment to a target, 0 for the others; none without one.",
            Label.TARGET_ID,
            Label.TARGET,
            "verdict"),
    /** When it ended. */
    VERIFICATION_TIMESTAMP(
            "target_verification_timestamp_seconds",
            Kind.SECONDS,
            "When the verification of the last deployment to a target ended, since 1970.",
            Label.TARGET_ID,
            Label.TARGET),
    /** What the newest look said, as 0 and 1. */
    WATCH_STATE(
            "watch_state",
            Kind.GAUGE,
            "1 for what the newest look of a watch said (quiet, alarm, noData), 0 for the others.",
            Label.JOB,
            Label.WATCH,
            Label.TARGET,
            "state"),
    /** The longest row of bad looks. */
    WATCH_BAD_LOOKS(
            "watch_bad_looks",
            Kind.GAUGE,
            "At how many looks in a row the same thing was bad, the newest of them included.",
            Label.JOB,
            Label.WATCH,
            Label.TARGET),
    /** When the newest look was made. */
    WATCH_TIMESTAMP(
            "watch_look_timestamp_seconds",
            Kind.SECONDS,
            "When the newest look of a watch was made, since 1970.",
            Label.JOB,
            Label.WATCH,
            Label.TARGET),
    /** Alerts that came within a day. */
    INCIDENTS(
            "incidents_last_day",
            Kind.GAUGE,
            "Alerts that came within the last 24 hours, by what became of them; for administrators.",
            "route",
            "outcome"),
    /** Whether the index is complete. */
    COMPLETE(
            "index_complete",
            Kind.GAUGE,
            "1 when all jobs have been looked at since the controller began; until then, models may be missing."),
    /** What was left out. */
    LEFT_OUT("left_out", Kind.GAUGE, "How many models, targets or watches are beyond what is exposed.", "what"),
    /** When this was collected. */
    COLLECTED("collected_timestamp_seconds", Kind.SECONDS, "When these values were collected, since 1970.");

    private static final String PREFIX = "ml_pipeline_";

    private final String family;
    private final Kind kind;
    private final String help;
    private final List<String> labels;

    Exposed(String name, Kind kind, String help, String... labels) {
        this.family = PREFIX + name;
        this.kind = kind;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** Name of the family. */
    public String family() {
        return family;
    }

    /** Name of its samples, as queries have it. */
    public String sample() {
        return kind == Kind.INFO ? family + "_info" : family;
    }

    /** What its values are. */
    public Kind kind() {
        return kind;
    }

    /** A sentence. */
    public String help() {
        return help;
    }

    /** Names of its labels, in the order in which samples are given theirs. */
    public List<String> labels() {
        return labels;
    }

    /** What values are. */
    public enum Kind {
        /** A number without a unit that goes up and down. */
        GAUGE("gauge", null),
        /** A time since 1970. */
        SECONDS("gauge", "seconds"),
        /** Always 1; its labels say it. */
        INFO("info", null);

        private final String type;
        private final String unit;

        Kind(String type, String unit) {
            this.type = type;
            this.unit = unit;
        }

        String type() {
            return type;
        }

        /** Null for none. */
        String unit() {
            return unit;
        }
    }

    /** Labels that several have. */
    private static final class Label {
        static final String JOB = "jenkins_job";
        static final String MODEL = "model";
        static final String METRIC = "metric";
        static final String TARGET_ID = "target_id";
        static final String TARGET = "target";
        static final String WATCH = "watch";
    }
}

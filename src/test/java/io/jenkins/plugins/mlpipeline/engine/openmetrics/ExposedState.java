package io.jenkins.plugins.mlpipeline.engine.openmetrics;

import java.time.Instant;
import java.util.List;

/** A controller on which everything that can be exposed is there, and everything that an alert is about is wrong. */
final class ExposedState {
    private static final List<String> VERDICTS = List.of("PASS", "FAIL", "INCONCLUSIVE", "ERROR");
    private static final long DAY = 86_400;

    private ExposedState() {}

    static Exposition at(Instant now) {
        long seconds = now.getEpochSecond();
        Exposition exposition = new Exposition();
        exposition.info(Exposed.MODEL, "bank/fraud", "model", "binary", "212", "sha256:aa");
        exposition.add(Exposed.MODEL_METRIC, 0.9312, "bank/fraud", "model", "roc_auc");
        exposition.state(Exposed.MODEL_VERDICT, VERDICTS, "FAIL", "bank/fraud", "model");
        exposition.add(Exposed.MODEL_BUILD_TIMESTAMP, seconds - 40 * DAY, "bank/fraud", "model");
        exposition.add(Exposed.GATE_LIMIT, 0.94, "bank/fraud", "model", "roc_auc");
        exposition.add(Exposed.GATE_LOWER, 0.91, "bank/fraud", "model", "roc_auc");
        exposition.add(Exposed.GATE_UPPER, 0.95, "bank/fraud", "model", "roc_auc");
        exposition.add(Exposed.TEST_SET_USES, 9, "bank/fraud", "model");
        exposition.add(Exposed.TEST_SET_USES_LIMIT, 10, "bank/fraud", "model");
        String[] target = {"0123456789abcdef", "bank/deployment/fraud"};
        exposition.info(Exposed.TARGET, target[0], target[1], "https://cluster.example", "sha256:bb", "bank/fraud#210");
        exposition.add(Exposed.TARGET_SERVING_SINCE, seconds - DAY, target);
        exposition.add(Exposed.TARGET_ROLLED_BACK, 1, target);
        exposition.add(Exposed.TARGET_DEPLOYING, 0, target);
        exposition.info(Exposed.DEPLOYMENT, target[0], target[1], "FAILED", "bank/fraud#211");
        exposition.add(Exposed.DEPLOYMENT_SUCCEEDED, 0, target);
        exposition.add(Exposed.DEPLOYMENT_TIMESTAMP, seconds - DAY, target);
        exposition.state(Exposed.VERIFICATION, VERDICTS, "FAIL", target);
        exposition.add(Exposed.VERIFICATION_TIMESTAMP, seconds - DAY, target);
        exposition.state(
                Exposed.WATCH_STATE, List.of("quiet", "alarm", "noData"), "alarm", "bank/watch", "model", target[1]);
        exposition.add(Exposed.WATCH_BAD_LOOKS, 3, "bank/watch", "model", target[1]);
        exposition.add(Exposed.WATCH_TIMESTAMP, seconds - 3 * DAY, "bank/watch", "model", target[1]);
        exposition.state(Exposed.INCIDENTS, List.of("STARTED", "RESOLVED", "LIMITED", "NO_JOB"), "NO_JOB", "fraud");
        exposition.add(Exposed.COMPLETE, 1);
        exposition.add(Exposed.LEFT_OUT, 0, "models");
        exposition.add(Exposed.COLLECTED, seconds);
        return exposition;
    }
}

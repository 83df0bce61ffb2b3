package io.jenkins.plugins.mlpipeline.scrape;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposed;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposition;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.targets.Ending;
import io.jenkins.plugins.mlpipeline.targets.Serving;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.Verified;
import java.util.List;
import java.util.stream.Stream;

/** What is deployed where, and how the last deployment ended. */
final class TargetSamples {
    private static final int MOST = 500;
    private static final List<String> VERDICTS =
            Stream.of(Verdict.values()).map(Enum::name).toList();

    private TargetSamples() {}

    static void into(Exposition exposition, List<Target> targets) {
        targets.stream().limit(MOST).forEach(target -> add(exposition, target));
        exposition.add(Exposed.LEFT_OUT, Math.max(0, targets.size() - MOST), "targets");
    }

    private static void add(Exposition exposition, Target target) {
        String id = target.getId();
        String path = target.ref().path();
        exposition.add(Exposed.TARGET_DEPLOYING, target.getDeploying() == null ? 0 : 1, id, path);
        Serving serving = target.getServing();
        if (serving != null) {
            exposition.info(
                    Exposed.TARGET, id, path, target.getCluster(), serving.getModelDigest(), serving.getBuild());
            exposition.add(Exposed.TARGET_ROLLED_BACK, serving.isRolledBack() ? 1 : 0, id, path);
            time(exposition, Exposed.TARGET_SERVING_SINCE, serving.getSince(), id, path);
        }
        Ending last = target.getLast();
        if (last != null) {
            exposition.info(Exposed.DEPLOYMENT, id, path, last.getStatus(), last.getBuild());
            exposition.add(Exposed.DEPLOYMENT_SUCCEEDED, isGood(last) ? 1 : 0, id, path);
            time(exposition, Exposed.DEPLOYMENT_TIMESTAMP, last.getAt(), id, path);
        }
        Verified verified = target.getVerified();
        if (verified != null) {
            exposition.state(Exposed.VERIFICATION, VERDICTS, verified.getVerdict(), id, path);
            time(exposition, Exposed.VERIFICATION_TIMESTAMP, verified.getAt(), id, path);
        }
    }

    private static boolean isGood(Ending ending) {
        return Stream.of(Outcome.values())
                .anyMatch(outcome ->
                        outcome.name().equals(ending.getStatus()) && outcome.build() == Outcome.BuildResult.SUCCESS);
    }

    private static void time(Exposition exposition, Exposed family, String at, String... labels) {
        Collected.seconds(at).ifPresent(seconds -> exposition.add(family, seconds, labels));
    }
}

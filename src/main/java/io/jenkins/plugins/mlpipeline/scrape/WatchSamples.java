package io.jenkins.plugins.mlpipeline.scrape;

import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposed;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposition;
import io.jenkins.plugins.mlpipeline.targets.Builds;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.watches.LookStore;
import io.jenkins.plugins.mlpipeline.watches.RecordedLook;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The newest look of each watch of a job that the person who asks may read, those that looked last first. */
final class WatchSamples {
    private static final int MOST = 500;
    private static final List<String> STATES = List.of(WatchResult.QUIET, WatchResult.ALARM, WatchResult.NO_DATA);

    private WatchSamples() {}

    /** @param targets those that the person may know of; of others the id is told, which names nothing */
    static void into(Exposition exposition, List<Target> targets) {
        Map<String, String> paths = targets.stream()
                .collect(Collectors.toMap(Target::getId, target -> target.ref().path()));
        List<RecordedLook> looks = LookStore.get().newest().stream()
                .filter(look -> Builds.job(look.job() + "#" + look.build()).isPresent())
                .toList();
        for (RecordedLook look : looks.subList(0, Math.min(MOST, looks.size()))) {
            String target = paths.getOrDefault(look.target(), look.target());
            exposition.state(Exposed.WATCH_STATE, STATES, look.state(), look.job(), look.id(), target);
            exposition.add(Exposed.WATCH_BAD_LOOKS, look.longestRun(), look.job(), look.id(), target);
            Collected.seconds(look.at())
                    .ifPresent(
                            seconds -> exposition.add(Exposed.WATCH_TIMESTAMP, seconds, look.job(), look.id(), target));
        }
        exposition.add(Exposed.LEFT_OUT, Math.max(0, looks.size() - MOST), "watches");
    }
}

package io.jenkins.plugins.mlpipeline.scrape;

import io.jenkins.plugins.mlpipeline.alerts.IncidentEntry;
import io.jenkins.plugins.mlpipeline.alerts.IncidentLog;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposed;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposition;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** All that the person who asks may see. */
final class Collected {
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> OUTCOMES =
            Stream.of(IncidentEntry.Outcome.values()).map(Enum::name).toList();

    private Collected() {}

    /** Adds everything. */
    static void into(Exposition exposition, Instant now) {
        ModelSamples.into(exposition);
        List<Target> targets = TargetStore.get().visible();
        TargetSamples.into(exposition, targets);
        WatchSamples.into(exposition, targets);
        if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            incidents(exposition, IncidentLog.get().since(now.minus(DAY)));
        }
        exposition.add(Exposed.COMPLETE, ModelIndex.get().isReady() ? 1 : 0);
        exposition.add(Exposed.COLLECTED, now.getEpochSecond());
    }

    private static void incidents(Exposition exposition, Map<String, Map<IncidentEntry.Outcome, Long>> byRoute) {
        byRoute.forEach((route, outcomes) -> {
            exposition.state(Exposed.INCIDENTS, OUTCOMES, "", route);
            outcomes.forEach((outcome, count) -> exposition.add(Exposed.INCIDENTS, count, route, outcome.name()));
        });
    }

    /** A time as a sample; of one that is not known, or is none, there is none. */
    static OptionalLong seconds(String iso) {
        try {
            return iso == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Instant.parse(iso).getEpochSecond());
        } catch (DateTimeParseException e) {
            return OptionalLong.empty();
        }
    }
}

package io.jenkins.plugins.mlpipeline.page;

import io.jenkins.plugins.mlpipeline.alerts.IncidentEntry;
import io.jenkins.plugins.mlpipeline.alerts.IncidentLog;
import io.jenkins.plugins.mlpipeline.report.WatchesAction;
import io.jenkins.plugins.mlpipeline.targets.Builds;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.watches.LookStore;
import io.jenkins.plugins.mlpipeline.watches.RecordedLook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The alarms of models that are open at one moment, as far as the reader may know of them. */
final class OpenAlarms {
    /** An alert of which nobody says any longer that it fires or is over is forgotten after this time. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private static final int MOST = 5;

    private final Map<String, List<RecordedLook>> looks = LookStore.get().alarms();
    private final List<IncidentEntry> alerts =
            IncidentLog.get().firing(Instant.now().minus(FORGOTTEN));

    /**
     * Those of a model: of watches whose job the reader may read, and of targets that serve it and that the reader may see.
     *
     * @param digest of the model; null when not known
     * @param serving the targets that serve it, as far as the reader may know
     */
    List<OpenAlarm> of(String digest, List<Target> serving) {
        List<OpenAlarm> open = new ArrayList<>();
        for (RecordedLook look : digest == null ? List.<RecordedLook>of() : looks.getOrDefault(digest, List.of())) {
            Builds.job(look.job() + "#" + look.build())
                    .ifPresent(job ->
                            open.add(OpenAlarm.of(look, job.getUrl() + look.build() + "/" + WatchesAction.URL + "/")));
        }
        for (Target target : serving) {
            alerts.stream()
                    .filter(alert -> isAbout(alert.target(), target))
                    .forEach(alert -> open.add(OpenAlarm.of(alert, target)));
        }
        return List.copyOf(open.subList(0, Math.min(MOST, open.size())));
    }

    /** A route names the id of a target's page, or the workload. */
    private static boolean isAbout(String named, Target target) {
        return named.equals(target.getId())
                || named.equalsIgnoreCase(target.getNamespace() + "/" + target.getKind() + "/" + target.getName());
    }
}

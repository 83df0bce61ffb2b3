package io.jenkins.plugins.mlpipeline.alerts;

import hudson.Extension;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.alerts.IncidentEntry.Outcome;
import io.jenkins.plugins.mlpipeline.config.IncidentConfiguration;
import io.jenkins.plugins.mlpipeline.config.IncidentRoute;
import io.jenkins.plugins.mlpipeline.engine.alert.Alert;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** What follows of alerts: which are new, which jobs respond, and that no more is started than may be. */
@Extension
public final class IncidentResponses {
    /**
     * Responds to the alerts of one message. What is started is recorded first: a controller that ends in between starts it
     * once or not at all, but never twice.
     *
     * @return what became of them, in a sentence that says nothing of jobs and targets
     */
    synchronized String to(List<Alert> alerts) throws IOException {
        Tally tally = new Tally();
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            for (IncidentRoute route : IncidentConfiguration.get().getRoutes()) {
                respond(route, alerts.stream().filter(route::matches).toList(), tally);
            }
        }
        return tally.sentence(alerts.size());
    }

    private static void respond(IncidentRoute route, List<Alert> about, Tally tally) throws IOException {
        IncidentLog log = IncidentLog.get();
        Instant now = Instant.now();
        List<Alert> fresh = new ArrayList<>();
        List<IncidentEntry> resolved = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Alert alert : about) {
            if (log.done(route.getName(), alert.key()).isPresent() || !seen.add(alert.key())) {
                tally.known++;
            } else if (alert.firing()) {
                fresh.add(alert);
            } else {
                resolved.add(entry(now, alert, route, Outcome.RESOLVED, List.of()));
            }
        }
        if (!resolved.isEmpty()) {
            log.add(resolved);
            tally.count(Outcome.RESOLVED, resolved.size());
        }
        if (fresh.isEmpty()) {
            return;
        }
        List<Job<?, ?>> jobs = listeners(route);
        List<Job<?, ?>> permitted = jobs.stream()
                .filter(job -> log.started(route.getName(), job.getFullName(), now) < route.getMostPerHour())
                .collect(Collectors.toCollection(ArrayList::new));
        Outcome outcome = jobs.isEmpty() ? Outcome.NO_JOB : permitted.isEmpty() ? Outcome.LIMITED : Outcome.STARTED;
        List<String> names = (permitted.isEmpty() ? jobs : permitted)
                .stream().map(Job::getFullName).toList();
        log.add(fresh.stream().map(a -> entry(now, a, route, outcome, names)).toList());
        tally.count(outcome, fresh.size());
        permitted.forEach(job -> MlIncidentTrigger.start(job, route, fresh));
    }

    private static IncidentEntry entry(
            Instant now, Alert alert, IncidentRoute route, Outcome outcome, List<String> jobs) {
        return new IncidentEntry(
                now.toString(),
                alert.key(),
                alert.name(),
                alert.someLabels(),
                alert.startsAt().toString(),
                alert.fingerprint(),
                route.getName(),
                route.getTarget(),
                outcome,
                jobs);
    }

    private static List<Job<?, ?>> listeners(IncidentRoute route) {
        List<Job<?, ?>> listeners = new ArrayList<>();
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
            if (MlIncidentTrigger.responds(job, route)) {
                listeners.add(job);
            }
        }
        return listeners;
    }

    /** How many alerts became what. */
    private static final class Tally {
        private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        private int known;

        void count(Outcome outcome, int more) {
            counts.merge(outcome, more, Integer::sum);
        }

        String sentence(int alerts) {
            List<String> parts = new ArrayList<>();
            counts.forEach((outcome, n) -> parts.add(n + " " + outcome.name().toLowerCase(Locale.ROOT)));
            if (known > 0) {
                parts.add(known + " known");
            }
            return "Alerts: " + alerts + "; " + (parts.isEmpty() ? "about no target" : String.join(", ", parts)) + ".";
        }
    }
}

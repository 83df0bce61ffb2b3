package io.jenkins.plugins.mlpipeline.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.alerts.IncidentEntry.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FiringAlertsTest {
    private static IncidentEntry entry(String at, String alert, String startsAt, Outcome outcome) {
        return new IncidentEntry(
                at,
                alert + startsAt + outcome,
                alert,
                Map.of(),
                startsAt,
                "0a",
                "fraud",
                "bank/deployment/fraud",
                outcome,
                List.of());
    }

    @Test
    void anAlertFiresUntilItIsSaidToBeOverOrIsOld(JenkinsRule j) throws Exception {
        IncidentLog log = IncidentLog.get();
        log.add(List.of(
                entry("2026-11-20T10:00:00Z", "old", "2026-11-20T09:59:00Z", Outcome.STARTED),
                entry("2026-11-30T10:00:00Z", "errors", "2026-11-30T09:59:00Z", Outcome.STARTED),
                entry("2026-11-30T10:05:00Z", "errors", "2026-11-30T09:59:00Z", Outcome.RESOLVED),
                entry("2026-11-30T10:10:00Z", "errors", "2026-11-30T10:09:00Z", Outcome.LIMITED),
                entry("2026-11-30T10:11:00Z", "slow", "2026-11-30T10:08:00Z", Outcome.NO_JOB)));
        assertThat(log.firing(Instant.parse("2026-11-24T00:00:00Z")))
                .extracting(e -> e.alert() + " " + e.startsAt())
                .containsExactly("slow 2026-11-30T10:08:00Z", "errors 2026-11-30T10:09:00Z");
        assertThat(log.firing(Instant.parse("2026-11-30T10:11:00Z")))
                .extracting(IncidentEntry::alert)
                .containsExactly("slow");
    }
}

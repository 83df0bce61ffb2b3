package io.jenkins.plugins.mlpipeline.alerts;

import hudson.model.Cause;
import io.jenkins.plugins.mlpipeline.engine.alert.Alert;
import java.util.TreeMap;
import org.kohsuke.stapler.export.Exported;

/** An alert started the build; no person stands behind it. Its labels are a stranger's texts, shown and never used. */
public final class IncidentCause extends Cause {
    private final String route;
    private final String target;
    private final String alert;
    private final TreeMap<String, String> labels;
    private final String summary;
    private final String startsAt;
    private final int alerts;

    IncidentCause(String route, String target, Alert first, int alerts) {
        this.route = route;
        this.target = target;
        this.alert = first.name();
        this.labels = new TreeMap<>(first.someLabels());
        this.summary = first.summary();
        this.startsAt = first.startsAt().toString();
        this.alerts = alerts;
    }

    @Override
    public String getShortDescription() {
        String others = alerts == 1 ? "" : Messages.IncidentCause_Others(alerts - 1);
        return Messages.IncidentCause_Description(alert, startsAt, target, route) + others;
    }

    @Exported(visibility = 3)
    public String getRoute() {
        return route;
    }

    @Exported(visibility = 3)
    public String getTarget() {
        return target;
    }

    @Exported(visibility = 3)
    public String getAlert() {
        return alert;
    }

    /** The first alert's labels. */
    @Exported(visibility = 3)
    public TreeMap<String, String> getLabels() {
        return new TreeMap<>(labels);
    }

    /** The first alert's summary; null when it has none. */
    @Exported(visibility = 3)
    public String getSummary() {
        return summary;
    }

    @Exported(visibility = 3)
    public String getStartsAt() {
        return startsAt;
    }
}

package io.jenkins.plugins.mlpipeline.alerts;

import hudson.Extension;
import hudson.model.ManagementLink;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** The record of alerts and of what became of them, for administrators. */
@Extension
public final class IncidentsPage extends ManagementLink {
    private static final int SHOWN = 200;

    @Override
    public String getIconFileName() {
        return "symbol-ml-pipeline plugin-ml-pipeline";
    }

    @Override
    public String getDisplayName() {
        return Messages.IncidentsPage_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.IncidentsPage_Description();
    }

    @Override
    public String getUrlName() {
        return "ml-incidents";
    }

    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    /** The newest first. */
    public List<IncidentEntry> getIncidents() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        List<IncidentEntry> newest = IncidentLog.get().newest();
        return newest.subList(0, Math.min(SHOWN, newest.size()));
    }

    /** Labels as a text. */
    public String text(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("\n"));
    }
}

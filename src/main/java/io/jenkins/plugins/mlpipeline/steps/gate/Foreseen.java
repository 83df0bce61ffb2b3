package io.jenkins.plugins.mlpipeline.steps.gate;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.report.BuildNotes;
import io.jenkins.plugins.mlpipeline.report.GateMark;
import java.util.List;

/** What the builds of a job say together of the metrics that a gate has judged. */
public final class Foreseen {
    private Foreseen() {}

    /** The sentences about metrics of which there is something to be looked at; empty for nothing. */
    public static List<String> news(Run<?, ?> run, String id) {
        List<BuildNotes.Seen> seen = BuildNotes.seen(run, id);
        return seen.stream()
                .filter(each -> each.build().equals(run))
                .flatMap(each -> each.model().getMarks().stream())
                .map(GateMark::getMetric)
                .map(metric -> BuildNotes.of(metric, seen))
                .filter(Notes::isNews)
                .flatMap(notes -> notes.sentences().stream())
                .toList();
    }
}

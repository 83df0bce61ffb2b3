package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What {@code build.xml} holds of notes on one number. (A class: XStream reads no records.) */
@ExportedBean(defaultVisibility = 2)
public final class ForesightRecord implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Id of the step's flow node. */
    private final String node;
    /** The service for people; null when none was named. */
    private final String target;

    private final String name;
    private final boolean news;
    private final ArrayList<String> sentences;

    ForesightRecord(String node, String target, Notes notes) {
        this.node = node;
        this.target = target;
        this.name = PlainText.line(notes.metric());
        this.news = notes.isNews();
        this.sentences =
                new ArrayList<>(notes.sentences().stream().map(PlainText::cut).toList());
    }

    String node() {
        return node;
    }

    @Exported
    public String getTarget() {
        return target;
    }

    @Exported
    public String getName() {
        return name;
    }

    /** Whether there is something that somebody should look at. */
    @Exported
    public boolean isNews() {
        return news;
    }

    @Exported
    public List<String> getSentences() {
        return List.copyOf(sentences);
    }

    /** What was looked at, for people. */
    public String getLabel() {
        return target == null ? name : name + " (" + target + ")";
    }
}

package io.jenkins.plugins.mlpipeline.page;

import io.jenkins.plugins.mlpipeline.alerts.IncidentEntry;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.watches.RecordedLook;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Something that is wrong with a model since it was let through, and that nobody has said is over. */
@ExportedBean(defaultVisibility = 3)
public final class OpenAlarm {
    private final String sentence;
    private final String since;
    private final String url;

    private OpenAlarm(String sentence, String since, String url) {
        this.sentence = sentence;
        this.since = since;
        this.url = url;
    }

    /**
     * The last look of a watch was an alarm.
     *
     * @param url the page of the build that looked, below the controller's address
     */
    static OpenAlarm of(RecordedLook look, String url) {
        return new OpenAlarm(Messages.OpenAlarm_Watch(look.id(), look.message()), look.at(), url);
    }

    /** An alert fires about a target. */
    static OpenAlarm of(IncidentEntry alert, Target target) {
        return new OpenAlarm(
                Messages.OpenAlarm_Alert(alert.alert(), target.getKind() + "/" + target.getName()),
                alert.startsAt(),
                "ml-deployments/" + target.getId() + "/");
    }

    @Exported
    public String getSentence() {
        return sentence;
    }

    /** ISO 8601. */
    @Exported
    public String getSince() {
        return since;
    }

    /** Where it is shown, below the controller's address. */
    @Exported
    public String getUrl() {
        return url;
    }
}

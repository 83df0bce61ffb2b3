package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.targets.StoredWorkload;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What {@code build.xml} holds about one diagnosis; everything else is in its document. (A class: XStream reads no records.) */
@ExportedBean(defaultVisibility = 2)
public final class DiagnosisRecord extends StoredWorkload {
    private static final long serialVersionUID = 1L;

    /** Number within the build, from 1. */
    private final String key;
    /** Id of the step's flow node. */
    private final String node;

    private String message;
    /** ISO 8601. */
    private String at;

    DiagnosisRecord(String key, String node, TargetRef target) {
        super(target);
        this.key = key;
        this.node = node;
    }

    void found(Diagnosis d) {
        this.message = PlainText.cut(d.message());
        this.at = d.to();
    }

    @Exported
    public String getKey() {
        return key;
    }

    String node() {
        return node;
    }

    /** The likeliest cause in a sentence. */
    @Exported
    public String getMessage() {
        return message;
    }

    @Exported
    public String getAt() {
        return at;
    }

    /** The target's page. */
    public String getTargetId() {
        return ref().id();
    }

    /** The workload for people. */
    public String getLabel() {
        return ref().label();
    }
}

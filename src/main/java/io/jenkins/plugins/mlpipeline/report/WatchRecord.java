package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What {@code build.xml} holds about one look; everything else is in its document. (A class: XStream reads no records.) */
@ExportedBean(defaultVisibility = 2)
public final class WatchRecord implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Number within the build, from 1. */
    private final String key;
    /** Id of the step's flow node. */
    private final String node;
    /** Of the watch within the job. */
    private final String id;
    /** Id of the target's page; null when a model was looked at that is named otherwise. */
    private final String targetId;
    /** The target for people; null as above. */
    private final String target;

    private String modelDigest;
    private String state;
    private String message;
    private long rows;
    /** ISO 8601. */
    private String at;

    /** A target: the id of its page, and what people call it. */
    public record Place(String id, String label) {}

    WatchRecord(String key, String node, String id, Place target) {
        this.key = key;
        this.node = node;
        this.id = id;
        this.targetId = target == null ? null : target.id();
        this.target = target == null ? null : target.label();
    }

    void looked(WatchResult result) {
        this.modelDigest = result.model().digest();
        this.state = result.state();
        this.message = PlainText.line(result.message());
        this.rows = result.data().rows();
        this.at = result.at();
    }

    @Exported
    public String getKey() {
        return key;
    }

    String node() {
        return node;
    }

    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public String getTargetId() {
        return targetId;
    }

    @Exported
    public String getTarget() {
        return target;
    }

    @Exported
    public String getModelDigest() {
        return modelDigest;
    }

    /** {@code quiet}, {@code alarm} or {@code noData}. */
    @Exported
    public String getState() {
        return state;
    }

    @Exported
    public String getMessage() {
        return message;
    }

    @Exported
    public long getRows() {
        return rows;
    }

    @Exported
    public String getAt() {
        return at;
    }

    /** What was looked at, for people. */
    public String getLabel() {
        return target == null ? id : target;
    }

    /** The symbol beside the state. */
    public String getIcon() {
        return VerdictIcon.ofLook(state);
    }
}

package io.jenkins.plugins.mlpipeline.targets;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import java.io.Serializable;
import java.util.TreeMap;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a target serves, as far as this controller knows. (A class: XStream reads no records.) */
@ExportedBean(defaultVisibility = 2)
public final class Serving implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String modelDigest;
    private final TreeMap<String, String> images;
    private final Long revision;
    /** How it is bound to a verdict, in the words of {@code GateLink.How}; null for what was there before. */
    private final String bound;
    /** Who let it through although the gates did not pass, in a sentence; null when nobody had to. */
    private final String approved;
    /** ISO 8601. */
    private final String since;
    /** Externalizable id of the build that brought it. */
    private final String build;

    private final boolean rolledBack;
    /** What a rollback would bring back, in words. */
    private final String before;

    private Serving(Deployment d, String build, boolean rolledBack) {
        this.modelDigest = rolledBack ? d.rollback().modelDigest() : d.modelDigest();
        this.images = new TreeMap<>(d.imageDigests());
        this.revision = rolledBack ? d.rollback().revision() : d.revision();
        this.bound = rolledBack || d.gate() == null ? null : d.gate().how().name();
        this.approved = rolledBack ? null : d.approved();
        this.since = d.finishedAt();
        this.build = build;
        this.rolledBack = rolledBack;
        this.before = rolledBack ? null : words(d.previous());
    }

    /**
     * What a target serves after a deployment ended.
     *
     * @param known what it served before, or {@code null}
     * @param build externalizable id of the build
     */
    static Serving after(Serving known, Deployment d, String build) {
        if (d.rollback() != null && d.rollback().status().isBack()) {
            return new Serving(d, build, true);
        }
        return switch (d.status()) {
            case DEPLOYED, UNVERIFIED, SCALED_TO_ZERO -> new Serving(d, build, false);
            case UNCHANGED -> known == null ? new Serving(d, build, false) : known;
            default -> known;
        };
    }

    private static String words(Deployment.Before before) {
        if (before == null) {
            return null;
        }
        StringBuilder words = new StringBuilder("revision " + before.revision());
        if (before.modelDigest() != null) {
            words.append(", model ").append(before.modelDigest());
        }
        new TreeMap<>(before.imageDigests())
                .forEach((container, digest) ->
                        words.append(", ").append(container).append(" ").append(digest));
        return words + (before.fullyAvailable() ? "" : " (it was not fully available)");
    }

    @Exported
    public String getModelDigest() {
        return modelDigest;
    }

    /** The images' digests by container, where they are known. */
    @Exported
    public TreeMap<String, String> getImages() {
        return new TreeMap<>(images);
    }

    @Exported
    public Long getRevision() {
        return revision;
    }

    @Exported
    public String getBound() {
        return bound;
    }

    @Exported
    public String getApproved() {
        return approved;
    }

    @Exported
    public String getSince() {
        return since;
    }

    @Exported
    public String getBuild() {
        return build;
    }

    /** Whether it is back because what came after it failed. */
    @Exported
    public boolean isRolledBack() {
        return rolledBack;
    }

    /** What a rollback would bring back, in words; null when nothing is known. */
    @Exported
    public String getBefore() {
        return before;
    }
}

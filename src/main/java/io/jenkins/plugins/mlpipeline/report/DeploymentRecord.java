package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.targets.StoredWorkload;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What {@code build.xml} holds about one deployment; everything else is in {@link DeploymentFolder}. (A class: XStream reads
 * no records.)
 */
@ExportedBean(defaultVisibility = 2)
public final class DeploymentRecord extends StoredWorkload {
    private static final long serialVersionUID = 1L;

    /** Number within the build, from 1. */
    private final String key;
    /** Id of the step's flow node. */
    private final String node;
    /** Id of the model whose verdict counted. */
    private final String model;
    /** Externalizable id of the build whose gate judged it. */
    private final String judge;

    /** What people call its target when there are several; null for one. */
    private final String place;
    /** Its wave when there are several targets, from 1; null for one. */
    private final Integer wave;

    /** How it ended; null while it goes on. */
    private String status;
    /** One sentence; null while it goes on. */
    private String message;

    private String modelDigest;
    /** How it is bound to a verdict, in the words of {@code GateLink.How}. */
    private String bound;
    /** Who let it through although the gates did not pass, in a sentence; null when nobody had to. */
    private String approved;
    /** ISO 8601. */
    private String finishedAt;
    /** What its verification said; null when there was none. */
    private String verification;
    /** Whether the revision was marked as verified. */
    private boolean verified;
    /** Whether somebody must look: the state before is not back although it should be. */
    private boolean attention;

    DeploymentRecord(String key, String node, Judged judged, TargetRef target) {
        this(key, node, judged, target, null, 0);
    }

    /** One of several targets. */
    DeploymentRecord(String key, String node, Judged judged, TargetRef target, String place, int wave) {
        super(target);
        this.place = place;
        this.wave = wave == 0 ? null : (Integer) wave;
        this.key = key;
        this.node = node;
        this.model = judged.model();
        this.judge = judged.build();
    }

    /** One that was made anew from its document, which does not say which step and which verdict it was. */
    static DeploymentRecord restored(int number, Deployment ended) {
        TargetRef target = new TargetRef("", ended.cluster(), ended.namespace(), ended.kind(), ended.name());
        DeploymentRecord record = new DeploymentRecord(String.valueOf(number), "", new Judged(null, null), target);
        record.ended(ended);
        return record;
    }

    void ended(Deployment d) {
        this.status = d.status().name();
        this.message = cut(d.message());
        this.modelDigest = d.modelDigest();
        this.bound = d.gate() == null ? null : d.gate().how().name();
        this.approved = cut(d.approved());
        this.finishedAt = d.finishedAt();
        this.attention = d.status().needsAttention();
    }

    void verified(Verification v) {
        this.verification = v.verdict().name();
        this.verified = v.verified();
        this.message = cut(v.message());
        boolean left = v.rollback() != null && v.rollback().status() != RollbackStatus.ROLLED_BACK;
        this.attention = attention || v.verdict() == Verdict.FAIL && left;
    }

    /** What was verified before stays so, since nothing changed. */
    void verifiedBefore() {
        this.verification = Verdict.PASS.name();
        this.verified = true;
    }

    /** Its verification could not be carried through. */
    void unverifiable(String reason) {
        this.verification = Verdict.ERROR.name();
        this.message = cut(reason);
    }

    /** One before it stopped the deployment. */
    void notBegun() {
        this.status = Deployment.Target.NOT_BEGUN;
    }

    void broken(String reason) {
        this.status = "ERROR";
        this.message = cut(reason);
    }

    /** The file of the deployment has it whole. */
    private static String cut(String sentence) {
        return sentence == null ? null : PlainText.cut(sentence);
    }

    /**
     * The verdict that a deployment stands on, or would if there were one.
     *
     * @param model id of the model
     * @param build externalizable id of the build whose gate judged it
     */
    public record Judged(String model, String build) {}

    @Exported
    public String getKey() {
        return key;
    }

    public String getNode() {
        return node;
    }

    @Exported
    public String getModel() {
        return model;
    }

    @Exported
    public String getJudge() {
        return judge;
    }

    @Exported
    public String getPlace() {
        return place;
    }

    @Exported
    public int getWave() {
        return wave == null ? 0 : wave;
    }

    @Exported
    public String getStatus() {
        return status;
    }

    @Exported
    public String getMessage() {
        return message;
    }

    @Exported
    public String getModelDigest() {
        return modelDigest;
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
    public String getFinishedAt() {
        return finishedAt;
    }

    @Exported
    public String getVerification() {
        return verification;
    }

    @Exported
    public boolean isVerified() {
        return verified;
    }

    @Exported
    public boolean isAttention() {
        return attention;
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

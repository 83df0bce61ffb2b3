package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What {@code build.xml} holds about one model: enough for a summary, a trend and the remote API. Everything else is in
 * documents of the build's folder, see {@link RecordFolder}. (A class: XStream reads no records.)
 */
@ExportedBean(defaultVisibility = 2)
public final class ModelRecord implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The steps that record something here, in their order. */
    static final List<String> STEPS =
            List.of(RecordFolder.TRAIN_STEP, RecordFolder.VALIDATE_STEP, RecordFolder.GATE_STEP);

    /** The fact that a validation leaves; all others are of a training. */
    static final String TEST_DATA = "test data";

    private static final int MOST_PLACES = 10;
    private static final int MOST_FACTS = 30;
    private static final int LONGEST_FACT = 100;

    private final String id;
    /** Learner, when the model was trained in this build. */
    private String algorithm;
    /** Digest of the model that was trained in this build. */
    private String trainedDigest;
    /** File or folder name of the model that was validated. */
    private String modelName;
    /** Digest of the model that was validated; null for another tool's predictions. */
    private String modelDigest;
    /** What another tool's predictions are about; null when not bound. */
    private String subject;

    private String task;
    private Long rows;
    /** Values by metric key; undefined ones are in {@link #undefined}. */
    private Map<String, Double> metrics;

    private List<String> undefined;
    /** Whether the model's bytes are among the build's artifacts. */
    private boolean archived;
    /** Overall verdict of the gates; null while there is none. */
    private String verdict;
    /** The verdict in one sentence. */
    private String summary;

    private boolean deployable;
    /** What a trend draws of the gates; null while there are none, and in records of older versions. */
    private List<GateMark> marks;
    /** How many models had been judged on the test set; null when that was not counted, and in records of older versions. */
    private Integer testSetUses;
    /** How many may be; null when that is not limited. */
    private Integer testSetUsesLimit;
    /** What may change together with the metrics, by name; null for nothing, and in records of older versions. */
    private Map<String, String> facts;
    /** Where it was registered; null for nowhere, and in records of older versions. */
    private List<Registration> registrations;
    /** Images that have the signed verdict; null for none, and in records of older versions. */
    private List<String> attested;

    ModelRecord(String id) {
        this.id = id;
    }

    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public String getAlgorithm() {
        return algorithm;
    }

    @Exported
    public String getTrainedDigest() {
        return trainedDigest;
    }

    @Exported
    public String getModelName() {
        return modelName;
    }

    @Exported
    public String getModelDigest() {
        return modelDigest;
    }

    @Exported
    public String getSubject() {
        return subject;
    }

    @Exported
    public String getTask() {
        return task;
    }

    @Exported
    public Long getRows() {
        return rows;
    }

    /** Values by metric key. */
    @Exported
    public Map<String, Double> getMetrics() {
        return metrics == null ? Map.of() : Collections.unmodifiableMap(metrics);
    }

    /** Keys of metrics without a value. */
    @Exported
    public List<String> getUndefined() {
        return undefined == null ? List.of() : Collections.unmodifiableList(undefined);
    }

    @Exported
    public boolean isArchived() {
        return archived;
    }

    @Exported
    public String getVerdict() {
        return verdict;
    }

    @Exported
    public String getSummary() {
        return summary;
    }

    @Exported
    public boolean isDeployable() {
        return deployable;
    }

    /** What a trend draws of the gates on all rows, at most twelve; empty when not known. */
    @Exported(inline = true)
    public List<GateMark> getMarks() {
        return marks == null ? List.of() : Collections.unmodifiableList(marks);
    }

    /** How many models had been judged on the test set, this one included; null when that was not counted. */
    @Exported
    public Integer getTestSetUses() {
        return testSetUses;
    }

    /** How many may be; null when that is not limited. */
    @Exported
    public Integer getTestSetUsesLimit() {
        return testSetUsesLimit;
    }

    /** What may change together with the metrics: digests of data, hyperparameters; at most thirty, the longest cut. */
    @Exported
    public Map<String, String> getFacts() {
        return facts == null ? Map.of() : Collections.unmodifiableMap(facts);
    }

    /** Where it was registered, at most ten places. */
    @Exported(inline = true)
    public List<Registration> getRegistrations() {
        return registrations == null ? List.of() : Collections.unmodifiableList(registrations);
    }

    /** The images that the signed verdict was attached to, at most ten. */
    @Exported
    public List<String> getAttested() {
        return attested == null ? List.of() : Collections.unmodifiableList(attested);
    }

    /** The metrics that a summary has room for, in one line; empty when there are none. */
    public String getHeadline() {
        return Headline.of(getMetrics());
    }

    /** Their keys. */
    public List<String> getHeadlineKeys() {
        return Headline.keys(getMetrics());
    }

    /** The symbol beside the verdict. */
    public String getIcon() {
        return VerdictIcon.of(verdict);
    }

    /** Whether the verdict is one that a person can approve. */
    boolean isApprovable() {
        return verdict != null && Approval.isApprovable(Verdict.valueOf(verdict));
    }

    /** The digest of what was judged; null when the verdict is bound to nothing. */
    public String judgedDigest() {
        int digest = subject == null ? -1 : subject.indexOf("sha256:");
        return modelDigest != null || digest < 0 ? modelDigest : subject.substring(digest);
    }

    /** The same in another object: a change that is refused leaves this one as it was. */
    ModelRecord copy() {
        ModelRecord copy = new ModelRecord(id);
        copy.trained(algorithm, trainedDigest);
        if (metrics != null) {
            copy.validated(
                    new Validated(modelName, modelDigest, subject, task, rows, metrics, getUndefined(), archived));
        }
        copy.gated(verdict, summary, deployable);
        copy.marked(getMarks());
        copy.used(testSetUses, testSetUsesLimit);
        copy.known(getFacts());
        getRegistrations().forEach(copy::registered);
        getAttested().forEach(copy::attested);
        return copy;
    }

    void trained(String by, String digest) {
        this.algorithm = by;
        this.trainedDigest = digest;
        unknown(fact -> !fact.equals(TEST_DATA));
    }

    void validated(Validated what) {
        this.modelName = what.modelName();
        this.modelDigest = what.modelDigest();
        this.subject = what.subject();
        this.task = what.task();
        this.rows = what.rows();
        this.metrics = new LinkedHashMap<>(what.metrics());
        this.undefined = new ArrayList<>(what.undefined());
        this.archived = what.archived();
        unknown(TEST_DATA::equals);
        gated(null, null, false);
    }

    void gated(String newVerdict, String sentence, boolean mayBeDeployed) {
        this.verdict = newVerdict;
        this.summary = sentence == null ? null : PlainText.cut(sentence);
        this.deployable = mayBeDeployed;
        this.marks = null;
        used(null, null);
    }

    /** Notes what may change together with the metrics, beside what is noted already. */
    void known(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(getFacts());
        more.forEach((name, value) -> {
            if (value != null && (all.containsKey(name) || all.size() < MOST_FACTS)) {
                all.put(shortened(name), shortened(value));
            }
        });
        this.facts = all.isEmpty() ? null : all;
    }

    private void unknown(Predicate<String> fact) {
        Map<String, String> left = new TreeMap<>(getFacts());
        left.keySet().removeIf(fact);
        this.facts = left.isEmpty() ? null : left;
    }

    private static String shortened(String text) {
        String line = PlainText.line(text);
        return line.length() <= LONGEST_FACT ? line : line.substring(0, LONGEST_FACT);
    }

    /** Notes what the ledger says. */
    void used(Integer uses, Integer limit) {
        this.testSetUses = uses;
        this.testSetUsesLimit = limit;
    }

    /** Notes a registration; what was registered stays so, whatever is judged later. */
    void registered(Registration where) {
        List<Registration> all = new ArrayList<>(getRegistrations());
        all.removeIf(earlier -> earlier.isReplacedBy(where));
        all.add(where);
        this.registrations = last(all);
    }

    /** Notes an image that has the verdict. */
    void attested(String image) {
        List<String> all = new ArrayList<>(getAttested());
        all.remove(image);
        all.add(image);
        this.attested = last(all);
    }

    private static <T> List<T> last(List<T> all) {
        return new ArrayList<>(all.subList(Math.max(0, all.size() - MOST_PLACES), all.size()));
    }

    void marked(List<GateMark> gates) {
        this.marks = gates.isEmpty() ? null : new ArrayList<>(gates);
    }

    /** Takes back what a step recorded, and what followed from it. */
    void forget(String step) {
        if (step.equals(RecordFolder.TRAIN_STEP)) {
            trained(null, null);
            return;
        }
        if (step.equals(RecordFolder.VALIDATE_STEP)) {
            validated(new Validated(null, null, null, null, null, Map.of(), List.of(), false));
        }
        gated(null, null, false);
    }

    /** What a validation adds to the record. */
    public record Validated(
            String modelName,
            String modelDigest,
            String subject,
            String task,
            Long rows,
            Map<String, Double> metrics,
            List<String> undefined,
            boolean archived) {}
}

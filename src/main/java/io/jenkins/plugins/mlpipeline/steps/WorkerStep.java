package io.jenkins.plugins.mlpipeline.steps;

import hudson.Util;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.Given;
import io.jenkins.plugins.mlpipeline.form.Options;
import io.jenkins.plugins.mlpipeline.record.ModelId;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What the steps that work on an agent have in common: which model, how rows are written, how the worker is started, and how
 * that becomes a request to it. A parameter with several values takes any object, so that Declarative accepts a text there too;
 * {@link Given} says which are read.
 */
public abstract class WorkerStep extends Step {
    private String id = ModelId.STANDARD;
    private String spec;
    private String rowId;
    private String delimiter;
    private String charset;
    private List<String> missing;
    private String decimal;
    private String thousands;
    private boolean numberSigns;
    private String badNumbers;
    private String comment;
    private String dates;
    private Integer threads;
    private String runtime;
    private String java;
    private String heap;
    private String memory;
    private Long timeout;
    private String logLevel;

    /** Puts what this step was given under the spec's keys. */
    abstract void options(GivenSettings given);

    /** Where the result goes, relative to the workspace; null for the standard place. */
    String output() {
        return null;
    }

    final WorkerRequest request(String command, boolean archive, String modelJob, String registry) {
        GivenSettings given = new GivenSettings()
                .put(SpecKeys.ROW_ID, rowId)
                .put(SpecKeys.DELIMITER, delimiter)
                .put(SpecKeys.CHARSET, charset)
                .put(SpecKeys.MISSING, missing)
                .put(SpecKeys.DECIMAL, decimal)
                .put(SpecKeys.THOUSANDS, thousands)
                .put(SpecKeys.NUMBER_SIGNS, numberSigns ? Boolean.TRUE : null)
                .put(SpecKeys.BAD_NUMBERS, badNumbers)
                .put(SpecKeys.COMMENT, comment)
                .put(SpecKeys.DATES, dates);
        options(given);
        return new WorkerRequest(
                command,
                id,
                spec,
                Json.write(Options.given(given.map())),
                output(),
                new WorkerRequest.Launch(
                        runtime,
                        java,
                        heap,
                        memory,
                        threads == null ? 0 : threads,
                        timeout == null ? 0 : timeout,
                        logLevel == null ? "normal" : logLevel),
                archive,
                modelJob,
                registry);
    }

    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = ModelId.of(id);
    }

    public String getSpec() {
        return spec;
    }

    @DataBoundSetter
    public void setSpec(String spec) {
        this.spec = Util.fixEmptyAndTrim(spec);
    }

    public String getRowId() {
        return rowId;
    }

    @DataBoundSetter
    public void setRowId(String rowId) {
        this.rowId = Util.fixEmptyAndTrim(rowId);
    }

    public String getDelimiter() {
        return delimiter;
    }

    @DataBoundSetter
    public void setDelimiter(String delimiter) {
        this.delimiter = Util.fixEmpty(delimiter);
    }

    public String getCharset() {
        return charset;
    }

    @DataBoundSetter
    public void setCharset(String charset) {
        this.charset = Util.fixEmptyAndTrim(charset);
    }

    public List<String> getMissing() {
        return missing;
    }

    @DataBoundSetter
    public void setMissing(Object missing) {
        this.missing = Given.texts("missing", missing);
    }

    public String getDecimal() {
        return decimal;
    }

    @DataBoundSetter
    public void setDecimal(String decimal) {
        this.decimal = Util.fixEmptyAndTrim(decimal);
    }

    public String getThousands() {
        return thousands;
    }

    @DataBoundSetter
    public void setThousands(String thousands) {
        this.thousands = Util.fixEmpty(thousands);
    }

    public boolean isNumberSigns() {
        return numberSigns;
    }

    @DataBoundSetter
    public void setNumberSigns(boolean numberSigns) {
        this.numberSigns = numberSigns;
    }

    public String getBadNumbers() {
        return badNumbers;
    }

    @DataBoundSetter
    public void setBadNumbers(String badNumbers) {
        this.badNumbers = Util.fixEmptyAndTrim(badNumbers);
    }

    public String getDates() {
        return dates;
    }

    @DataBoundSetter
    public void setDates(String dates) {
        this.dates = Util.fixEmptyAndTrim(dates);
    }

    public String getComment() {
        return comment;
    }

    @DataBoundSetter
    public void setComment(String comment) {
        this.comment = Util.fixEmptyAndTrim(comment);
    }

    public Integer getThreads() {
        return threads;
    }

    @DataBoundSetter
    public void setThreads(Integer threads) {
        this.threads = Checks.positive("threads", threads);
    }

    public String getRuntime() {
        return runtime;
    }

    @DataBoundSetter
    public void setRuntime(String runtime) {
        this.runtime = Util.fixEmptyAndTrim(runtime);
    }

    public String getJava() {
        return java;
    }

    @DataBoundSetter
    public void setJava(String java) {
        this.java = Util.fixEmptyAndTrim(java);
    }

    public String getHeap() {
        return heap;
    }

    @DataBoundSetter
    public void setHeap(String heap) {
        this.heap = Checks.heap(Util.fixEmptyAndTrim(heap));
    }

    public String getMemory() {
        return memory;
    }

    @DataBoundSetter
    public void setMemory(String memory) {
        this.memory = Checks.memory("memory", Util.fixEmptyAndTrim(memory));
    }

    public Long getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(Long timeout) {
        this.timeout = Checks.positive("timeout", timeout);
    }

    public String getLogLevel() {
        return logLevel;
    }

    @DataBoundSetter
    public void setLogLevel(String logLevel) {
        this.logLevel = Checks.logLevel(Util.fixEmptyAndTrim(logLevel));
    }
}

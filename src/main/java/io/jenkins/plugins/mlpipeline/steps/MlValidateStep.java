package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.form.Given;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code mlValidate}: measures a model, or another tool's predictions, and records the evaluation in the build. */
public class MlValidateStep extends AnalysisStep {
    private String model;
    private String modelJob;
    private String registry;
    private List<String> data;
    private String sha256;
    private String predictions;
    private String predictionColumn;
    private Map<String, Object> scoreColumns;
    private String scores;
    private Double threshold;
    private String subject;
    private String endpoint;
    private String protocol;
    private String endpointCa;
    private String engine;
    private String master;
    private Map<String, Object> sparkConf;
    private boolean archive = true;

    @DataBoundConstructor
    public MlValidateStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new ValidateExecution(context, request(WorkerSpec.VALIDATE, archive, modelJob, registry));
    }

    @Override
    void further(GivenSettings given) {
        given.put(ValidateKeys.MODEL, model);
        given.put(ValidateKeys.DATA, data);
        given.put(ValidateKeys.SHA256, sha256);
        given.put(ValidateKeys.PREDICTIONS, predictions);
        given.put(ValidateKeys.PREDICTION_COLUMN, predictionColumn);
        given.put(ValidateKeys.SCORE_COLUMNS, scoreColumns);
        given.put(ValidateKeys.ENDPOINT, endpoint);
        given.put(ValidateKeys.PROTOCOL, protocol);
        given.put(ValidateKeys.ENDPOINT_CA, endpointCa);
        given.put(ValidateKeys.SCORES, scores);
        given.put(ValidateKeys.THRESHOLD, threshold);
        given.put(ValidateKeys.SUBJECT, subject);
        given.put(ValidateKeys.THREADS, getThreads());
        given.put(ValidateKeys.ENGINE, engine);
        given.put(ValidateKeys.MASTER, master);
        given.put(ValidateKeys.SPARK_CONF, sparkConf);
        analysis(given);
    }

    public String getModel() {
        return model;
    }

    @DataBoundSetter
    public void setModel(String model) {
        this.model = Util.fixEmptyAndTrim(model);
    }

    public String getModelJob() {
        return modelJob;
    }

    @DataBoundSetter
    public void setModelJob(String modelJob) {
        this.modelJob = Util.fixEmptyAndTrim(modelJob);
    }

    /** The registry of models that are named in one, as an administrator calls it. */
    public String getRegistry() {
        return registry;
    }

    @DataBoundSetter
    public void setRegistry(String registry) {
        this.registry = Util.fixEmptyAndTrim(registry);
    }

    /** One file as its name, several as a list. */
    public Object getData() {
        return data != null && data.size() == 1 ? data.get(0) : data;
    }

    @DataBoundSetter
    public void setData(Object data) {
        this.data = Given.files("data", data);
    }

    public String getSha256() {
        return sha256;
    }

    @DataBoundSetter
    public void setSha256(String sha256) {
        this.sha256 = Util.fixEmptyAndTrim(sha256);
    }

    public String getPredictions() {
        return predictions;
    }

    @DataBoundSetter
    public void setPredictions(String predictions) {
        this.predictions = Util.fixEmptyAndTrim(predictions);
    }

    public String getPredictionColumn() {
        return predictionColumn;
    }

    @DataBoundSetter
    public void setPredictionColumn(String predictionColumn) {
        this.predictionColumn = Util.fixEmptyAndTrim(predictionColumn);
    }

    public Map<String, Object> getScoreColumns() {
        return scoreColumns;
    }

    @DataBoundSetter
    public void setScoreColumns(Object scoreColumns) {
        this.scoreColumns = Given.pairs("scoreColumns", scoreColumns);
    }

    /** Where a served model takes rows, as the agent reaches it. */
    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Util.fixEmptyAndTrim(endpoint);
    }

    /** How it takes them. */
    public String getProtocol() {
        return protocol;
    }

    @DataBoundSetter
    public void setProtocol(String protocol) {
        this.protocol = Util.fixEmptyAndTrim(protocol);
    }

    /** The file with the certificate of its authority. */
    public String getEndpointCa() {
        return endpointCa;
    }

    @DataBoundSetter
    public void setEndpointCa(String endpointCa) {
        this.endpointCa = Util.fixEmptyAndTrim(endpointCa);
    }

    /** What reads and predicts the rows. */
    public String getEngine() {
        return engine;
    }

    @DataBoundSetter
    public void setEngine(String engine) {
        this.engine = Util.fixEmptyAndTrim(engine);
    }

    /** The master of Spark, as the agent reaches it. */
    public String getMaster() {
        return master;
    }

    @DataBoundSetter
    public void setMaster(String master) {
        this.master = Util.fixEmptyAndTrim(master);
    }

    /** Settings of Spark by name. */
    public Map<String, Object> getSparkConf() {
        return sparkConf;
    }

    @DataBoundSetter
    public void setSparkConf(Object sparkConf) {
        this.sparkConf = Given.pairs("sparkConf", sparkConf);
    }

    public String getScores() {
        return scores;
    }

    @DataBoundSetter
    public void setScores(String scores) {
        this.scores = Util.fixEmptyAndTrim(scores);
    }

    public Double getThreshold() {
        return threshold;
    }

    @DataBoundSetter
    public void setThreshold(Double threshold) {
        this.threshold = threshold;
    }

    public String getSubject() {
        return subject;
    }

    @DataBoundSetter
    public void setSubject(String subject) {
        this.subject = Util.fixEmptyAndTrim(subject);
    }

    public boolean isArchive() {
        return archive;
    }

    @DataBoundSetter
    public void setArchive(boolean archive) {
        this.archive = archive;
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends ValidateStepDescriptor {}
}

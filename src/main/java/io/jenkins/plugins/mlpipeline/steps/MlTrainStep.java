package io.jenkins.plugins.mlpipeline.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.mlpipeline.engine.spark.SparkRequest;
import io.jenkins.plugins.mlpipeline.engine.spec.GivenSettings;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import io.jenkins.plugins.mlpipeline.form.FormValues;
import io.jenkins.plugins.mlpipeline.form.Given;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code mlTrain}: trains a model from a CSV file and leaves a model package in the workspace. */
public class MlTrainStep extends LabelledStep {
    private String data;
    private String testData;
    private Double testSize;
    private String split;
    private Long seed;
    private String algorithm;
    private List<String> candidates;
    private Map<String, Object> hyperparameters;
    private String classWeight;
    private String manyCategories;
    private String weights;
    private String threshold;
    private Map<String, Object> columns;
    private String engine;
    private String master;
    private Map<String, Object> sparkConf;

    @DataBoundConstructor
    public MlTrainStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new TrainExecution(context, request(WorkerSpec.TRAIN, false, null, null));
    }

    @Override
    void further(GivenSettings given) {
        given.put(TrainKeys.DATA, data);
        given.put(TrainKeys.TEST_DATA, testData);
        given.put(TrainKeys.TEST_SIZE, testSize);
        given.put(TrainKeys.SPLIT, split);
        given.put(TrainKeys.SEED, seed);
        given.put(TrainKeys.ALGORITHM, algorithm);
        given.put(TrainKeys.CANDIDATES, candidates);
        given.put(TrainKeys.HYPERPARAMETERS, hyperparameters);
        given.put(TrainKeys.CLASS_WEIGHT, classWeight);
        given.put(TrainKeys.MANY_CATEGORIES, manyCategories);
        given.put(TrainKeys.WEIGHTS, weights);
        given.put(TrainKeys.THRESHOLD, threshold);
        given.put(SpecKeys.COLUMNS, columns);
        given.put(TrainKeys.ENGINE, engine);
        given.put(TrainKeys.MASTER, master);
        given.put(TrainKeys.SPARK_CONF, sparkConf);
        given.put(TrainKeys.THREADS, getThreads());
    }

    public String getData() {
        return data;
    }

    @DataBoundSetter
    public void setData(String data) {
        this.data = Util.fixEmptyAndTrim(data);
    }

    public String getTestData() {
        return testData;
    }

    @DataBoundSetter
    public void setTestData(String testData) {
        this.testData = Util.fixEmptyAndTrim(testData);
    }

    public Double getTestSize() {
        return testSize;
    }

    @DataBoundSetter
    public void setTestSize(Double testSize) {
        this.testSize = testSize;
    }

    public String getSplit() {
        return split;
    }

    @DataBoundSetter
    public void setSplit(String split) {
        this.split = Util.fixEmptyAndTrim(split);
    }

    public Long getSeed() {
        return seed;
    }

    @DataBoundSetter
    public void setSeed(Long seed) {
        this.seed = seed;
    }

    public String getAlgorithm() {
        return algorithm;
    }

    @DataBoundSetter
    public void setAlgorithm(String algorithm) {
        this.algorithm = Util.fixEmptyAndTrim(algorithm);
    }

    public List<String> getCandidates() {
        return candidates;
    }

    @DataBoundSetter
    public void setCandidates(Object candidates) {
        this.candidates = Given.texts("candidates", candidates);
    }

    public Map<String, Object> getHyperparameters() {
        return hyperparameters;
    }

    @DataBoundSetter
    public void setHyperparameters(Object hyperparameters) {
        this.hyperparameters = Given.pairs(TrainKeys.HYPERPARAMETERS.name(), hyperparameters);
    }

    public String getClassWeight() {
        return classWeight;
    }

    @DataBoundSetter
    public void setClassWeight(String classWeight) {
        this.classWeight = Util.fixEmptyAndTrim(classWeight);
    }

    public String getManyCategories() {
        return manyCategories;
    }

    @DataBoundSetter
    public void setManyCategories(String manyCategories) {
        this.manyCategories = Util.fixEmptyAndTrim(manyCategories);
    }

    public String getWeights() {
        return weights;
    }

    @DataBoundSetter
    public void setWeights(String weights) {
        this.weights = Util.fixEmptyAndTrim(weights);
    }

    public String getThreshold() {
        return threshold;
    }

    /** A script gives a number or a text. */
    @DataBoundSetter
    public void setThreshold(Object threshold) {
        this.threshold = Util.fixEmptyAndTrim(Objects.toString(threshold, null));
    }

    public Map<String, Object> getColumns() {
        return columns;
    }

    @DataBoundSetter
    public void setColumns(Object columns) {
        this.columns = Given.pairs(SpecKeys.COLUMNS.name(), columns);
    }

    /** What trains. */
    public String getEngine() {
        return engine;
    }

    @DataBoundSetter
    public void setEngine(String engine) {
        this.engine = Util.fixEmptyAndTrim(engine);
    }

    public String getMaster() {
        return master;
    }

    @DataBoundSetter
    public void setMaster(String master) {
        this.master = Util.fixEmptyAndTrim(master);
    }

    public Map<String, Object> getSparkConf() {
        return sparkConf;
    }

    @DataBoundSetter
    public void setSparkConf(Object sparkConf) {
        this.sparkConf = Given.pairs("sparkConf", sparkConf);
    }

    /** Describes the step. */
    @Extension
    public static class DescriptorImpl extends WorkerStepDescriptor {
        @Override
        public String getFunctionName() {
            return "mlTrain";
        }

        @Override
        public String getDisplayName() {
            return Messages.MlTrainStep_DisplayName();
        }

        /** The learners. */
        @POST
        public ListBoxModel doFillAlgorithmItems() {
            return choices(TrainKeys.ALGORITHM);
        }

        /** The class weights. */
        @POST
        public ListBoxModel doFillClassWeightItems() {
            return choices(TrainKeys.CLASS_WEIGHT);
        }

        /** What may train. */
        @POST
        public ListBoxModel doFillEngineItems() {
            return choices(TrainKeys.ENGINE);
        }

        /** Checks the master of Spark while it is typed. */
        @POST
        public FormValidation doCheckMaster(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> new SparkRequest(given, Map.of()));
        }

        /** Checks the settings of Spark while they are typed. */
        @POST
        public FormValidation doCheckSparkConf(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, given -> FormValues.pairs(TrainKeys.SPARK_CONF.name(), given));
        }

        /** What becomes of many categories. */
        @POST
        public ListBoxModel doFillManyCategoriesItems() {
            return choices(TrainKeys.MANY_CATEGORIES);
        }
    }
}

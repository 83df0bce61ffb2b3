package io.jenkins.plugins.mlpipeline.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What an administrator decides of workers: where their libraries come from, what they may take, and how much is taken from them. */
public abstract class WorkerDefaults extends OwnPageConfiguration {
    private static final String STANDARD_HEAP = "2g";
    private static final int STANDARD_THREADS = 2;
    private static final long STANDARD_TIMEOUT = 6 * 60 * 60L;
    private static final int STANDARD_MODEL_MEGABYTES = 500;
    private static final int STANDARD_DOCUMENT_MEGABYTES = 16;
    private static final int MOST_DOCUMENT_MEGABYTES = 64;

    private String runtimeDirectory;
    private String repositoryUrl;
    private boolean allowTorchscript;
    private String defaultHeap = STANDARD_HEAP;
    /** Null for what heap and native libraries take. */
    private String defaultMemory;

    private int defaultThreads = STANDARD_THREADS;
    private long defaultTimeout = STANDARD_TIMEOUT;
    private int maxModelMegabytes = STANDARD_MODEL_MEGABYTES;
    private int maxDocumentMegabytes = STANDARD_DOCUMENT_MEGABYTES;

    /** Folder on every agent that holds the worker's libraries; null for none. */
    public String getRuntimeDirectory() {
        return runtimeDirectory;
    }

    @DataBoundSetter
    public void setRuntimeDirectory(String runtimeDirectory) {
        this.runtimeDirectory = Util.fixEmptyAndTrim(runtimeDirectory);
        save();
    }

    /** Address of a Maven repository that the controller fetches the worker's libraries from; null for none. */
    public String getRepositoryUrl() {
        return repositoryUrl;
    }

    @DataBoundSetter
    public void setRepositoryUrl(String repositoryUrl) {
        String given = Util.fixEmptyAndTrim(repositoryUrl);
        if (given != null) {
            String problem = addressProblem(given);
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
        }
        this.repositoryUrl = given;
        save();
    }

    /** Whether models that can run code when they predict are allowed. */
    public boolean isAllowTorchscript() {
        return allowTorchscript;
    }

    @DataBoundSetter
    public void setAllowTorchscript(boolean allowTorchscript) {
        this.allowTorchscript = allowTorchscript;
        save();
    }

    /** Heap limit of a worker when a step names none. */
    public String getDefaultHeap() {
        return defaultHeap;
    }

    @DataBoundSetter
    public void setDefaultHeap(String defaultHeap) {
        String given = Util.fixEmptyAndTrim(defaultHeap);
        this.defaultHeap = given == null ? STANDARD_HEAP : Checks.heap(given);
        save();
    }

    /** The most that a worker's process may hold when a step names nothing; null for what heap and native libraries take. */
    public String getDefaultMemory() {
        return defaultMemory;
    }

    @DataBoundSetter
    public void setDefaultMemory(String defaultMemory) {
        this.defaultMemory = Checks.memory("defaultMemory", Util.fixEmptyAndTrim(defaultMemory));
        save();
    }

    /** Threads of a worker when a step names no number. */
    public int getDefaultThreads() {
        return defaultThreads;
    }

    @DataBoundSetter
    public void setDefaultThreads(int defaultThreads) {
        this.defaultThreads = Checks.positive("defaultThreads", defaultThreads);
        save();
    }

    /** Seconds that a worker is given when a step names no limit. */
    public long getDefaultTimeout() {
        return defaultTimeout;
    }

    @DataBoundSetter
    public void setDefaultTimeout(long defaultTimeout) {
        this.defaultTimeout = Checks.positive("defaultTimeout", defaultTimeout);
        save();
    }

    /** The largest model that is archived. */
    public int getMaxModelMegabytes() {
        return maxModelMegabytes;
    }

    @DataBoundSetter
    public void setMaxModelMegabytes(int maxModelMegabytes) {
        this.maxModelMegabytes = Checks.positive("maxModelMegabytes", maxModelMegabytes);
        save();
    }

    /** The largest document that is taken from an agent. */
    public int getMaxDocumentMegabytes() {
        return maxDocumentMegabytes;
    }

    @DataBoundSetter
    public void setMaxDocumentMegabytes(int maxDocumentMegabytes) {
        if (maxDocumentMegabytes > MOST_DOCUMENT_MEGABYTES) {
            throw new IllegalArgumentException("maxDocumentMegabytes is " + maxDocumentMegabytes + "; at most "
                    + MOST_DOCUMENT_MEGABYTES + " MiB of a document can be read.");
        }
        this.maxDocumentMegabytes = Checks.positive("maxDocumentMegabytes", maxDocumentMegabytes);
        save();
    }

    /** Checks the address of the repository. */
    @POST
    public FormValidation doCheckRepositoryUrl(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (Util.fixNull(value).length() > Checks.MOST_TYPED) {
            return Checks.tooLong(value);
        }
        String given = Util.fixEmptyAndTrim(value);
        String problem = given == null ? null : addressProblem(given);
        return problem == null ? FormValidation.ok() : FormValidation.error(problem);
    }

    /** Checks the heap limit. */
    @POST
    public FormValidation doCheckDefaultHeap(@QueryParameter String value) {
        return checked(value, Checks::heap);
    }

    /** Checks the limit of a worker's memory. */
    @POST
    public FormValidation doCheckDefaultMemory(@QueryParameter String value) {
        return checked(value, given -> Checks.memory("defaultMemory", given));
    }

    private static FormValidation checked(String value, UnaryOperator<String> check) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (Util.fixNull(value).length() > Checks.MOST_TYPED) {
            return Checks.tooLong(value);
        }
        try {
            check.apply(Util.fixEmptyAndTrim(value));
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static String addressProblem(String address) {
        try {
            URI uri = new URI(address);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null
                    ? null
                    : "The repository \"" + address + "\" is no address; it begins with https:// (or http://).";
        } catch (URISyntaxException e) {
            return "The repository \"" + address + "\" is no address: " + e.getReason() + ".";
        }
    }
}

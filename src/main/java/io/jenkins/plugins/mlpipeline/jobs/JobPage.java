package io.jenkins.plugins.mlpipeline.jobs;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;

/** A page below a job's, with a remote API. What it shows, its subclass exports. */
public abstract class JobPage implements Action {
    private final Job<?, ?> job;
    private final String url;
    private final String name;

    /**
     * A page.
     *
     * @param url its address below the job's
     * @param name as readers see it
     */
    protected JobPage(Job<?, ?> job, String url, String name) {
        this.job = job;
        this.url = url;
        this.name = name;
    }

    public final Job<?, ?> getJob() {
        return job;
    }

    /** The remote API of this page. */
    public final Api getApi() {
        return new Api(this);
    }

    @Override
    public final String getIconFileName() {
        return "symbol-ml-pipeline plugin-ml-pipeline";
    }

    @Override
    public final String getDisplayName() {
        return name;
    }

    @Override
    public final String getUrlName() {
        return url;
    }
}

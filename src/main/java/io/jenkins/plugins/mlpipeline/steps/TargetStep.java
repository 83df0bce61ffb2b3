package io.jenkins.plugins.mlpipeline.steps;

import io.jenkins.plugins.mlpipeline.record.ModelId;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps that work on a target have in common: under which id a build finds what was done. */
public abstract class TargetStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String id = ModelId.STANDARD;

    /** Name of the model, or of what was deployed, within the build. */
    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = ModelId.of(id);
    }
}

package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.ImageAttestation;
import io.jenkins.plugins.mlpipeline.steps.registry.Attesting;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlAttest}: the same statement is attached once, however often it begins. */
final class AttestExecution extends AnewExecution {
    private static final long serialVersionUID = 1L;

    private final MlAttestStep step;

    AttestExecution(StepContext context, MlAttestStep step) {
        super(context);
        this.step = step;
    }

    @Override
    Object work() throws Exception {
        ImageAttestation.Attached attached = new Attesting(
                        getContext().get(Run.class), step.getId(), getContext().get(TaskListener.class))
                .attach(step.getImage(), step.getCredentialsId());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("image", attached.image());
        answer.put("tag", attached.tag());
        answer.put("result", attached.result());
        answer.put("added", attached.added());
        return answer;
    }
}

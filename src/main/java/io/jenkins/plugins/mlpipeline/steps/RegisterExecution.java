package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.ModelRegistration;
import io.jenkins.plugins.mlpipeline.steps.registry.Registering;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlRegister}: the same bytes are registered once, however often it begins. */
final class RegisterExecution extends AnewExecution {
    private static final long serialVersionUID = 1L;

    private final MlRegisterStep step;

    RegisterExecution(StepContext context, MlRegisterStep step) {
        super(context);
        this.step = step;
    }

    @Override
    Object work() throws Exception {
        ModelRegistration.Registered registered =
                new Registering(step, getContext().get(Run.class), getContext().get(TaskListener.class)).register();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", registered.name());
        answer.put("version", registered.version());
        answer.put("digest", registered.digest());
        answer.put("alias", registered.alias());
        return answer;
    }
}

package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.ModelRegistration;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import io.jenkins.plugins.mlpipeline.steps.registry.Registering;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlRegister} on the controller. A restart in the middle begins it anew: the same bytes are registered once. */
final class RegisterExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    private final MlRegisterStep step;

    RegisterExecution(StepContext context, MlRegisterStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        run(this::register);
        return false;
    }

    @Override
    public void onResume() {
        run(this::register);
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    private void register() throws Exception {
        ModelRegistration.Registered registered;
        try {
            registered = new Registering(
                            step, getContext().get(Run.class), getContext().get(TaskListener.class))
                    .register();
        } catch (UserError e) {
            throw Sentences.abort(e);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", registered.name());
        answer.put("version", registered.version());
        answer.put("digest", registered.digest());
        answer.put("alias", registered.alias());
        getContext().onSuccess(answer);
    }
}

package io.jenkins.plugins.mlpipeline.steps;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.steps.common.Sentences;
import java.nio.file.FileSystemException;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Short work on the controller that needs no agent. A restart in the middle begins it anew, so that doing it twice must be the same
 * as doing it once.
 */
abstract class AnewExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    AnewExecution(StepContext context) {
        super(context);
    }

    /**
     * Does the work.
     *
     * @return what the step answers
     * @throws UserError when it can't be done, as a sentence
     */
    abstract Object work() throws Exception;

    @Override
    public boolean start() {
        run(this::answer);
        return false;
    }

    @Override
    public void onResume() {
        run(this::answer);
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    private void answer() throws Exception {
        Object answer;
        try {
            answer = work();
        } catch (UserError e) {
            throw Sentences.abort(e);
        } catch (FileSystemException e) {
            throw Sentences.abort(e);
        }
        getContext().onSuccess(answer);
    }
}

package io.jenkins.plugins.mlpipeline.steps.worker;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.SpecKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a piece of work can't begin without; said before anything travels to the agent, in the words of the step. What
 * mlWatch needs is no setting of a spec; the step itself asks for it.
 */
final class NeededInputs {
    private NeededInputs() {}

    /**
     * Checks.
     *
     * @param spec the spec with the step's parameters over it
     * @throws UserError naming the first parameter that is missing
     */
    static void check(String command, Spec spec) {
        if (command.equals(WorkerSpec.TRAIN)) {
            require(spec.get(TrainKeys.DATA), "mlTrain needs data: name the CSV file to learn from");
            require(spec.get(SpecKeys.LABEL), "mlTrain needs label: name the column to predict");
            return;
        }
        if (command.equals(WorkerSpec.ASK) || command.equals(WorkerSpec.WATCH)) {
            return;
        }
        String subject = Stream.of(ValidateKeys.MODEL, ValidateKeys.PREDICTIONS, ValidateKeys.ENDPOINT)
                .map(spec::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        require(subject, "mlValidate needs model, predictions or endpoint: name one of them");
    }

    private static void require(String value, String sentence) {
        if (value == null) {
            throw new UserError(sentence + ", in the step or in its spec.");
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;

/** What becomes of stage and build when a gate is inconclusive; the model is not deployable either way. */
public enum OnInconclusive {
    /** Stage and build become unstable. */
    UNSTABLE,
    /** Stage and build fail and the pipeline stops. */
    FAILURE;

    /**
     * The constant of that name, in any case.
     *
     * @throws UserError when there is none
     */
    public static OnInconclusive of(String name) {
        for (OnInconclusive choice : values()) {
            if (choice.name().equalsIgnoreCase(name)) {
                return choice;
            }
        }
        List<String> known = Arrays.stream(values()).map(Enum::name).toList();
        throw new UserError("onInconclusive \"" + name + "\" is unknown. " + NearNames.hint(name, known));
    }
}

package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;

/** What a slice with fewer rows than a gate asks for means. */
public enum OnSmall {
    /** It can't be told. */
    INCONCLUSIVE,
    /** The slice is left out, and listed as left out. */
    SKIP;

    /**
     * The constant of that name, in any case.
     *
     * @throws UserError when there is none
     */
    public static OnSmall of(String name) {
        for (OnSmall choice : values()) {
            if (choice.name().equalsIgnoreCase(name)) {
                return choice;
            }
        }
        List<String> known = Arrays.stream(values()).map(Enum::name).toList();
        throw new UserError("onSmall \"" + name + "\" is unknown. " + NearNames.hint(name, known));
    }
}

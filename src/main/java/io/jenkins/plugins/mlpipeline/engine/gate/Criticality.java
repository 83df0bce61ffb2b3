package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;

/** What follows when a gate does not pass; the names are those of Jenkins' quality gates. */
public enum Criticality {
    /** It is noted in the report and nothing is blocked. */
    NOTE("is noted"),
    /** Stage and build become unstable. */
    UNSTABLE("build unstable"),
    /** The stage fails and the build goes on. */
    ERROR("stage fails"),
    /** Stage and build fail and the pipeline stops. */
    FAILURE("build fails");

    private final String consequence;

    Criticality(String consequence) {
        this.consequence = consequence;
    }

    /** What follows when the gate is not met, in two words. Beside a verdict its name would read as another verdict. */
    public String consequence() {
        return consequence;
    }

    /**
     * The criticality of that name, in any case.
     *
     * @throws UserError when there is none
     */
    public static Criticality of(String name) {
        for (Criticality criticality : values()) {
            if (criticality.name().equalsIgnoreCase(name)) {
                return criticality;
            }
        }
        List<String> known = Arrays.stream(values()).map(Enum::name).toList();
        throw new UserError("criticality \"" + name + "\" is unknown. " + NearNames.hint(name, known));
    }
}

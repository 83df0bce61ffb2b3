package io.jenkins.plugins.mlpipeline.steps.diagnose;

import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What {@code mlDiagnose} returns: plain maps, for {@code script} blocks. */
@Restricted(NoExternalUse.class)
public final class DiagnoseAnswer {
    private DiagnoseAnswer() {}

    /**
     * The result of the step.
     *
     * @param page where the record is shown, below the build's address
     */
    public static Map<String, Object> of(Diagnosis d, String page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("message", d.message());
        answer.put("verdict", d.state().verdict());
        answer.put("causes", d.causes().stream().map(DiagnoseAnswer::cause).toList());
        answer.put("unknown", List.copyOf(d.unknown()));
        answer.put("diagnosis", page);
        return answer;
    }

    private static Map<String, Object> cause(Diagnosis.Cause cause) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("rank", cause.rank());
        one.put("what", cause.what());
        one.put("strength", cause.strength().name());
        one.put("evidence", List.copyOf(cause.evidence()));
        return one;
    }
}

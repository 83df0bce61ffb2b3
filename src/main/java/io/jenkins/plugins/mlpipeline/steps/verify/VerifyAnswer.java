package io.jenkins.plugins.mlpipeline.steps.verify;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What {@code mlVerify} returns: plain maps, for {@code script} and {@code when} blocks. */
@Restricted(NoExternalUse.class)
public final class VerifyAnswer {
    private static final List<String> KEYS = List.of(
            "id", "answer", "value", "lower", "upper", "threshold", "requests", "baseline", "queries", "reason");

    private VerifyAnswer() {}

    /**
     * The result of the step.
     *
     * @param page where the record is shown, below the build's address
     */
    public static Map<String, Object> of(Verification v, String page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("verdict", v.verdict().name());
        answer.put("passed", v.passed());
        answer.put("verified", v.verified());
        answer.put("message", v.message());
        answer.put("checks", v.checks().stream().map(VerifyAnswer::check).toList());
        answer.put(
                "rollback", v.rollback() == null ? null : Json.convert(Json.tree(v.rollback()), Map.class, "rollback"));
        answer.put("verification", page);
        return answer;
    }

    private static Map<String, Object> check(Verification.Checked check) {
        Map<?, ?> all = Json.convert(Json.tree(check), Map.class, "check");
        Map<String, Object> one = new LinkedHashMap<>();
        KEYS.forEach(key -> one.put(key, all.get(key)));
        one.put("query", String.join("; ", check.queries()));
        one.remove("queries");
        return one;
    }
}

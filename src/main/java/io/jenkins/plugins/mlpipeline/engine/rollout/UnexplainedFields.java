package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Unexplained;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Diff;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what a pod template would have that neither the manifest, a default nor another manager explains: left behind by
 * a tool that kept no books, it would run on unseen.
 *
 * <p>The server says what the manifest and the defaults alone would be, by a dry run under another name.
 */
final class UnexplainedFields {
    private static final int MOST = 10;
    private static final int LONGEST_NAME = 40;

    private final Session session;

    UnexplainedFields(Session session) {
        this.session = session;
    }

    /**
     * Checks a workload that is there.
     *
     * @param live the workload as it is, or {@code null}
     * @param would the workload as it would be
     * @param warnings gets what was found, unless that is refused
     * @return the refusal, or empty
     */
    Optional<ObservationVerdict.Final> check(Plan plan, JsonNode live, JsonNode would, List<String> warnings) {
        Unexplained what = session.options().unexplained();
        if (live == null || plan.restart() || !plan.kind().hasPodTemplate() || what == Unexplained.IGNORE) {
            return Optional.empty();
        }
        List<String> found;
        try {
            found = find(plan, live, would);
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            String unasked = plan.workload().label()
                    + ": whether its template has fields that nothing explains can't be told: " + e.sentence();
            return told(what, unasked, warnings);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String message = plan.workload().label()
                + " has fields in its pod template that neither the manifest, a default nor another manager explains: "
                + found.stream().limit(MOST).collect(Collectors.joining(", "))
                + (found.size() > MOST ? " and " + (found.size() - MOST) + " more" : "")
                + ". They stay; write them into the manifest, or remove them by kubectl edit.";
        return told(what, message, warnings);
    }

    private static Optional<ObservationVerdict.Final> told(Unexplained what, String message, List<String> warnings) {
        if (what == Unexplained.FAIL) {
            return Optional.of(new ObservationVerdict.Final(Outcome.INVALID, "Unexplained", message));
        }
        warnings.add(message);
        return Optional.empty();
    }

    private List<String> find(Plan plan, JsonNode live, JsonNode would) {
        String base = plan.workload().name();
        String name = base.substring(0, Math.min(base.length(), LONGEST_NAME)) + "-"
                + plan.rolloutId().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "x");
        JsonNode anew = session.writer().anew(plan.body(), name);
        List<String> found = added(anew, would);
        found.removeAll(added(MissingNode.getInstance(), session.writer().explained(live, would)));
        return found;
    }

    private static List<String> added(JsonNode from, JsonNode to) {
        return Diff.lines(from.path("spec").path("template"), to.path("spec").path("template"), false).stream()
                .filter(line -> line.startsWith("+ "))
                .map(line -> "spec.template." + line.substring(2, line.indexOf(": ")))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}

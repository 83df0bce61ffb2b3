package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Refusal;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Decision;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Diff;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Replicas;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Previous;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything before the first write: reads what is there, and asks the server whether it would accept every object. */
final class Preflight {
    private final Session session;

    Preflight(Session session) {
        this.session = session;
    }

    /**
     * What came of it.
     *
     * @param refusal why nothing is written, or {@code null}
     * @param plan with the live number of replicas where that stays
     * @param previous what is there, or {@code null} when nothing is
     * @param warnings of the plan and of the preparation
     * @param diff what would change
     */
    record Prepared(Decision.Final refusal, Plan plan, Previous previous, List<String> warnings, List<String> diff) {}

    Prepared prepare(Plan plan) {
        List<String> warnings = new ArrayList<>(plan.warnings());
        List<String> diff = new ArrayList<>();
        ObjectRef ref = plan.workload();
        Previous previous = null;
        Plan effective = plan;
        try {
            Observer observer = session.observer(ref);
            Optional<JsonNode> live = observer.live();
            if (live.isPresent()) {
                previous = Previous.of(live.get(), observer.around(live.get()));
                effective = preserved(plan, live.get(), warnings);
            } else if (plan.restart()) {
                return refused(missing(ref), plan, warnings);
            } else {
                observer.preflight();
            }
            for (JsonNode object : plan.supporting()) {
                Optional<Decision.Final> refusal = dryRun(object, diff);
                if (refusal.isPresent()) {
                    return refused(refusal.get(), plan, warnings);
                }
            }
            JsonNode would = effective.restart()
                    ? session.writer().restart(effective.body(), true)
                    : session.writer().apply(effective.body(), session.options().conflicts(), true);
            diff.addAll(diff(ref, live.orElse(MissingNode.getInstance()), would));
            if (would.path("spec").path("paused").asBoolean(false)) {
                return refused(paused(ref), plan, warnings);
            }
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return refused(Refusal.of(ref, e), plan, warnings);
        }
        return new Prepared(null, effective, previous, warnings, diff);
    }

    private static Prepared refused(Decision.Final refusal, Plan plan, List<String> warnings) {
        return new Prepared(refusal, plan, null, warnings, List.of());
    }

    private Plan preserved(Plan plan, JsonNode live, List<String> warnings) {
        if (plan.restart() || !session.options().preserveReplicas()) {
            return plan;
        }
        ObjectNode body = plan.body().deepCopy();
        Optional<String> kept = Replicas.preserve(body, live, session.options().fieldManager());
        kept.ifPresent(warnings::add);
        return kept.isPresent() ? plan.withBody(body) : plan;
    }

    private Optional<Decision.Final> dryRun(JsonNode object, List<String> diff) {
        ObjectRef ref = ObjectRef.of(object);
        try {
            JsonNode live = session.observer(ref).live().orElse(MissingNode.getInstance());
            JsonNode would = session.writer().apply(object, session.options().conflicts(), true);
            diff.addAll(diff(ref, live, would));
            return Optional.empty();
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return Optional.of(Refusal.of(ref, e));
        }
    }

    private List<String> diff(ObjectRef ref, JsonNode live, JsonNode would) {
        List<String> lines = Diff.lines(live, would, ref.secret());
        List<String> diff = new ArrayList<>();
        diff.add(ref.label() + (live.isMissingNode() ? ": new" : lines.isEmpty() ? ": no change" : ": changes"));
        lines.forEach(l -> diff.add("  " + session.api().secrets().hide(l)));
        return diff;
    }

    private Decision.Final missing(ObjectRef ref) {
        List<String> names = session.api().list(session.kinds().of(ref).path(ref.namespace()), Map.of()).stream()
                .map(o -> o.path("metadata").path("name").asText())
                .toList();
        return new Decision.Final(
                Outcome.INVALID, "NotFound", "There is no " + ref.label() + ". " + NearNames.hint(ref.name(), names));
    }

    private static Decision.Final paused(ObjectRef ref) {
        return new Decision.Final(
                Outcome.PAUSED,
                "Paused",
                ref.label() + " is paused (spec.paused: true), so that a new template would not roll out: nothing was"
                        + " written. Resume it first: kubectl rollout resume deployment/" + ref.name() + ".");
    }
}

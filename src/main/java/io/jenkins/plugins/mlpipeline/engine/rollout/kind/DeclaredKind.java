package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.ConditionRule.Term;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A custom resource of which somebody declared when it works. */
final class DeclaredKind implements WorkloadKind {
    private final ConditionRule rule;

    DeclaredKind(ConditionRule rule) {
        this.rule = rule;
    }

    @Override
    public boolean is(String apiVersion, String kind) {
        return rule.isOf(apiVersion, kind);
    }

    @Override
    public CustomState read(JsonNode object) {
        return CustomState.of(object);
    }

    @Override
    public ObservationVerdict judge(ObservedState state, Expectation e) {
        CustomState s = (CustomState) state.workload();
        Optional<String> unseen = unseen(s.id(), s.status());
        if (unseen.isPresent()) {
            return new ObservationVerdict.Wait(unseen.get());
        }
        for (Term term : rule.failed()) {
            if (term.holds(s.status()) && counts(term, s, e)) {
                return failed(s, term);
            }
        }
        String now = rule.ready().stream().map(term -> term.now(s.status())).collect(Collectors.joining(", "));
        boolean ready = rule.ready().stream().allMatch(term -> term.holds(s.status()) && counts(term, s, e));
        return ready ? new ObservationVerdict.Candidate(now, 0) : new ObservationVerdict.Wait(now + why(s));
    }

    /** What the status is not about yet, in words. */
    private Optional<String> unseen(Identity id, JsonNode status) {
        String waiting = "waiting for the controller to see generation " + id.generation();
        return switch (rule.observed()) {
            case NONE -> Optional.empty();
            case GENERATION ->
                !status.has("observedGeneration")
                        ? Optional.of(waiting + ": it has no status.observedGeneration")
                        : id.observed() ? Optional.empty() : Optional.of(waiting);
            case CONDITION ->
                conditions()
                        .filter(term -> term.condition(status)
                                .filter(c -> c.path("observedGeneration").asLong() < id.generation())
                                .isPresent())
                        .findFirst()
                        .map(term -> waiting + " (condition " + term.name() + ")");
        };
    }

    private Stream<Term> conditions() {
        return Stream.of(rule.ready(), rule.failed()).flatMap(List::stream).filter(term -> !term.field());
    }

    /** Where nothing says which specification a status is about, it must be new, or still stand a while after the write. */
    private boolean counts(Term term, CustomState s, Expectation e) {
        if (rule.observed() != ConditionRule.Observed.NONE || !e.changed()) {
            return true;
        }
        boolean fresh = term.condition(s.status())
                .map(Reading::condition)
                .map(StatusCondition::lastTransition)
                .filter(since -> since.isAfter(e.writtenAt()))
                .isPresent();
        return fresh || e.elapsed().compareTo(Duration.ofSeconds(e.patience().silentCustomResourceSeconds())) >= 0;
    }

    private static ObservationVerdict failed(CustomState s, Term term) {
        Optional<StatusCondition> said = term.condition(s.status()).map(Reading::condition);
        String reason = said.map(StatusCondition::reason)
                .filter(r -> !r.isEmpty())
                .orElse(term.field() ? term.value() : term.name());
        String message = said.map(StatusCondition::message)
                .filter(m -> !m.isEmpty())
                .map(m -> ": " + ProgressLine.shortened(m))
                .orElse("");
        return ObservationVerdict.failed(
                ProgressLine.shortened(reason), s.id().label() + " failed: " + term.now(s.status()) + message);
    }

    /** What the conditions that it waits for say. */
    private String why(CustomState s) {
        return rule.ready().stream()
                .filter(term -> !term.holds(s.status()))
                .flatMap(term -> term.condition(s.status()).stream())
                .map(c -> c.path("reason").asText())
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .map(reason -> " (" + ProgressLine.shortened(reason) + ")")
                .orElse("");
    }
}

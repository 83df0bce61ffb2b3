package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState.Phase;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState.Seen;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Baseline;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckJudge;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Limit;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Missing;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Look;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Looking;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Questions;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A verification as a state machine: each {@link #step} makes some requests and says when the next is due. The state is all
 * there is to it; another process goes on with it. Nothing is written anywhere.
 */
public final class Verifier {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final VerificationPlan plan;
    private final VerifiedDeployment subject;
    private final Prometheus prometheus;
    private final Map<String, Observation> verified;
    private final Clock clock;
    private final Consumer<String> log;
    private String said = "";

    /**
     * A verifier.
     *
     * @param verified what the last verification that passed observed, by the check's id; empty when there is none
     * @param log takes lines for people
     */
    public Verifier(
            VerificationPlan plan,
            VerifiedDeployment subject,
            Prometheus prometheus,
            Map<String, Observation> verified,
            Clock clock,
            Consumer<String> log) {
        this.plan = plan;
        this.subject = subject;
        this.prometheus = prometheus;
        this.verified = Map.copyOf(verified);
        this.clock = clock;
        this.log = log;
    }

    /**
     * The end of a step.
     *
     * @param state for the next step
     * @param delay until the next step
     */
    public record Tick(VerificationState state, Duration delay) {}

    /**
     * One step; a state that is done stays as it is.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a query is refused before the first look
     */
    public Tick step(VerificationState state) throws InterruptedException {
        return switch (state.phase()) {
            case PREFLIGHT -> preflight(state);
            case WAITING -> waiting(state);
            case LOOKING -> look(state);
            case DONE -> new Tick(state, Duration.ZERO);
        };
    }

    private Tick preflight(VerificationState state) throws InterruptedException {
        Optional<String> unreachable = Questions.check(plan.checks(), prometheus, subject.now(), clock.instant());
        unreachable.ifPresent(why -> say(why + "; asking again"));
        return new Tick(state.in(Phase.WAITING), Duration.ZERO);
    }

    private Tick waiting(VerificationState state) throws InterruptedException {
        Instant now = clock.instant();
        Optional<String> missing = Questions.missing(plan.checks(), prometheus, subject.now(), now);
        Duration waited = Duration.ofMillis(now.toEpochMilli() - state.beganAt());
        if (missing.isPresent() && waited.compareTo(plan.window()) < 0) {
            say("waiting for series of " + subject.label() + ": " + missing.get());
            return new Tick(state, shorter(POLL, plan.interval()));
        }
        if (missing.isPresent()) {
            // Nothing came in the time that was given; what is there is looked at once.
            return new Tick(
                    looked(state.windowFrom(state.beganAt(), Map.of()), now).in(Phase.DONE), Duration.ZERO);
        }
        say("the window begins; " + plan.allLooks() + " looks until "
                + now.plus(plan.window()).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        return new Tick(state.windowFrom(now.toEpochMilli(), baselines()), plan.interval());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** What is compared with: the pods before, in as long a time before the rollout; or what was observed then. */
    private Map<String, Observation> baselines() throws InterruptedException {
        Map<String, Observation> all = new LinkedHashMap<>();
        for (Check check : plan.checks()) {
            if (check.limit() instanceof Limit.Versus versus) {
                all.put(check.id(), versus.baseline() == Baseline.PREVIOUS ? before(check) : verified(check));
            }
        }
        return all;
    }

    private Observation verified(Check check) {
        Observation known = verified.get(check.id());
        return known == null ? new Missing("no verification that passed has a check \"" + check.id() + "\"") : known;
    }

    private Observation before(Check check) throws InterruptedException {
        Optional<Scope> before = subject.before();
        Optional<Instant> began = subject.began();
        if (before.isEmpty() || began.isEmpty()) {
            return new Missing("nothing was deployed before");
        }
        return Looking.at(check.measure(), prometheus, before.get(), began.get().minus(plan.window()), began.get())
                .observation();
    }

    private Tick look(VerificationState state) throws InterruptedException {
        Instant now = clock.instant();
        Instant due = due(state);
        if (now.isBefore(due)) {
            return new Tick(state, Duration.between(now, due));
        }
        VerificationState next = looked(state, now);
        Looks looks = new Looks(plan, next.looks());
        boolean last = !now.isBefore(Instant.ofEpochMilli(state.windowFrom()).plus(plan.window()));
        if (last || looks.failed()) {
            return new Tick(next.in(Phase.DONE), Duration.ZERO);
        }
        Duration rest = Duration.between(clock.instant(), due(next));
        return new Tick(next, rest.isNegative() ? Duration.ZERO : rest);
    }

    /** The next moment of the plan after the last look; those that nobody could keep, since the controller was down, are gone. */
    private Instant due(VerificationState state) {
        Instant from = Instant.ofEpochMilli(state.windowFrom());
        Instant end = from.plus(plan.window());
        long seen = state.looks().isEmpty()
                ? 0
                : (state.looks().get(state.looks().size() - 1).atMillis() - state.windowFrom())
                        / plan.interval().toMillis();
        Instant next = from.plus(plan.interval().multipliedBy(seen + 1));
        return next.isAfter(end) ? end : next;
    }

    private VerificationState looked(VerificationState state, Instant now) throws InterruptedException {
        Instant from = Instant.ofEpochMilli(state.windowFrom());
        List<CheckResult> results = new ArrayList<>();
        Map<String, List<String>> queries = new LinkedHashMap<>();
        Map<String, Observation> observations = new LinkedHashMap<>();
        Set<String> notes = new LinkedHashSet<>(state.notes());
        for (Check check : plan.checks()) {
            Look look = Looking.at(check.measure(), prometheus, subject.now(), from, now);
            CheckResult result = CheckJudge.answer(
                    check, look.observation(), state.baselines().get(check.id()), plan.tail());
            results.add(result);
            queries.put(check.id(), look.queries());
            observations.put(check.id(), look.observation());
            notes.addAll(look.notes());
            if (result.answer() != Answer.PASS) {
                say(check.id() + ": " + result.answer() + ": " + result.reason());
            }
        }
        return state.seen(new Seen(now.toEpochMilli(), results), queries, observations, List.copyOf(notes));
    }

    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            log.accept(line);
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification.Checked;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification.Point;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification.Target;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification.Window;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState.Seen;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes the record of a verification that ended: a pure function of what was seen. */
public final class Outcomes {
    private Outcomes() {}

    /**
     * The record, before anything follows of it.
     *
     * @param state one that is done
     * @param prometheus the server's name
     * @param build the build that verified, or null
     */
    public static Verification of(
            VerificationPlan plan, Subject subject, VerificationState state, String prometheus, String build) {
        List<CheckResult> results = new Looks(plan, state.looks()).results();
        Verdict verdict = Looks.verdict(plan.checks(), results);
        Seen last = state.looks().get(state.looks().size() - 1);
        return new Verification(
                Verification.SCHEMA_VERSION,
                verdict,
                message(subject, verdict, results),
                false,
                Target.of(subject.deployment()),
                prometheus,
                new Window(
                        time(state.windowFrom()),
                        time(last.atMillis()),
                        plan.interval().toSeconds(),
                        state.looks().size(),
                        plan.badLooks(),
                        plan.looks(),
                        VerificationPlan.FALSE_ALARMS),
                results.stream().map(r -> checked(r, state)).toList(),
                state.looks().stream().map(Outcomes::point).toList(),
                null,
                null,
                state.notes().stream()
                        .map(note -> prometheus + " remarks: " + note)
                        .toList(),
                build,
                time(state.beganAt()),
                time(last.atMillis()));
    }

    private static Checked checked(CheckResult r, VerificationState state) {
        Observation observed = state.observations().get(r.id());
        boolean seen = observed != null
                && !(observed instanceof Observation.Missing)
                && !(observed instanceof Observation.Wrong);
        return new Checked(
                r.id(),
                r.answer(),
                r.value(),
                r.lower(),
                r.upper(),
                r.threshold(),
                r.requests(),
                r.baseline(),
                state.queries().getOrDefault(r.id(), List.of()),
                seen ? observed : null,
                r.reason());
    }

    private static Point point(Seen seen) {
        List<Double> values = new ArrayList<>();
        seen.results().forEach(r -> values.add(r.value()));
        return new Point(
                time(seen.atMillis()),
                seen.results().stream().map(CheckResult::answer).toList(),
                values);
    }

    private static String message(Subject subject, Verdict verdict, List<CheckResult> results) {
        String what = subject.label();
        List<String> bad = results.stream()
                .filter(r -> r.answer() == wanted(verdict))
                .map(r -> r.id() + ": " + r.reason())
                .filter(Objects::nonNull)
                .toList();
        return switch (verdict) {
            case PASS ->
                what + " is verified: " + results.size() + (results.size() == 1 ? " check passes." : " checks pass.");
            case FAIL -> what + " fails its verification. " + String.join(" ", bad);
            case INCONCLUSIVE -> what + " can't be verified: " + String.join(" ", bad);
            case ERROR -> what + " can't be verified, because a check is wrong: " + String.join(" ", bad);
        };
    }

    private static Answer wanted(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Answer.PASS;
            case FAIL -> Answer.FAIL;
            case INCONCLUSIVE -> Answer.NO_DATA;
            case ERROR -> Answer.ERROR;
        };
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}

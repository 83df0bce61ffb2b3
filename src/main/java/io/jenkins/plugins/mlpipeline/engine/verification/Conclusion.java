package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification.Checked;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification.Point;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification.Target;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification.Window;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState.Seen;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.NoData;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes the record of a verification that ended: a pure function of what was seen. */
public final class Conclusion {
    private Conclusion() {}

    /**
     * The record, before anything follows of it.
     *
     * @param state one that is done
     * @param prometheus the server's name
     * @param build the build that verified, or null
     */
    public static Verification of(
            VerificationPlan plan,
            VerifiedDeployment subject,
            VerificationState state,
            String prometheus,
            String build) {
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
                state.looks().stream().map(Conclusion::point).toList(),
                null,
                null,
                state.notes().stream()
                        .map(note -> prometheus + " remarks: " + note)
                        .toList(),
                build,
                time(state.beganAt()),
                time(last.atMillis()));
    }

    /**
     * The record of a served model that was asked, before anything follows of it.
     *
     * @param results what its checks said
     * @param address where it was asked, as it may be shown
     */
    public static Verification asked(
            VerifiedDeployment subject,
            List<CheckResult> results,
            String address,
            Instant began,
            Instant ended,
            String build) {
        Verdict verdict = verdict(results);
        return new Verification(
                Verification.SCHEMA_VERSION,
                verdict,
                message(subject, verdict, results),
                false,
                Target.of(subject.deployment()),
                null,
                null,
                results.stream().map(r -> checked(r, List.of(address), null)).toList(),
                List.of(),
                null,
                null,
                List.of(),
                build,
                began.toString(),
                ended.toString());
    }

    /** What checks of a served model that was asked are worth together. */
    static Verdict verdict(List<CheckResult> results) {
        Verdict verdict = Verdict.PASS;
        for (CheckResult result : results) {
            verdict = verdict.worse(Looks.verdict(result.answer(), NoData.INCONCLUSIVE));
        }
        return verdict;
    }

    /** Both in one record: what was watched, and behind it what was asked; the worse counts. */
    public static Verification both(VerifiedDeployment subject, Verification watched, Verification asked) {
        List<Checked> checks = new ArrayList<>(watched.checks());
        checks.addAll(asked.checks());
        Verdict verdict = watched.verdict().worse(asked.verdict());
        String message = verdict == Verdict.PASS
                ? verified(subject.label(), checks.size())
                : verdict == watched.verdict() ? watched.message() : asked.message();
        return new Verification(
                Verification.SCHEMA_VERSION,
                verdict,
                message,
                false,
                watched.target(),
                watched.prometheus(),
                watched.window(),
                checks,
                watched.timeline(),
                null,
                null,
                watched.warnings(),
                watched.build(),
                asked.startedAt(),
                watched.finishedAt());
    }

    private static Checked checked(CheckResult r, VerificationState state) {
        Observation observed = state.observations().get(r.id());
        boolean seen = observed != null
                && !(observed instanceof Observation.Missing)
                && !(observed instanceof Observation.Wrong);
        return checked(r, state.queries().getOrDefault(r.id(), List.of()), seen ? observed : null);
    }

    private static Checked checked(CheckResult r, List<String> queries, Observation observed) {
        return new Checked(
                r.id(),
                r.answer(),
                r.value(),
                r.lower(),
                r.upper(),
                r.threshold(),
                r.requests(),
                r.baseline(),
                queries,
                observed,
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

    private static String message(VerifiedDeployment subject, Verdict verdict, List<CheckResult> results) {
        String what = subject.label();
        List<String> bad = results.stream()
                .filter(r -> r.answer() == wanted(verdict))
                .map(r -> r.id() + ": " + r.reason())
                .filter(Objects::nonNull)
                .toList();
        return switch (verdict) {
            case PASS -> verified(what, results.size());
            case FAIL -> what + " fails its verification. " + String.join(" ", bad);
            case INCONCLUSIVE -> what + " can't be verified: " + String.join(" ", bad);
            case ERROR -> what + " can't be verified, because a check is wrong: " + String.join(" ", bad);
        };
    }

    private static String verified(String what, int checks) {
        return what + " is verified: " + checks + (checks == 1 ? " check passes." : " checks pass.");
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

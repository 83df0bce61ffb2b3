package io.jenkins.plugins.mlpipeline.engine.verification.check;

import static io.jenkins.plugins.mlpipeline.engine.text.Figures.beside;
import static io.jenkins.plugins.mlpipeline.engine.text.Figures.count;
import static io.jenkins.plugins.mlpipeline.engine.text.Figures.plain;

import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Buckets;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Counts;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Missing;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Wrong;
import java.util.Optional;

/**
 * Answers a check from what was observed.
 *
 * <p>A failure needs evidence: the one-sided bound of the value, at the confidence that is asked for, lies beyond the limit.
 * A value beyond the limit that chance may explain is too little to judge, not a pass. A comparison passes unless the
 * deployment is proven to be worse, since of two equal ones each is above the other half of the time.
 */
public final class CheckJudge {
    private CheckJudge() {}

    /**
     * Answers.
     *
     * @param observed of the deployment
     * @param baseline of what it is compared with; null when the check compares with nothing
     * @param tail the chance that a check fails whose demand is just met, at this look; in (0, 0.5]
     */
    public static CheckResult answer(Check check, Observation observed, Observation baseline, double tail) {
        if (observed instanceof Missing missing) {
            return CheckResult.without(check, Answer.NO_DATA, null, missing.reason() + ".");
        }
        if (observed instanceof Wrong wrong) {
            return CheckResult.without(check, Answer.ERROR, null, wrong.reason() + ".");
        }
        Optional<CheckResult> few = fewer(check, observed, "");
        if (few.isPresent()) {
            return few.get();
        }
        if (check.limit() instanceof Limit.Range range) {
            return absolute(check, observed, range, 1 - tail / (range.min() != null && range.max() != null ? 2 : 1));
        }
        Limit.Versus versus = (Limit.Versus) check.limit();
        String of = " of " + versus.baseline().words();
        String none = baseline == null
                ? "nothing is known" + of
                : baseline instanceof Missing missing ? missing.reason() : null;
        if (none != null) {
            return CheckResult.without(check, Answer.NO_DATA, null, "There is no baseline: " + none + ".");
        }
        if (baseline instanceof Wrong wrong) {
            return CheckResult.without(check, Answer.ERROR, null, "The baseline: " + wrong.reason() + ".");
        }
        if (!baseline.getClass().equals(observed.getClass())) {
            return CheckResult.without(
                    check, Answer.NO_DATA, null, "There is no baseline: it measured something else by this id.");
        }
        return fewer(check, baseline, of).orElseGet(() -> relative(check, observed, baseline, versus, 1 - tail));
    }

    private static Optional<CheckResult> fewer(Check check, Observation observed, String of) {
        Long requests = requests(observed);
        if (requests == null || requests >= check.minRequests()) {
            return Optional.empty();
        }
        String what = observed instanceof Buckets ? "values" : "requests";
        String had = requests == 0 ? "There are no " + what : "There are " + count(requests) + " " + what;
        return Optional.of(CheckResult.without(
                check, Answer.NO_DATA, requests, had + of + "; " + count(check.minRequests()) + " are needed."));
    }

    private static Long requests(Observation observed) {
        if (observed instanceof Counts counts) {
            return counts.requests();
        }
        return observed instanceof Buckets buckets ? (Long) buckets.requests() : null;
    }

    private static CheckResult absolute(Check check, Observation observed, Limit.Range range, double confidence) {
        Measured m = Measured.of(check, observed, confidence);
        boolean over = range.max() != null && m.value() > range.max();
        boolean under = range.min() != null && m.value() < range.min();
        double limit = over || range.min() == null || !under && range.max() != null ? range.max() : range.min();
        String shown = m.said(limit);
        if (range.max() != null && m.lower() > range.max()) {
            return m.result(check, Answer.FAIL, limit, null, shown + " is above the limit of " + plain(limit) + ".");
        }
        if (range.min() != null && m.upper() < range.min()) {
            return m.result(check, Answer.FAIL, limit, null, shown + " is below the limit of " + plain(limit) + ".");
        }
        if (over || under) {
            return m.result(
                    check,
                    Answer.NO_DATA,
                    limit,
                    null,
                    shown + " is " + (over ? "above" : "below") + " the limit of " + plain(limit)
                            + ", but by so few requests that it may be chance.");
        }
        boolean proven =
                (range.max() == null || m.upper() <= range.max()) && (range.min() == null || m.lower() >= range.min());
        if (check.proof() && !proven) {
            return m.result(
                    check,
                    Answer.NO_DATA,
                    limit,
                    null,
                    shown + " meets the limit of " + plain(limit) + ", but that is not proven by so few requests.");
        }
        return m.result(check, Answer.PASS, limit, null, shown + " meets the limit of " + plain(limit) + ".");
    }

    private static CheckResult relative(
            Check check, Observation observed, Observation baseline, Limit.Versus versus, double confidence) {
        BaselineComparison c = BaselineComparison.of(check, observed, baseline, versus, confidence);
        Measured m = Measured.of(check, observed, confidence);
        double before = Measured.of(check, baseline, confidence).value();
        double threshold = versus.maxRatio() != null ? before * versus.maxRatio() : before + versus.maxRise();
        String of = versus.baseline().words() + " has " + beside(before, m.value());
        String said = m.said(before) + "; " + of + ", and " + allowed(versus) + " is allowed";
        if (c.worse()) {
            return m.result(check, Answer.FAIL, threshold, before, said + ": it is worse.");
        }
        if (check.proof() && !c.proven()) {
            return m.result(
                    check,
                    Answer.NO_DATA,
                    threshold,
                    before,
                    said + ": that it is no worse is not proven by so few requests.");
        }
        return m.result(check, Answer.PASS, threshold, before, said + ".");
    }

    private static String allowed(Limit.Versus versus) {
        if (versus.maxRatio() == null) {
            return plain(versus.maxRise()) + " more";
        }
        return versus.maxRatio() == 1 ? "no more" : plain(versus.maxRatio()) + " times that";
    }
}

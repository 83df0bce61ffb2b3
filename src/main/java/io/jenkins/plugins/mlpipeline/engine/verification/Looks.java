package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState.Seen;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.NoData;
import java.util.ArrayList;
import java.util.List;

/** What many looks come to: a pure function of what was seen. */
final class Looks {
    private final VerificationPlan plan;
    private final List<Seen> looks;

    Looks(VerificationPlan plan, List<Seen> looks) {
        this.plan = plan;
        this.looks = looks;
    }

    /** Whether some check was bad often enough, so that nothing more can change the verdict. */
    boolean failed() {
        for (int check = 0; check < plan.checks().size(); check++) {
            if (bad(check) >= plan.badLooks()) {
                return true;
            }
        }
        return false;
    }

    private int bad(int check) {
        List<Seen> last = looks.subList(Math.max(0, looks.size() - plan.looks()), looks.size());
        return (int) last.stream()
                .filter(seen -> seen.results().get(check).answer() == Answer.FAIL)
                .count();
    }

    /**
     * The last answer of each check. One that was bad, but not often enough, is neither good nor bad. Nor is one that was bad
     * often enough, and is silent at the last look.
     */
    List<CheckResult> results() {
        List<CheckResult> results = new ArrayList<>();
        for (int check = 0; check < plan.checks().size(); check++) {
            int which = check;
            CheckResult last = looks.get(looks.size() - 1).results().get(check);
            int bad = bad(check);
            if (bad >= plan.badLooks()) {
                results.add(looks.stream()
                        .map(seen -> seen.results().get(which))
                        .filter(r -> r.answer() == Answer.FAIL)
                        .reduce((first, second) -> second)
                        .orElseThrow());
            } else if (last.answer() == Answer.FAIL) {
                results.add(with(
                        last,
                        Answer.NO_DATA,
                        last.reason() + " That was so at " + bad + " of the last "
                                + Math.min(plan.looks(), looks.size()) + " looks; " + plan.badLooks()
                                + " make a failure."));
            } else {
                results.add(last);
            }
        }
        return results;
    }

    private static CheckResult with(CheckResult r, Answer answer, String reason) {
        return new CheckResult(
                r.id(), answer, r.value(), r.lower(), r.upper(), r.threshold(), r.requests(), r.baseline(), reason);
    }

    /** The verdict: a check that is wrong says nothing of the deployment, and too little to see is no pass. */
    static Verdict verdict(List<Check> checks, List<CheckResult> results) {
        Verdict worst = Verdict.PASS;
        for (int i = 0; i < checks.size(); i++) {
            worst = worst.worse(verdict(results.get(i).answer(), checks.get(i).noData()));
        }
        return worst;
    }

    /** What an answer means for the whole. */
    static Verdict verdict(Answer answer, NoData noData) {
        return switch (answer) {
            case PASS -> Verdict.PASS;
            case FAIL -> Verdict.FAIL;
            case ERROR -> Verdict.ERROR;
            case NO_DATA -> noData == NoData.PASS ? Verdict.PASS : Verdict.INCONCLUSIVE;
        };
    }
}

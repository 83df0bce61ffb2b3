package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Part;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From one workload of a deployment to the next, and back. */
final class Sequence {
    private final Session session;
    private final Endings endings;

    Sequence(Session session, Endings endings) {
        this.session = session;
        this.endings = endings;
    }

    /**
     * What comes after a workload's end.
     *
     * @param before its state just before that
     * @param ended its state then
     * @return empty when that was the end of the deployment
     */
    Optional<RolloutState> after(RolloutState before, RolloutState ended) {
        Series series = before.series();
        Deployment record = ended.result();
        if (series.failed() != null) {
            return series.more() ? back(before, record) : Optional.empty();
        }
        Part part = record.workloads().get(series.parts().size());
        if (!Together.well(Outcome.valueOf(part.status()))) {
            return series.more() && goesBack(record) ? back(before, record) : Optional.empty();
        }
        if (series.later().isEmpty()) {
            return Optional.empty();
        }
        session.listener().progress(part.message());
        return Optional.of(next(before, ended, part));
    }

    private RolloutState next(RolloutState before, RolloutState ended, Part part) {
        RolloutState next = RolloutState.begin(before.series().later().get(0), before.origin());
        Set<String> warnings = new LinkedHashSet<>(ended.warnings());
        warnings.addAll(next.warnings());
        return next.with(before.objects())
                .warned(List.copyOf(warnings))
                .among(before.series().after(before, part, session.now()));
    }

    /** The one that failed decides; once those before it go back, all of them do. */
    private boolean goesBack(Deployment record) {
        RolloutOptions options = session.options();
        Recovery recovery =
                switch (record.status()) {
                    case TIMED_OUT -> options.onTimeout();
                    case ABORTED -> options.onAbort();
                    case SUPERSEDED, PAUSED -> Recovery.LEAVE;
                    default -> options.onFailure();
                };
        return recovery == Recovery.ROLLBACK;
    }

    private Optional<RolloutState> back(RolloutState before, Deployment record) {
        List<RolloutState> done = before.series().done();
        RolloutState last = done.get(done.size() - 1);
        List<String> warnings = new ArrayList<>(record.warnings());
        String because = last.plan().workload().label() + " goes back with the deployment that it is a part of.";
        RolloutState going = endings.lost(
                last.with(before.objects())
                        .warned(warnings)
                        .among(before.series().back(record)),
                (ObservationVerdict.Final) ObservationVerdict.failed("Together", because),
                null,
                Recovery.ROLLBACK);
        if (!going.done()) {
            return Optional.of(going);
        }
        // Of this one nothing goes back; the one before it, or the end.
        RolloutState stayed = last.with(before.objects()).among(before.series().back(record));
        return stayed.series().more() ? back(stayed, going.result()) : Optional.of(going);
    }
}

package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Measure;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Data;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Refused;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks before it counts: whether queries are understood, whether there are series at all. */
public final class Questions {
    private static final Duration ANY = Duration.ofMinutes(1);

    private Questions() {}

    /**
     * Asks every query once.
     *
     * @return why the server can't be reached, or empty
     * @throws UserError for the first query that is refused
     */
    public static Optional<String> check(List<Check> checks, Prometheus prometheus, Scope scope, Instant now)
            throws InterruptedException {
        for (Check check : checks) {
            for (String query : queries(check.measure(), scope)) {
                Reply reply = prometheus.ask(query, now);
                if (reply instanceof Refused refused) {
                    throw new UserError("The check \"" + check.id() + "\" can't be made: " + refused.reason()
                            + ". The query was " + query + ". Nothing was judged.");
                }
                if (reply instanceof Unreachable unreachable) {
                    return Optional.of(unreachable.reason());
                }
            }
        }
        return Optional.empty();
    }

    /** Why not every check has series of its own yet, in words; empty when all have. */
    public static Optional<String> missing(List<Check> checks, Prometheus prometheus, Scope scope, Instant now)
            throws InterruptedException {
        for (Check check : checks) {
            List<String> queries = queries(check.measure(), scope);
            // The last is of what must be there: a numerator may never happen.
            String needed = queries.get(queries.size() - 1);
            Reply reply = prometheus.ask(needed, now);
            if (reply instanceof Unreachable unreachable) {
                return Optional.of(unreachable.reason());
            }
            if (reply instanceof Data data && data.series().isEmpty()) {
                return Optional.of("there is none for the check \"" + check.id() + "\"");
            }
        }
        return Optional.empty();
    }

    private static List<String> queries(Measure measure, Scope scope) {
        if (measure instanceof Measure.Rate rate) {
            return List.of("count(" + scope.of(rate.numerator()) + ")", "count(" + scope.of(rate.denominator()) + ")");
        }
        if (measure instanceof Measure.Quantile quantile) {
            return List.of("count(" + scope.of(quantile.buckets()) + ")");
        }
        if (measure instanceof Measure.Gauge gauge) {
            return List.of("count(" + scope.of(gauge.series()) + ")");
        }
        return List.of(scope.of(((Measure.Query) measure).query(), ANY));
    }
}

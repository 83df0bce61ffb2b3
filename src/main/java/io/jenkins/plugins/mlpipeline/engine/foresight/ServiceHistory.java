package io.jenkins.plugins.mlpipeline.engine.foresight;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A number of a service, as a Prometheus server knows it: a query, evaluated at equal distances. */
public final class ServiceHistory {
    private static final int STEPS = 150;
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(90);

    /** How far back unless somebody says otherwise. */
    public static final Duration SINCE = Duration.ofDays(14);

    private ServiceHistory() {}

    /** @throws UserError when that is no time that a history may reach back */
    public static Duration requireSince(Duration since) {
        if (since.compareTo(LEAST) < 0 || since.compareTo(MOST) > 0) {
            throw new UserError("since is " + since.toSeconds() + " s; a minute to 90 days (2160h) are expected.");
        }
        return since;
    }

    /**
     * Asks. Moments at which the query has no value are left out.
     *
     * @param name what people call the number
     * @param query in PromQL; its answer is one series
     * @param since how far back
     * @throws UserError when the server does not answer or refuses the query, or when it answers several series or none
     */
    public static History ask(Prometheus server, String name, String query, Duration since, Instant now)
            throws InterruptedException {
        requireSince(since);
        long step = Math.max(1, since.toSeconds() / STEPS);
        Reply reply = server.ask("(" + query + ")[" + since.toSeconds() + "s:" + step + "s]", now);
        if (reply instanceof Reply.Data data) {
            return history(name, data.series());
        }
        throw new UserError(
                reply instanceof Reply.Refused refused
                        ? name + " can't be asked: " + refused.reason() + "."
                        : ((Reply.Unreachable) reply).reason() + ".");
    }

    private static History history(String name, List<Reply.Series> series) {
        if (series.size() != 1) {
            throw new UserError(
                    series.isEmpty()
                            ? name
                                    + ": the query has no values in that time. Is the name of the metric right, and is it"
                                    + " scraped?"
                            : name + ": the query answers " + series.size()
                                    + " series; make one number of them, for example by max().");
        }
        List<History.Entry> entries = new ArrayList<>();
        long[] millis = series.get(0).millis();
        double[] values = series.get(0).values();
        for (int i = 0; i < values.length; i++) {
            Instant at = Instant.ofEpochMilli(millis[i]);
            if (History.holds(values[i])) {
                entries.add(new History.Entry(
                        at.truncatedTo(ChronoUnit.SECONDS).toString(), at, values[i], null, Map.of()));
            }
        }
        return new History(name, entries);
    }
}

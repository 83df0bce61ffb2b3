package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.util.Optional;

/**
 * When a number crosses a limit if its trend goes on.
 *
 * @param limit that it crosses
 * @param perDay the slope
 * @param entries of how many values
 * @param earliest at the steepest slope that the values allow, ISO 8601
 * @param latest at the flattest, ISO 8601
 * @param earliestDays the same from the newest value on, in days
 * @param latestDays as above
 */
public record Crossing(
        double limit,
        double perDay,
        int entries,
        String earliest,
        String latest,
        double earliestDays,
        double latestDays) {
    /** Fewer values say nothing of a trend. */
    static final int FEWEST = 10;
    /** More are not looked at. */
    static final int MOST = 60;
    /** How far is looked ahead, in times of what is looked back: beyond that a trend is a guess. */
    private static final double AHEAD = 1;

    /**
     * The crossing of a history that has one trend. None when it has crossed already, when chance explains the trend, or when
     * its latest time is further ahead than the history reaches back.
     */
    static Optional<Crossing> of(History history, Boundary limit) {
        History newest = history.part(Math.max(0, history.size() - MOST), history.size());
        if (newest.size() < FEWEST) {
            return Optional.empty();
        }
        return Trend.of(newest).flatMap(trend -> of(newest, trend, limit));
    }

    private static Optional<Crossing> of(History history, Trend trend, Boundary limit) {
        int sign = limit.most() ? 1 : -1;
        double steep = Math.max(sign * trend.lower(), sign * trend.upper());
        double flat = Math.min(sign * trend.lower(), sign * trend.upper());
        double now = history.days(history.get(history.size() - 1).at());
        double distance = sign * (limit.value() - trend.level());
        if (flat <= 0 || distance - sign * trend.perDay() * (now - trend.middle()) <= 0) {
            return Optional.empty();
        }
        // Single values lie around the line: the first that cross do so before it.
        double earliest = Math.max(now, trend.middle() + (distance - trend.spread()) / steep);
        double latest = trend.middle() + (distance + trend.spread()) / flat;
        return latest - now > AHEAD * now || latest <= now
                ? Optional.empty()
                : Optional.of(new Crossing(
                        limit.value(),
                        trend.perDay(),
                        history.size(),
                        history.at(earliest).toString(),
                        history.at(latest).toString(),
                        earliest - now,
                        latest - now));
    }
}

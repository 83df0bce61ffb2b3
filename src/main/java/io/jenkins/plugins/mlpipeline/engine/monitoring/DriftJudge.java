package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.check.BinnedCounts;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/**
 * Says whether something has drifted: chance alone does not explain the difference, and it is great enough to matter. The first
 * alone finds any difference once rows are many, the second alone finds one in every small sample.
 *
 * @param before the looks before
 * @param now when is looked
 */
record DriftJudge(AlarmRuns before, Instant now) {
    /** The least population stability index that matters (N. Siddiqi, 2006). */
    static final double LEAST_PSI = 0.1;

    /** The least Kolmogorov-Smirnov distance that matters. */
    static final double LEAST_KS = 0.1;

    /** What a series is compared with; null when nothing is there yet. */
    private long[] reference(LookSeries series) {
        if (series.base() != null) {
            return series.base();
        }
        List<long[]> first = counted(before.first(), series);
        return first.size() < AlarmRuns.FIRST ? null : LookSeries.sum(first, series.now().length);
    }

    private static List<long[]> counted(List<PastLook> looks, LookSeries series) {
        return looks.stream()
                .map(look -> look.counted(series.id(), series.now().length))
                .filter(counts -> counts != null)
                .toList();
    }

    /** How many tests a series takes; 0 when it can't be compared. */
    int tests(LookSeries series) {
        long[] reference = reference(series);
        if (reference == null) {
            return 0;
        }
        BinnedCounts comparison = series.comparing().compare(reference, series.now());
        return !comparison.isPossible() ? 0 : comparison.isOrdered() ? 2 : 1;
    }

    /**
     * Judges.
     *
     * @param alpha the chance with which each test may be wrong when nothing has changed
     */
    Drifted judge(LookSeries series, double alpha) {
        long rows = Counts.sum(series.now());
        long[] reference = reference(series);
        if (reference == null) {
            int there = counted(before.first(), series).size();
            return none(
                    series,
                    rows,
                    "The first " + AlarmRuns.FIRST + " looks will be the reference; there "
                            + (there == 1 ? "is " : "are ") + there + ".");
        }
        String named = series.base() == null ? "the first " + AlarmRuns.FIRST + " looks" : series.baseName();
        BinnedCounts c = series.comparing().compare(reference, series.now());
        if (!c.isPossible()) {
            return none(series, rows, "There is nothing to compare: " + named + " has no value of it.");
        }
        boolean beyond = isBeyond(c, alpha);
        Drifted.Weekday weekday = beyond ? weekday(series, alpha) : null;
        boolean bad = beyond && (weekday == null || weekday.drifted());
        return new Drifted(
                series.kind().key(),
                series.name(),
                bad ? Drifted.DRIFTED : Drifted.SAME,
                rows,
                named,
                Counts.sum(reference),
                c.psi(),
                c.chiSquareP(),
                c.isOrdered() ? (Double) c.kolmogorovSmirnov() : null,
                c.isOrdered() ? (Double) c.kolmogorovSmirnovP() : null,
                alpha,
                weekday,
                0,
                reason(c, alpha, named, beyond, weekday));
    }

    private static Drifted none(LookSeries series, long rows, String reason) {
        return new Drifted(
                series.kind().key(),
                series.name(),
                Drifted.NOT_COMPARED,
                rows,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                reason);
    }

    private Drifted.Weekday weekday(LookSeries series, double alpha) {
        List<long[]> days = counted(before.of(day()), series);
        if (days.size() < AlarmRuns.WEEKS) {
            return null;
        }
        long[] reference = LookSeries.sum(days, series.now().length);
        BinnedCounts c = series.comparing().compare(reference, series.now());
        return !c.isPossible()
                ? null
                : new Drifted.Weekday(
                        isBeyond(c, alpha),
                        c.psi(),
                        c.isOrdered() ? (Double) c.kolmogorovSmirnov() : null,
                        Counts.sum(reference));
    }

    private DayOfWeek day() {
        return now.atZone(ZoneOffset.UTC).getDayOfWeek();
    }

    private static boolean isBeyond(BinnedCounts c, double alpha) {
        return c.psi() >= LEAST_PSI && c.chiSquareP() <= alpha
                || c.isOrdered() && c.kolmogorovSmirnov() >= LEAST_KS && c.kolmogorovSmirnovP() <= alpha;
    }

    private String reason(BinnedCounts c, double alpha, String named, boolean beyond, Drifted.Weekday weekday) {
        String figures = "PSI " + Figures.rounded(c.psi())
                + (c.isOrdered() ? ", KS " + Figures.rounded(c.kolmogorovSmirnov()) : "");
        if (!beyond) {
            boolean great = c.psi() >= LEAST_PSI || c.isOrdered() && c.kolmogorovSmirnov() >= LEAST_KS;
            double p = c.isOrdered() ? Math.min(c.chiSquareP(), c.kolmogorovSmirnovP()) : c.chiSquareP();
            return "It looks as in " + named + " (" + figures
                    + (great ? "; chance may explain that)." : p <= alpha ? "; a difference, but a small one)." : ").");
        }
        String differs = "It differs from " + named + " (" + figures + ", more than chance explains)";
        if (weekday == null) {
            return differs + ".";
        }
        String days = day().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s";
        return weekday.drifted()
                ? differs + ", and from earlier " + days + ", too (PSI " + Figures.rounded(weekday.psi()) + ")."
                : differs + ", as earlier " + days + " did (PSI beside them " + Figures.rounded(weekday.psi()) + ").";
    }
}

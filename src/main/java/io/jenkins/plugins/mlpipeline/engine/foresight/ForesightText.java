package io.jenkins.plugins.mlpipeline.engine.foresight;

import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Notes in sentences. Names and facts may be strangers' texts. */
final class ForesightText {
    private static final int MOST_CHANGES = 3;
    private static final int LONGEST_FACT = 40;
    private static final int HOURS = 24;
    private static final int MINUTES = 60;

    private ForesightText() {}

    static List<String> of(Notes notes) {
        List<String> said = new ArrayList<>();
        said.add(newest(notes));
        int hidden = Math.max(0, notes.changes().size() - MOST_CHANGES);
        notes.changes().stream().skip(hidden).forEach(change -> said.add(change(notes.metric(), change)));
        if (notes.limit() != null) {
            said.add(notes.crossing() == null ? noCrossing(notes) : crossing(notes));
            said.add(record(notes.trackRecord()));
        }
        return List.copyOf(said);
    }

    private static String newest(Notes notes) {
        if (notes.expected() == null) {
            return name(notes.metric()) + ": " + Figures.count(notes.entries())
                    + (notes.entries() == 1 ? " value" : " values")
                    + ", too few of one series to say what is to be expected (" + ControlLimits.FEWEST
                    + " before the newest are needed).";
        }
        ControlLimits expected = notes.expected();
        return PlainText.line(notes.newest()) + ": " + name(notes.metric()) + " " + Figures.rounded(notes.value())
                + (notes.unexplained() ? " left what" : " is what") + " the " + expected.builds()
                + " values before explain (" + Figures.rounded(expected.lower()) + " to "
                + Figures.rounded(expected.upper()) + ").";
    }

    private static String change(String metric, Change change) {
        String together = change.together().stream()
                .map(fact -> PlainText.line(fact.name()) + " (" + shown(fact.before()) + " -> " + shown(fact.after())
                        + (fact.changes() == 1 ? ", its only change" : ", 1 of " + fact.changes() + " changes") + ")")
                .collect(Collectors.joining(", "));
        return "Since " + PlainText.line(change.entry()) + " " + name(metric) + " is another: "
                + Figures.rounded(change.after()) + " in place of " + Figures.rounded(change.before()) + " (medians). "
                + (together.isEmpty()
                        ? "Of what is known, nothing that changes seldom changed with it."
                        : "Together with it changed: " + together + ".");
    }

    private static String shown(String fact) {
        if (fact == null) {
            return "unknown";
        }
        String line = PlainText.line(fact);
        return line.codePointCount(0, line.length()) <= LONGEST_FACT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_FACT - 1)) + "\u2026";
    }

    private static String crossing(Notes notes) {
        Crossing crossing = notes.crossing();
        return "At the trend of the last " + crossing.entries() + " values (" + signed(crossing.perDay())
                + " a day), " + name(notes.metric()) + " crosses " + Figures.plain(crossing.limit()) + " in "
                + ahead(crossing) + ".";
    }

    private static String noCrossing(Notes notes) {
        if (notes.value() != null && notes.limit().isCrossedBy(notes.value())) {
            return name(notes.metric()) + " is across the limit of "
                    + Figures.plain(notes.limit().value()) + " already.";
        }
        return "No trend that chance does not explain leads across the limit of "
                + Figures.plain(notes.limit().value()) + " soon.";
    }

    private static String record(TrackRecord record) {
        if (record.made() == 0) {
            return "No such sentence would have been said before on these values, so it is not known how often they come true.";
        }
        StringBuilder text = new StringBuilder("Of ")
                .append(record.made())
                .append(record.made() == 1 ? " sentence" : " sentences")
                .append(" that would have been said before on these values, ")
                .append(record.cameTrue())
                .append(" came true");
        part(text, record.early(), "crossed earlier");
        part(text, record.missed(), "did not cross in time");
        part(text, record.interrupted(), "ended with a change");
        part(text, record.open(), "can't be judged yet");
        return text.append('.').toString();
    }

    private static void part(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    /** {@code 9 to 16 days (2026-12-09 to 2026-12-16)}; what is nearer, in hours or minutes with times. */
    private static String ahead(Crossing crossing) {
        double days = crossing.latestDays();
        boolean far = days >= 2;
        double each = far ? 1 : days >= 2.0 / HOURS ? HOURS : HOURS * MINUTES;
        String unit = far ? "days" : days >= 2.0 / HOURS ? "hours" : "minutes";
        return rounded(crossing.earliestDays() * each) + " to " + rounded(days * each) + " " + unit + " ("
                + moment(crossing.earliest(), far) + " to " + moment(crossing.latest(), far) + ")";
    }

    /** The day of a time, or the time to the minute. */
    private static String moment(String iso, boolean day) {
        return day
                ? iso.substring(0, "2026-11-30".length())
                : Instant.parse(iso).truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Figures.rounded(value);
    }

    /** Whole numbers, and tenths where they matter. */
    private static String rounded(double number) {
        return number >= 10 ? String.valueOf(Math.round(number)) : Figures.rounded(Math.round(number * 10) / 10.0);
    }

    private static String name(String metric) {
        return PlainText.line(metric);
    }
}

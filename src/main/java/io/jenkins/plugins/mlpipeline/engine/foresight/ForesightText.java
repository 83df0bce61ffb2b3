package io.jenkins.plugins.mlpipeline.engine.foresight;

import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Notes in sentences. Names and facts may be strangers' texts. */
final class ForesightText {
    private static final int MOST_CHANGES = 3;
    private static final int LONGEST_FACT = 40;

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
                + days(crossing.earliestDays()) + " to " + days(crossing.latestDays()) + " days ("
                + day(crossing.earliest()) + " to "
                + day(crossing.latest()) + ").";
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

    private static String day(String iso) {
        return iso.substring(0, "2026-11-30".length());
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Figures.rounded(value);
    }

    /** Whole days, and tenths where they matter. */
    private static String days(double days) {
        return days >= 10 ? String.valueOf(Math.round(days)) : Figures.rounded(Math.round(days * 10) / 10.0);
    }

    private static String name(String metric) {
        return PlainText.line(metric);
    }
}

package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a look says, in lines. */
public final class WatchText {
    /** Columns that look as they did are only counted from here on. */
    private static final int MOST_LINES = 50;

    private WatchText() {}

    /** One sentence or figure a line, the conclusion last. */
    public static List<String> of(WatchResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(Figures.count(result.data().rows()) + " rows of "
                + result.data().name() + ", look " + result.ledger().looks() + " at "
                + result.model().name());
        List<Drifted> columns = result.columns();
        int said = 0;
        for (Drifted column : columns) {
            boolean quiet = column.state().equals(Drifted.SAME);
            if (!quiet || said < MOST_LINES) {
                lines.add("  " + column.kind() + " " + column.name() + ": " + column.reason()
                        + (column.run() > 1 ? " Look " + column.run() + " in a row." : ""));
                said++;
            }
        }
        if (said < columns.size()) {
            lines.add("  and " + Figures.count(columns.size() - said) + " more that look as they did.");
        }
        lines.add(result.estimated().reason());
        if (result.estimated().caution() != null) {
            lines.add(result.estimated().caution());
        }
        if (result.measured() != null) {
            lines.add(result.measured().reason());
        }
        result.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add(result.state().toUpperCase(Locale.ROOT).replace("NODATA", "NO DATA") + ": " + result.message());
        return lines;
    }
}

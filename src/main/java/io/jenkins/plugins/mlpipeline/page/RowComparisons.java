package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.comparison.TwoModels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two models row by row, of which the last comparisons are remembered, with the table that shows them: a reader who comes back to one, or
 * reloads it, need not wait until two files of outcomes are read and counted again, nor until intervals are sampled that are the same each time.
 */
@Extension
public final class RowComparisons {
    private static final int MOST = 16;

    private final Map<Key, Known> last = new LinkedHashMap<>(MOST, 0.75f, true);

    /**
     * A comparison.
     *
     * @param comparison of the rows
     * @param table its metrics as a table that the engine has escaped; null when the two have none in common
     */
    record Known(Comparison comparison, String table) {
        static Known of(Comparison comparison, List<String> names) {
            return new Known(
                    comparison,
                    comparison.metrics().isEmpty() ? null : HtmlReport.beside(comparison, names.get(0), names.get(1)));
        }
    }

    /** Two files as they are at a moment, and what the two models are called. */
    private record Key(
            List<String> names,
            Path first,
            long firstSize,
            long firstTime,
            Path second,
            long secondSize,
            long secondTime) {
        static Key of(Path first, Path second, List<String> names) throws IOException {
            return new Key(
                    names,
                    first,
                    Files.size(first),
                    Files.getLastModifiedTime(first).toMillis(),
                    second,
                    Files.size(second),
                    Files.getLastModifiedTime(second).toMillis());
        }
    }

    static RowComparisons get() {
        return ExtensionList.lookupSingleton(RowComparisons.class);
    }

    /**
     * Compares.
     *
     * @param first a file of outcomes
     * @param second another
     * @param names of the two models, as the heads of their columns
     * @param most the most numbers that are read of each
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when they can't be compared row by row
     */
    Known of(Path first, Path second, List<String> names, long most) throws IOException {
        Key key = Key.of(first, second, names);
        synchronized (last) {
            Known known = last.get(key);
            if (known != null) {
                return known;
            }
        }
        Known made =
                Known.of(TwoModels.rowByRow(OutcomesFile.read(first, most), OutcomesFile.read(second, most)), names);
        synchronized (last) {
            last.put(key, made);
            if (last.size() > MOST) {
                last.remove(last.keySet().iterator().next());
            }
        }
        return made;
    }
}

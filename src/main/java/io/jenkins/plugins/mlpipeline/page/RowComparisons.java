package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.comparison.TwoModels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two models row by row, of which the last comparisons are remembered: a reader who comes back to one, or reloads it, need not wait until
 * two files of outcomes are read and counted again.
 */
@Extension
public final class RowComparisons {
    private static final int MOST = 16;

    private final Map<Key, Comparison> last = new LinkedHashMap<>(MOST, 0.75f, true);

    /** Two files as they are at a moment. */
    private record Key(Path first, long firstSize, long firstTime, Path second, long secondSize, long secondTime) {
        static Key of(Path first, Path second) throws IOException {
            return new Key(
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
     * @param most the most numbers that are read of each
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when they can't be compared row by row
     */
    Comparison of(Path first, Path second, long most) throws IOException {
        Key key = Key.of(first, second);
        synchronized (last) {
            Comparison known = last.get(key);
            if (known != null) {
                return known;
            }
        }
        Comparison made = TwoModels.rowByRow(OutcomesFile.read(first, most), OutcomesFile.read(second, most));
        synchronized (last) {
            last.put(key, made);
            if (last.size() > MOST) {
                last.remove(last.keySet().iterator().next());
            }
        }
        return made;
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of several files that are read together.
 *
 * @param columns those that all have, in the order of the first file
 * @param leftOut those that only some have
 */
record SharedColumns(List<String> columns, Set<String> leftOut) {
    /**
     * Those of some files; rows' indexes without a name are none.
     *
     * @param ignored columns that need not be in each
     * @throws UserError when another column is not in each
     */
    static SharedColumns of(List<CsvCursor> files, Set<String> ignored) {
        Set<String> leftOut = new HashSet<>();
        for (CsvCursor file : files) {
            for (String column : file.named()) {
                if (files.stream().anyMatch(other -> !other.own().contains(column))) {
                    if (!ignored.contains(column)) {
                        throw missing(column, files);
                    }
                    leftOut.add(column);
                }
            }
        }
        List<String> columns = files.get(0).named().stream()
                .filter(column -> !leftOut.contains(column))
                .toList();
        return new SharedColumns(columns, leftOut);
    }

    /** An error about a column that one of the files has and another has not. */
    static UserError missing(String column, List<CsvCursor> files) {
        CsvCursor having = first(column, files, true);
        CsvCursor lacking = first(column, files, false);
        String near =
                NearNames.near(column, lacking.own()).isEmpty() ? "" : " " + NearNames.hint(column, lacking.own());
        return new UserError(lacking.name() + ": there is no column \"" + CsvProblems.clip(column) + "\", which "
                + having.name() + " has." + near + " Files that are validated together have the same columns, in any"
                + " order; one that plays no part may be left out by name (ignore).");
    }

    private static CsvCursor first(String column, List<CsvCursor> files, boolean having) {
        return files.stream()
                .filter(file -> file.own().contains(column) == having)
                .findFirst()
                .orElseThrow();
    }
}

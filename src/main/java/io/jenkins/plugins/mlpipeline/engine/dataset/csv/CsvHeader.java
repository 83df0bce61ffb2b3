package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a header line and finds columns by name. */
public final class CsvHeader {
    /** Most columns of a file. */
    static final int MAX_COLUMNS = 100_000;
    /** Most characters of a column's name. */
    static final int MAX_NAME = 1_000;

    /** The name of a first column without one. */
    private static final String INDEX = "";

    private CsvHeader() {}

    /** Whether the first column has no name, as pandas writes its row index. */
    static boolean hasIndex(List<String> header) {
        return !header.isEmpty() && header.get(0).equals(INDEX);
    }

    /** The columns with a name. */
    static List<String> named(List<String> header) {
        return hasIndex(header) ? header.subList(1, header.size()) : header;
    }

    /** Takes a column without a name out. */
    public static void withoutIndex(Set<String> columns) {
        columns.remove(INDEX);
    }

    /**
     * The column names of a header record.
     *
     * @param declared whether the delimiter was declared, not detected
     * @throws UserError when a name is empty, too long or there twice, or when the delimiter seems to be another one
     */
    static List<String> of(CsvParser record, String file, CsvFormat format, boolean declared) {
        if (record.count() > MAX_COLUMNS) {
            throw new UserError(file + ": the header has more than " + MAX_COLUMNS
                    + " columns, which is the most that is read. Leave columns out.");
        }
        List<String> names = new ArrayList<>(record.count());
        Map<String, Integer> seen = new HashMap<>();
        String at = file + ": line " + record.line() + ": ";
        for (int i = 0; i < record.count(); i++) {
            String name = record.text(i);
            if (name.length() > MAX_NAME) {
                throw new UserError(at + "the name of column " + (i + 1) + " is longer than " + MAX_NAME
                        + " characters; is a quote left open, or the header line missing?");
            }
            if (name.indexOf('\0') >= 0) {
                throw new UserError(at + "the header contains a zero character, so the file is not " + format.charset()
                        + " text. Declare its charset (UTF-16LE, UTF-16BE), or name a CSV file.");
            }
            if (name.isBlank() && i == 0 && record.count() > 1) {
                names.add(INDEX);
                seen.put(INDEX, 0);
                continue;
            }
            if (name.isBlank()) {
                throw new UserError(at + "the header has no name for column " + (i + 1)
                        + ". Name every column (pandas: to_csv(..., index=False) leaves the row index out).");
            }
            Integer before = seen.put(name, i);
            if (before != null) {
                throw new UserError(at + "two columns have the name \"" + CsvProblems.clip(name) + "\" ("
                        + (before + 1) + " and " + (i + 1)
                        + "). Rename one; if this line is data already, put a header line before it.");
            }
            names.add(name);
        }
        if (declared && names.size() == 1 && !record.quoted()) {
            char likely = CsvFormat.detect(names.get(0));
            if (names.get(0).indexOf(likely) >= 0) {
                throw new UserError(at + "with the delimiter " + CsvFormat.show(format.delimiter())
                        + " the header has one column, \"" + CsvProblems.clip(names.get(0))
                        + "\". Is the delimiter " + CsvFormat.show(likely)
                        + "? Declare that, or leave the delimiter out to have it detected.");
            }
        }
        return List.copyOf(names);
    }

    /**
     * The position of a column.
     *
     * @throws UserError when there is none of that name, with near names
     */
    public static int position(List<String> header, String column, String file) {
        int position = header.indexOf(column);
        if (position < 0) {
            throw new UserError(file + ": there is no column \"" + column + "\". " + NearNames.hint(column, header)
                    + (!header.isEmpty() && header.get(0).startsWith("#") ? " " + CsvProblems.COMMENTS : ""));
        }
        return position;
    }
}

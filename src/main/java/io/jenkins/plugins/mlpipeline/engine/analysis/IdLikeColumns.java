package io.jenkins.plugins.mlpipeline.engine.analysis;

import io.jenkins.plugins.mlpipeline.engine.dataset.LongColumn;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Columns that are called as what names a customer, a patient or a device. Where several rows have one value there, rows go together
 * and are no evidence each of its own. Keeps 8 bytes a row for each such column, of {@value #MOST_COLUMNS} at most.
 */
public final class IdLikeColumns {
    private static final int MOST_COLUMNS = 4;
    private static final int FEWEST_ROWS = 100;
    private static final int FEWEST_VALUES = 10;
    /** Fewer rows for each value are no groups worth a word. */
    private static final double FEWEST_EACH = 1.5;

    private static final int MISSING = 0;
    /** Where one word of a name ends and the next begins. */
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]++|(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Set<String> IDS = Set.of("id", "ids", "uid", "uuid", "guid", "key");
    private static final Set<String> WHO = Set.of(
            "account",
            "borrower",
            "client",
            "customer",
            "device",
            "household",
            "machine",
            "member",
            "participant",
            "patient",
            "person",
            "session",
            "subject",
            "user",
            "visitor");

    private final List<String> header;
    private final int[] positions;
    private final List<LongColumn> seen = new ArrayList<>();

    private IdLikeColumns(List<String> header, int[] positions) {
        this.header = header;
        this.positions = positions;
        for (int i = 0; i < positions.length; i++) {
            seen.add(new LongColumn());
        }
    }

    /**
     * Those of a file.
     *
     * @param groups whether the groups of rows are declared, so that nothing is to be looked for
     * @param label the column to predict, whose values are no ids
     * @param rowId the column that names a row; null without one
     */
    public static IdLikeColumns of(List<String> header, boolean groups, String label, String rowId) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < header.size() && !groups && positions.size() < MOST_COLUMNS; i++) {
            String name = header.get(i);
            if (isIdLike(name) && !name.equals(label) && !name.equals(rowId)) {
                positions.add(i);
            }
        }
        return new IdLikeColumns(
                header, positions.stream().mapToInt(Integer::intValue).toArray());
    }

    static boolean isIdLike(String name) {
        String[] words = WORDS.split(name.strip());
        String last = words.length == 0 ? "" : words[words.length - 1].toLowerCase(Locale.ROOT);
        return IDS.contains(last) || words.length == 1 && WHO.contains(last);
    }

    /** How many numbers a row leaves. */
    public int width() {
        return positions.length;
    }

    /** Notes what a row has there, from {@code at} on. Several threads may. */
    public void look(RowCursor row, long[] cells, int at) {
        for (int i = 0; i < positions.length; i++) {
            cells[at + i] = row.isMissing(positions[i]) ? MISSING : row.hash(positions[i]);
        }
    }

    /** Takes what was noted of a row; for one thread at a time. */
    public void add(long[] cells, int at) {
        for (int i = 0; i < positions.length; i++) {
            if (cells[at + i] != MISSING) {
                seen.get(i).add(cells[at + i]);
            }
        }
    }

    /** A sentence about the column of which most rows share a value, where there is one. */
    public Optional<String> warning() {
        int best = -1;
        int bestValues = 0;
        double most = FEWEST_EACH;
        for (int i = 0; i < positions.length; i++) {
            int rows = seen.get(i).size();
            int values = rows < FEWEST_ROWS ? 0 : distinct(seen.get(i).sorted());
            if (values >= FEWEST_VALUES && rows >= most * values) {
                best = i;
                bestValues = values;
                most = (double) rows / values;
            }
        }
        return best < 0
                ? Optional.empty()
                : Optional.of(
                        warning(header.get(positions[best]), seen.get(best).size(), bestValues));
    }

    private static String warning(String name, int rows, int values) {
        return Figures.count(rows) + " rows have " + Figures.count(values) + " values of \"" + name
                + "\", so they may go together as those of one customer do, and every bound would be too narrow. If they do,"
                + " name the column (validate.groups, --groups).";
    }

    private static int distinct(long[] sorted) {
        int values = 0;
        for (int i = 0; i < sorted.length; i++) {
            values += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return values;
    }
}

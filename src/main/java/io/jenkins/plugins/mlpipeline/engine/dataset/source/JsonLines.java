package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Lines: one object a line, UTF-8. Columns are the names of all objects, in the order in which they come; a field in a
 * nested object is named with dots ({@code scores.good}), lists are left out. The file is read twice, once for the names.
 */
final class JsonLines implements TableSource {
    private static final List<String> NAMES = List.of(".jsonl", ".ndjson", ".json");
    private static final int MOST_COLUMNS = 20_000;

    private final Unpacked in;
    private final Text text;

    JsonLines(Packed file, Collection<String> needed) throws IOException {
        Map<String, Integer> columns = columns(file, needed);
        this.in = file.open();
        this.text = new Text(new JsonRows(file.file().toString(), in), columns);
    }

    /** Whether a file is JSON Lines by its name. */
    static boolean isNamed(String name) {
        return NAMES.stream().anyMatch(name::endsWith);
    }

    /** Whether a file begins with an object that has a key, as no header of a CSV file does. */
    static boolean begins(Packed file) throws IOException {
        try (InputStream in = file.open()) {
            int c = skipBlanks(in);
            return c == '{' && skipBlanks(in) == '"';
        }
    }

    private static int skipBlanks(InputStream in) throws IOException {
        int c = in.read();
        for (int i = 0; i < FileKind.HEAD && (c == ' ' || c == '\t' || c == '\r' || c == '\n'); i++) {
            c = in.read();
        }
        return c;
    }

    private static Map<String, Integer> columns(Packed file, Collection<String> needed) throws IOException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        String name = file.file().toString();
        try (InputStream in = file.open()) {
            JsonRows rows = new JsonRows(name, in);
            while (rows.next()) {
                for (String field : rows.fields().keySet()) {
                    columns.putIfAbsent(field, columns.size());
                }
                if (columns.size() > MOST_COLUMNS) {
                    throw new UserError(name + ": line " + rows.line() + ": there are more than " + MOST_COLUMNS
                            + " fields, which is the most that is read. Leave fields out.");
                }
                for (String field : needed) {
                    if (!rows.fields().containsKey(field)) {
                        throw new UserError(name + ": line " + rows.line() + ": there is no field \"" + field + "\". "
                                + NearNames.hint(
                                        field, new ArrayList<>(rows.fields().keySet())));
                    }
                }
            }
            if (rows.line() == 0 || columns.isEmpty()) {
                throw new UserError(name + ": there are no rows; a JSON object a line is expected.");
            }
        }
        return columns;
    }

    @Override
    public InputStream text() {
        return text;
    }

    @Override
    public boolean isMade() {
        return true;
    }

    @Override
    public String digest() throws IOException {
        return in.digest();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The rows as text. */
    private static final class Text extends RowText {
        private final JsonRows rows;
        private final Map<String, Integer> columns;
        private boolean begun;
        private long line;

        Text(JsonRows rows, Map<String, Integer> columns) {
            this.rows = rows;
            this.columns = columns;
        }

        @Override
        boolean more() throws IOException {
            if (!begun) {
                begun = true;
                columns.keySet().forEach(this::cell);
                endRecord();
                return true;
            }
            if (!rows.next()) {
                return false;
            }
            // So that a row stands on the line that it has in the file.
            while (++line < rows.line()) {
                endLine();
            }
            String[] cells = new String[columns.size()];
            rows.fields().forEach((name, value) -> {
                Integer column = columns.get(name);
                if (column != null) {
                    cells[column] = value;
                }
            });
            for (String cell : cells) {
                cell(cell);
            }
            endRecord();
            return true;
        }
    }
}

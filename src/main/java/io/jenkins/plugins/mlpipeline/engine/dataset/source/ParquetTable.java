package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parquet: one file, or a folder of part files as Spark and pandas write them, whose folders may be values of columns
 * ({@code kind=red/part-0.parquet}). The rows come in the order of the files' paths; columns are those of all parts. Nested
 * columns and pandas' nameless row index are left out, and said.
 */
final class ParquetTable implements TableSource {
    private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";
    private static final String INDEX = "__index_level_0__";

    private final Path file;
    private final boolean isOfFolder;
    private final List<Part> parts;
    private final List<String> notes = new ArrayList<>();
    private final PartEnds ends = new PartEnds();
    private final Text text;

    /**
     * A file of rows.
     *
     * @param values columns whose value stands in the path
     * @param state size and time of the last change
     */
    private record Part(Path file, Map<String, String> values, String state) {}

    ParquetTable(Path file) throws IOException {
        this.file = file;
        this.isOfFolder = Files.isDirectory(file);
        this.parts = isOfFolder ? parts(file) : List.of(new Part(file, Map.of(), state(file)));
        this.text = new Text(columns());
    }

    private ParquetTable(Path file, Part part, List<String> columns) {
        this.file = file;
        this.isOfFolder = true;
        this.parts = List.of(part);
        this.text = new Text(columns);
    }

    /**
     * One file of a folder.
     *
     * @param name its path below it
     * @param columns those of all files
     */
    static ParquetTable part(Path folder, String name, List<String> columns) throws IOException {
        Path file = folder.resolve(name);
        return new ParquetTable(file, new Part(file, values(folder, file), state(file)), columns);
    }

    private static List<Part> parts(Path folder) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (String name : PartFiles.PARQUET.in(folder)) {
            Path path = folder.resolve(name);
            parts.add(new Part(path, values(folder, path), state(path)));
        }
        return parts;
    }

    private static Map<String, String> values(Path folder, Path path) {
        Map<String, String> values = new LinkedHashMap<>();
        Path folders = folder.relativize(path).getParent();
        for (Path step : folders == null ? List.<Path>of() : folders) {
            String name = step.toString();
            int equals = name.indexOf('=');
            if (equals > 0) {
                String value = decoded(name.substring(equals + 1));
                values.put(decoded(name.substring(0, equals)), NO_VALUE.equals(value) ? null : value);
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String state(Path file) throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file);
    }

    /** The columns of all parts, those of the paths last. */
    private List<String> columns() throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        Set<String> nested = new LinkedHashSet<>();
        Set<String> ofPaths = new LinkedHashSet<>();
        for (Part part : parts) {
            try (ParquetRows rows = new ParquetRows(part.file)) {
                columns.addAll(rows.columns());
                nested.addAll(rows.nested());
            }
            ofPaths.addAll(part.values.keySet());
        }
        if (!nested.isEmpty()) {
            notes.add("columns that are nested are left out: " + FileKind.shown(List.copyOf(nested)) + ".");
        }
        if (columns.remove(INDEX)) {
            notes.add("the row index of pandas, which has no name, is left out.");
        }
        columns.addAll(ofPaths);
        if (columns.isEmpty()) {
            throw new UserError(
                    file + ": has no column that is not nested. Write the rows with a column for each value.");
        }
        return List.copyOf(columns);
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
    public long nextPartEnd(long position) {
        return isOfFolder ? ends.next(position) : Long.MAX_VALUE;
    }

    @Override
    public boolean isOfFolder() {
        return isOfFolder;
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public String digest() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Part part : parts) {
            String digest = Digest.ofFile(part.file);
            if (!state(part.file).equals(part.state)) {
                throw new UserError(part.file + ": the file changed while it was read. Run again when it is complete.");
            }
            digests.put(PartFiles.relative(file, part.file), digest);
        }
        return Files.isDirectory(file)
                ? Digest.ofListing(digests)
                : digests.values().iterator().next();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** The rows of all parts. */
    private final class Text extends RowText {
        private static final int AT_ONCE = 64;

        private final List<String> columns;
        private boolean begun;
        private int next;
        private Part part;
        private ParquetRows rows;

        Text(List<String> columns) {
            this.columns = columns;
        }

        @Override
        boolean more() throws IOException {
            if (!begun) {
                begun = true;
                columns.forEach(this::cell);
                endRecord();
                return true;
            }
            if (!toRow()) {
                return false;
            }
            for (int i = 0; i < AT_ONCE && rows != null; i++) {
                row();
            }
            return true;
        }

        /** Opens files until one has a row. */
        private boolean toRow() throws IOException {
            while (rows == null && next < parts.size()) {
                part = parts.get(next++);
                rows = new ParquetRows(part.file);
                rows.select(columns);
                toNext();
            }
            return rows != null;
        }

        private void toNext() throws IOException {
            if (!rows.next()) {
                close();
            }
        }

        private void row() throws IOException {
            for (int i = 0; i < columns.size(); i++) {
                cell(part.values.containsKey(columns.get(i)) ? part.values.get(columns.get(i)) : rows.text(i));
            }
            endRecord();
            toNext();
            if (rows == null) {
                ends.add(written());
            }
        }

        @Override
        public void close() throws IOException {
            if (rows != null) {
                rows.close();
                rows = null;
            }
        }
    }
}

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Parquet: one file, or a folder of part files as Spark and pandas write them, whose folders may be values of columns
 * ({@code kind=red/part-0.parquet}). The rows come in the order of the files' paths; columns are those of all parts. Nested
 * columns and pandas' nameless row index are left out, and said.
 */
final class ParquetTable implements TableSource {
    private static final String END = ".parquet";
    private static final int MOST_PARTS = 100_000;
    private static final int DEPTH = 32;
    private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";
    private static final String INDEX = "__index_level_0__";

    private final Path file;
    private final List<Part> parts;
    private final List<String> notes = new ArrayList<>();
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
        this.parts = Files.isDirectory(file) ? parts(file) : List.of(new Part(file, Map.of(), state(file)));
        this.text = new Text(columns());
    }

    /** Whether a folder holds Parquet files. */
    static boolean isFolderOfParts(Path folder) throws IOException {
        try (Stream<Path> files = Files.find(folder, DEPTH, (path, attributes) -> isPart(folder, path))) {
            return files.findAny().isPresent();
        }
    }

    /** Files of other names, such as {@code _SUCCESS} and {@code .part-0.parquet.crc}, are no parts. */
    private static boolean isPart(Path folder, Path path) {
        for (Path step : folder.relativize(path)) {
            String name = step.toString();
            if (name.startsWith("_") || name.startsWith(".")) {
                return false;
            }
        }
        return path.toString().toLowerCase(Locale.ROOT).endsWith(END) && Files.isRegularFile(path);
    }

    private static List<Part> parts(Path folder) throws IOException {
        Map<String, Path> sorted = new TreeMap<>();
        try (Stream<Path> files = Files.find(folder, DEPTH, (path, attributes) -> isPart(folder, path))) {
            files.limit(MOST_PARTS + 1L).forEach(path -> sorted.put(relative(folder, path), path));
        }
        if (sorted.size() > MOST_PARTS) {
            throw new UserError(folder + ": has more than " + MOST_PARTS
                    + " Parquet files, which is the most that is read. Write the rows into fewer.");
        }
        List<Part> parts = new ArrayList<>();
        for (Path path : sorted.values()) {
            parts.add(new Part(path, values(folder, path), state(path)));
        }
        return parts;
    }

    private static String relative(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    private static Map<String, String> values(Path folder, Path path) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Path step : folder.relativize(path).getParent() == null
                ? List.<Path>of()
                : folder.relativize(path).getParent()) {
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
            digests.put(relative(file, part.file), digest);
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
            for (int i = 0; i < AT_ONCE; i++) {
                if (!row()) {
                    return i > 0;
                }
            }
            return true;
        }

        private boolean row() throws IOException {
            while (rows == null || !rows.next()) {
                close();
                if (next == parts.size()) {
                    return false;
                }
                part = parts.get(next++);
                rows = new ParquetRows(part.file);
                rows.select(columns);
            }
            for (int i = 0; i < columns.size(); i++) {
                cell(part.values.containsKey(columns.get(i)) ? part.values.get(columns.get(i)) : rows.text(i));
            }
            endRecord();
            return true;
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

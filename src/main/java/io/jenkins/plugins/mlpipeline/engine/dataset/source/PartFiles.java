package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files of a folder are its rows. Files of other names, such as {@code _SUCCESS} and {@code .part-0.parquet.crc}, are none. */
enum PartFiles {
    PARQUET("Parquet", Names.PARQUET),
    /** As Spark writes them, compressed or not. */
    CSV("CSV", Names.CSV);

    private static final int MOST = 100_000;
    private static final int DEPTH = 32;

    private final String format;
    private final Pattern name;

    PartFiles(String format, Pattern name) {
        this.format = format;
        this.name = name;
    }

    /** Whether a file is one by its name. */
    boolean named(String part) {
        return name.matcher(part.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Their paths below the folder, in the order of their rows.
     *
     * @throws UserError when they are too many
     */
    List<String> in(Path folder) throws IOException {
        TreeSet<String> sorted = new TreeSet<>();
        try (Stream<Path> files = Files.find(folder, DEPTH, (path, attributes) -> isPart(folder, path))) {
            files.limit(MOST + 1L).forEach(path -> sorted.add(relative(folder, path)));
        }
        if (sorted.size() > MOST) {
            throw new UserError(folder + ": has more than " + MOST + " " + format
                    + " files, which is the most that is read. Write the rows into fewer.");
        }
        return List.copyOf(sorted);
    }

    private boolean isPart(Path folder, Path path) {
        for (Path step : folder.relativize(path)) {
            String called = step.toString();
            if (called.startsWith("_") || called.startsWith(".")) {
                return false;
            }
        }
        return named(String.valueOf(path.getFileName())) && Files.isRegularFile(path);
    }

    /** What the names of files end with. */
    private static final class Names {
        private static final Pattern PARQUET = Pattern.compile(".*\\.parquet");
        private static final Pattern CSV = Pattern.compile(".*\\.(csv|tsv)(\\.(gz|gzip|zst|zstd|bz2))?");

        private Names() {}
    }

    static String relative(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A folder of CSV files as Spark writes them, each with the same header line: the text of the first one, then the rows of the
 * others in the order of their paths.
 */
final class CsvFolder implements TableSource {
    /** Most bytes of a header line. */
    private static final int MOST_HEADER = 1 << 24;

    private static final int BUFFER = 1 << 16;
    private static final int[][] WIDE = {{0xFE, 0xFF}, {0xFF, 0xFE}};

    private final Path folder;
    private final List<String> parts;
    private final TreeMap<String, String> digests = new TreeMap<>();
    private final Text text = new Text();

    /**
     * @param folder a folder, or the one file that is meant
     * @param parts paths below the folder, in order; an empty one for the file itself
     */
    CsvFolder(Path folder, List<String> parts) throws IOException {
        this.folder = folder;
        this.parts = parts;
        text.open();
    }

    static UserError none(Path folder) {
        return new UserError(
                folder + ": is a folder in which there is no Parquet file (*.parquet) and no CSV file (*.csv,"
                        + " *.csv.gz). Name a file, or a folder of such files.");
    }

    @Override
    public InputStream text() {
        return text;
    }

    @Override
    public boolean isMade() {
        return false;
    }

    @Override
    public long nextPartEnd(long position) {
        return text.ends.next(position);
    }

    @Override
    public boolean isOfFolder() {
        return true;
    }

    @Override
    public String digest() throws IOException {
        return digests.containsKey("") ? digests.get("") : Digest.ofListing(digests);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** The text of all files; a read gives bytes of one file alone. */
    private final class Text extends InputStream {
        private int next;
        /** Null before the first and behind the last. */
        private Unpacked raw;

        private PushbackInputStream in;
        private String part;
        /** Of the first file, with its end; empty before it was read. */
        private byte[] header = {};
        /** Header bytes of the first file that were not given yet. */
        private int headerLeft;

        private boolean endsWithLine;
        /** Bytes that were read. */
        private long given;

        private final PartEnds ends = new PartEnds();

        void open() throws IOException {
            part = parts.get(next++);
            Path file = part.isEmpty() ? folder : folder.resolve(part);
            Packed packed = Packed.of(file);
            try (InputStream head = packed.open()) {
                FileKind.require(file, head, packed.isPacked());
            }
            raw = packed.open();
            in = new PushbackInputStream(raw, 1);
            endsWithLine = true;
            byte[] line = headerLine(file);
            if (header.length == 0) {
                header = line;
                headerLeft = line.length;
            } else if (!Arrays.equals(header, line)) {
                throw new UserError(
                        file + ": its first line is not that of " + folder.resolve(parts.get(0))
                                + ". Write all files of a folder with the same header line (in Spark: option(\"header\", true)).");
            }
        }

        /** The first line with its end. */
        private byte[] headerLine(Path file) throws IOException {
            byte[] line = new byte[BUFFER];
            int size = 0;
            int b = in.read();
            while (b >= 0) {
                if (size == line.length) {
                    line = Arrays.copyOf(line, 2 * size);
                }
                line[size++] = (byte) b;
                if (b == '\n' || size == MOST_HEADER) {
                    break;
                }
                b = in.read();
            }
            for (int[] wide : WIDE) {
                if (FileKind.startsWith(line, wide)) {
                    throw new UserError(
                            file + ": is UTF-16, which is not read in a folder of files. Write the files in UTF-8.");
                }
            }
            if (b != '\n') {
                line = Arrays.copyOf(line, size + 1);
                line[size++] = '\n';
            }
            return Arrays.copyOf(line, size);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (headerLeft > 0) {
                int n = Math.min(headerLeft, length);
                System.arraycopy(header, header.length - headerLeft, target, offset, n);
                headerLeft -= n;
                given += n;
                return n;
            }
            while (raw != null || next < parts.size()) {
                if (raw == null) {
                    open();
                }
                int n = in.read(target, offset, length);
                if (n > 0) {
                    given += n;
                    endsWithLine = target[offset + n - 1] == '\n';
                    end();
                    return n;
                }
                if (!endsWithLine) {
                    // The next file's first row begins a line.
                    endsWithLine = true;
                    target[offset] = '\n';
                    given++;
                    over();
                    return 1;
                }
                over();
            }
            return -1;
        }

        /** Looks whether the file goes on. */
        private void end() throws IOException {
            int b = in.read();
            if (b >= 0) {
                in.unread(b);
            } else if (endsWithLine) {
                over();
            }
        }

        private void over() throws IOException {
            digests.put(part, Objects.requireNonNull(raw).digest());
            ends.add(given);
            close();
        }

        @Override
        public void close() throws IOException {
            if (raw != null) {
                in.close();
                raw.close();
                raw = null;
            }
        }
    }
}

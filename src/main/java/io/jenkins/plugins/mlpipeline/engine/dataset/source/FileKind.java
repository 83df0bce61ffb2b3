package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Files that are no CSV and are known by their first bytes; each with what to do. */
enum FileKind {
    PICKLE("a pickle", Ways.PICKLE, new int[] {0x80, 2}, new int[] {0x80, 3}, new int[] {0x80, 4}, new int[] {0x80, 5}),
    SQLITE(
            "an SQLite database",
            "Write the rows that you mean as CSV: sqlite3 -header -csv FILE \"select ...\" > rows.csv",
            bytes("SQLite format 3\0")),
    HDF5("an HDF5 file", Ways.of("read_hdf"), new int[] {0x89, 'H', 'D', 'F'}),
    FEATHER("a Feather (Arrow) file", Ways.of("read_feather"), bytes("ARROW1"), bytes("FEA1")),
    AVRO("an Avro file", "Write its rows as CSV or JSON Lines: avro-tools tojson FILE > rows.jsonl", bytes("Obj\1")),
    ORC("an ORC file", Ways.of("read_orc"), bytes("ORC")),
    /** Read where it is not compressed as a whole. */
    PARQUET("a Parquet file", Ways.UNPACK, bytes("PAR1")),
    PARQUET_ENCRYPTED("an encrypted Parquet file", Ways.of("read_parquet"), bytes("PARE")),
    NUMPY(
            "a NumPy array",
            "It has no column names. Write it with names: pandas.DataFrame(numpy.load(FILE), columns=[...])"
                    + ".to_csv(\"rows.csv\", index=False)",
            new int[] {0x93, 'N', 'U', 'M', 'P', 'Y'}),
    EXCEL("an old Excel workbook (.xls)", Ways.of("read_excel"), new int[] {0xD0, 0xCF, 0x11, 0xE0}),
    STATA("a Stata file", Ways.of("read_stata"), bytes("<stata_dta>")),
    SAS("a SAS transport file", Ways.of("read_sas"), bytes("HEADER RECORD***")),
    R_DATA(
            "a file of R",
            "Write its rows as CSV: write.csv(readRDS(FILE), \"rows.csv\", row.names=FALSE)",
            bytes("RDX2\n"),
            bytes("RDX3\n"),
            bytes("X\n\0\0\0")),
    PDF("a PDF", "Name the file of the rows.", bytes("%PDF-")),
    XZ("compressed with xz", Ways.UNPACK, new int[] {0xFD, '7', 'z', 'X', 'Z', 0}),
    SEVEN_ZIP("a 7z archive", Ways.UNPACK, new int[] {'7', 'z', 0xBC, 0xAF}),
    LZ4("compressed with lz4", Ways.UNPACK, new int[] {0x04, 0x22, 0x4D, 0x18}),
    RAR("a RAR archive", Ways.UNPACK, bytes("Rar!")),
    GZIP("compressed twice", Ways.UNPACK, new int[] {0x1F, 0x8B}),
    ZIP("a zip archive", Ways.UNPACK, new int[] {'P', 'K', 3, 4}),
    GIT_LFS("a pointer of Git LFS, not the file itself", "Fetch it: git lfs pull", bytes("version https://git-lfs")),
    WEB_PAGE(
            "a web page, not the file that was asked for",
            "Download the file itself; a login may be needed.",
            bytes("<!DOCTYPE html"),
            bytes("<!doctype html"),
            bytes("<html"));

    /** Bytes that tell what a file is. */
    static final int HEAD = 32;

    private final String what;
    private final String way;
    private final int[][] magic;

    FileKind(String what, String way, int[]... magic) {
        this.what = what;
        this.way = way;
        this.magic = magic;
    }

    /**
     * Refuses what is no text.
     *
     * @param in at its beginning
     * @param packed whether it was compressed
     * @throws UserError that says what it is and what to do
     */
    static void require(Path file, InputStream in, boolean packed) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        for (FileKind kind : values()) {
            for (int[] begin : kind.magic) {
                if (startsWith(head, begin)) {
                    throw new UserError(file + ": is " + (packed ? "compressed, and in it is " : "") + kind.what
                            + ", which is not read. " + kind.way.replace("FILE", "\"" + file.getFileName() + "\"")
                            + (kind.way.endsWith(".") ? "" : "."));
                }
            }
        }
    }

    /** Whether a file is Parquet by its first bytes. */
    static boolean isParquet(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return startsWith(in.readNBytes(HEAD), PARQUET.magic[0]);
        }
    }

    /** What an archive with these files is, when it is none of rows; else null. */
    static String archive(List<String> members) {
        if (members.contains("[Content_Types].xml")) {
            return "is an Office document, which is not read. Save the sheet as CSV (UTF-8), and name that file.";
        }
        if (members.stream().anyMatch(name -> name.endsWith("/data.pkl") || "data.pkl".equals(name))) {
            return "is a file of PyTorch, which holds a model or tensors, not rows. Write the rows as CSV, and name that file.";
        }
        return !members.isEmpty() && members.stream().allMatch(name -> name.endsWith(".npy"))
                ? "is an archive of NumPy arrays (.npz), which have no column names. Write the rows as CSV with names, and"
                        + " name that file."
                : null;
    }

    static boolean startsWith(byte[] head, int... begin) {
        if (head.length < begin.length) {
            return false;
        }
        for (int i = 0; i < begin.length; i++) {
            if ((head[i] & 0xFF) != begin[i]) {
                return false;
            }
        }
        return true;
    }

    /** Strangers' texts as one line. */
    static String shown(List<String> texts) {
        return texts.stream()
                .map(text -> text.length() > Ways.MOST ? text.substring(0, Ways.MOST) + "..." : text)
                .map(text -> text.replaceAll("\\p{Cntrl}", " "))
                .collect(Collectors.joining(", "));
    }

    private static int[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        return values;
    }

    /** What to do instead. */
    private static final class Ways {
        private static final int MOST = 80;
        private static final String UNPACK =
                "Unpack it, and name the file in it; gz, zst, bz2 and zip are read as they are.";
        private static final String PICKLE =
                "It can run code when it is opened, so nobody else's should be. Who made it writes"
                        + " the rows as CSV or Parquet: frame.to_csv(\"rows.csv\", index=False).";

        private Ways() {}

        private static String of(String reader) {
            return "Write its rows as CSV: pandas." + reader + "(FILE).to_csv(\"rows.csv\", index=False)";
        }
    }
}

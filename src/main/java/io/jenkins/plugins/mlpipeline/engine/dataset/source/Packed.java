package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.airlift.compress.zstd.ZstdInputStream;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * A file that may be compressed, told by its first bytes, whatever its name.
 *
 * @param file the file
 * @param compression how it is compressed
 * @param name the name of what is in it, in lower case
 */
record Packed(Path file, Compression compression, String name) {
    private static final int BUFFER = 1 << 16;
    private static final String EXTRAS = "__MACOSX/";
    private static final int SHOWN = 5;

    /** How bytes are compressed. */
    enum Compression {
        NONE,
        GZIP,
        ZSTD,
        BZIP2,
        ZIP
    }

    /**
     * Looks at a file.
     *
     * @throws UserError for an archive that does not hold one file
     */
    static Packed of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(FileKind.HEAD);
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (FileKind.startsWith(head, 0x1F, 0x8B)) {
            return new Packed(file, Compression.GZIP, without(name, ".gz", ".gzip"));
        }
        if (FileKind.startsWith(head, 0x28, 0xB5, 0x2F, 0xFD)) {
            return new Packed(file, Compression.ZSTD, without(name, ".zst", ".zstd"));
        }
        if (FileKind.startsWith(head, 'B', 'Z', 'h') && head.length > 9 && head[4] == 0x31 && head[5] == 0x41) {
            return new Packed(file, Compression.BZIP2, without(name, ".bz2"));
        }
        return FileKind.startsWith(head, 'P', 'K', 3, 4)
                ? new Packed(file, Compression.ZIP, member(file).toLowerCase(Locale.ROOT))
                : new Packed(file, Compression.NONE, name);
    }

    /** A file that is not looked at. */
    static Packed plain(Path file) {
        return new Packed(file, Compression.NONE, "");
    }

    boolean isPacked() {
        return compression != Compression.NONE;
    }

    /** Opens it anew. */
    Unpacked open() throws IOException {
        RawBytes raw = new RawBytes(Files.newInputStream(file));
        try {
            return new Unpacked(file, raw, unpack(raw), isPacked());
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw Unpacked.damaged(file, e);
        }
    }

    private InputStream unpack(RawBytes raw) throws IOException {
        return switch (compression) {
            case NONE -> raw;
            case GZIP -> new GZIPInputStream(raw, BUFFER);
            case ZSTD -> new ZstdInputStream(raw);
            case BZIP2 -> new BZip2CompressorInputStream(raw, true);
            case ZIP -> zip(raw);
        };
    }

    private static InputStream zip(RawBytes raw) throws IOException {
        ZipInputStream zip = new ZipInputStream(raw);
        ZipEntry entry = zip.getNextEntry();
        while (entry != null && isNone(entry)) {
            entry = zip.getNextEntry();
        }
        if (entry == null) {
            throw new ZipException("the file in it is not found");
        }
        return zip;
    }

    private static String without(String name, String... ends) {
        for (String end : ends) {
            if (name.endsWith(end)) {
                return name.substring(0, name.length() - end.length());
            }
        }
        return name;
    }

    private static boolean isNone(ZipEntry entry) {
        return entry.isDirectory() || entry.getName().startsWith(EXTRAS);
    }

    /** The name of the one file in an archive. */
    private static String member(Path file) throws IOException {
        List<String> members;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            members = zip.stream()
                    .filter(entry -> !isNone(entry))
                    .map(ZipEntry::getName)
                    .toList();
        } catch (ZipException e) {
            throw Unpacked.damaged(file, e);
        }
        String known = FileKind.archive(members);
        if (known != null) {
            throw new UserError(file + ": " + known);
        }
        if (members.size() != 1) {
            throw new UserError(file + ": a zip archive with " + members.size() + " files"
                    + (members.isEmpty()
                            ? ""
                            : " (" + FileKind.shown(members.subList(0, Math.min(SHOWN, members.size())))
                                    + (members.size() > SHOWN ? ", ..." : "") + ")")
                    + "; one with one file of rows is read. Unpack it, and name the file.");
        }
        return members.get(0);
    }
}

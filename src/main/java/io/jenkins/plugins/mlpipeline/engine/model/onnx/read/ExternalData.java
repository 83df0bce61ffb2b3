package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The values of a model's constants that lie in files beside it, as PyTorch writes them. Each file is read once, hashed and kept in
 * memory, so that what is hashed is what is run. A path is a stranger's text: only the name of an ordinary file in the model's own
 * folder is followed, no link, and no place outside of that file.
 *
 * @param constants by name; outside of Java's heap
 * @param digests {@code sha256:<hex>} of each file by its name; empty when all values lie in the model's file
 * @param bytes of all files together
 */
public record ExternalData(Map<String, Constant> constants, SortedMap<String, String> digests, long bytes) {
    /** Nothing lies elsewhere. */
    public static final ExternalData NONE = new ExternalData(Map.of(), new TreeMap<>(), 0);

    private static final int MOST_FILES = 1000;
    private static final int LONGEST_NAME = 255;
    private static final int CHUNK = 1 << 20;
    private static final int SMALL = 1 << 12;

    /** ONNX' numbers of the element types that may lie elsewhere, and their bytes. */
    private static final Map<Long, Integer> SIZES =
            Map.of(1L, 4, 2L, 1, 3L, 1, 5L, 2, 6L, 4, 7L, 8, 9L, 1, 10L, 2, 11L, 8, 16L, 2);

    /**
     * The values of a constant.
     *
     * @param type ONNX' number of the element type
     * @param shape its dimensions
     * @param values little-endian
     */
    public record Constant(int type, long[] shape, ByteBuffer values) {}

    /** Values that are wanted of a file. */
    private record Region(String name, long offset, ByteBuffer into) {}

    /** Constants that are so small that they may be shapes; to be put into the model. */
    public Map<String, Constant> small() {
        return some(constant -> constant.values.capacity() <= SMALL);
    }

    /** All other constants. */
    public Map<String, Constant> large() {
        return some(constant -> constant.values.capacity() > SMALL);
    }

    private Map<String, Constant> some(Predicate<Constant> wanted) {
        Map<String, Constant> some = new LinkedHashMap<>(constants);
        some.values().removeIf(wanted.negate());
        return some;
    }

    /**
     * Reads the files.
     *
     * @throws UserError when a file is missing, is not an ordinary one beside the model, or is too short
     */
    public static ExternalData read(Path model, OnnxGraph graph) throws IOException {
        if (graph.external().isEmpty()) {
            return NONE;
        }
        Map<String, List<ExternalPlace.Tensor>> byFile = new TreeMap<>();
        for (ExternalPlace.Tensor tensor : graph.external()) {
            byFile.computeIfAbsent(name(model, tensor), file -> new ArrayList<>())
                    .add(tensor);
        }
        if (byFile.size() > MOST_FILES) {
            throw new UserError(model + ": keeps values in " + byFile.size() + " files; at most " + MOST_FILES
                    + " are read. Export the model with one file of external data.");
        }
        Map<String, Constant> constants = new LinkedHashMap<>();
        SortedMap<String, String> digests = new TreeMap<>();
        long bytes = 0;
        for (Map.Entry<String, List<ExternalPlace.Tensor>> file : byFile.entrySet()) {
            Path path = ordinary(model, file.getKey());
            long size = Files.size(path);
            List<Region> regions = new ArrayList<>();
            for (ExternalPlace.Tensor tensor : file.getValue()) {
                Region region = region(model, tensor, size);
                regions.add(region);
                long[] shape =
                        tensor.shape().stream().mapToLong(Long::longValue).toArray();
                constants.put(tensor.name(), new Constant((int) tensor.type(), shape, region.into));
            }
            digests.put(file.getKey(), fill(path, size, regions));
            bytes += size;
        }
        return new ExternalData(constants, digests, bytes);
    }

    /**
     * The digests of the files that a model keeps values in, without the values.
     *
     * @param model an ONNX file, which has been read
     * @throws UserError as for {@link #read}
     */
    public static SortedMap<String, String> digests(Path model, OnnxGraph graph) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        graph.external().forEach(tensor -> names.add(name(model, tensor)));
        return digests(model, names);
    }

    /** The same of files whose names are known. */
    static SortedMap<String, String> digests(Path model, SortedSet<String> names) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String name : names) {
            digests.put(name, Digest.ofFile(ordinary(model, name)));
        }
        return digests;
    }

    /** @throws UserError when a tensor names anything but a file beside the model */
    static String name(Path model, ExternalPlace.Tensor tensor) {
        String location = tensor.place().location();
        String name = location.startsWith("./") ? location.substring(2) : location;
        if (!PackageFiles.isName(name) || name.equals(String.valueOf(model.getFileName()))) {
            throw new UserError(model + ": keeps \"" + tensor.name() + "\" in the file \""
                    + shown(location)
                    + "\"; external data is read only from a file beside the model, in the same folder. Put"
                    + " it there with onnx.save(model, \"" + model.getFileName()
                    + "\", save_as_external_data=True, location=\"" + model.getFileName() + ".data\").");
        }
        return name;
    }

    private static String shown(String location) {
        return location.length() > LONGEST_NAME ? location.substring(0, LONGEST_NAME) + "..." : location;
    }

    private static Path ordinary(Path model, String name) {
        Path file = model.resolveSibling(name);
        if (Files.isSymbolicLink(file)) {
            throw new UserError(file + ": is a link, and " + model.getFileName()
                    + " keeps values there; only an ordinary file beside the model is read. Copy the file there.");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UserError(file + ": there is no such file, and " + model.getFileName()
                    + " keeps values in it (external data). Copy it beside the model, or export the model into one file;"
                    + " torch.onnx.export does with external_data=False.");
        }
        return file;
    }

    private static Region region(Path model, ExternalPlace.Tensor tensor, long size) {
        Integer width = SIZES.get(tensor.type());
        if (width == null || tensor.elements() < 0) {
            throw new UserError(model + ": keeps \"" + tensor.name()
                    + "\" in another file, with an element type that is not read from there. Export the model into one file;"
                    + " onnx.save does with save_as_external_data=False.");
        }
        long offset = number(model, tensor, tensor.place().offset(), 0);
        long length = number(model, tensor, tensor.place().length(), size - offset);
        boolean fits = offset >= 0
                && length >= 0
                && offset <= size
                && length <= size - offset
                && tensor.elements() <= Integer.MAX_VALUE / width
                && length == tensor.elements() * width;
        if (!fits) {
            throw new UserError(model + ": \"" + tensor.name() + "\" has " + tensor.elements() + " values of " + width
                    + (width == 1 ? " byte" : " bytes") + ", and the place that it names (" + length + " bytes from "
                    + offset
                    + " on) is not that long, or not in the file \""
                    + tensor.place().location() + "\", which has " + size
                    + " bytes. Export or copy both files again.");
        }
        return new Region(
                tensor.name(), offset, ByteBuffer.allocateDirect((int) length).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static long number(Path model, ExternalPlace.Tensor tensor, String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw new UserError(model + ": the place of \"" + tensor.name() + "\" in another file is \"" + shown(text)
                    + "\", which is no number. Export the model again.");
        }
        return Long.parseLong(text);
    }

    /** Reads a file once, from its first to its last byte; answers its digest. */
    private static String fill(Path file, long size, List<Region> regions) throws IOException {
        MessageDigest sha = Digest.sha256();
        byte[] chunk = new byte[CHUNK];
        long at = 0;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                sha.update(chunk, 0, n);
                for (Region region : regions) {
                    copy(chunk, at, n, region);
                }
                at += n;
            }
        }
        if (at != size) {
            throw new UserError(file + ": changed while it was read. Try again when nothing writes it.");
        }
        regions.forEach(region -> region.into.rewind());
        return Digest.write(sha);
    }

    private static void copy(byte[] chunk, long at, int count, Region region) {
        long end = region.offset + region.into.capacity();
        long from = Math.max(at, region.offset);
        long to = Math.min(at + count, end);
        if (from < to) {
            region.into.position((int) (from - region.offset));
            region.into.put(chunk, (int) (from - at), (int) (to - from));
        }
    }
}

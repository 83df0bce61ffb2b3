package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files beside an ONNX file that it keeps values in. The controller asks for them too, of models that strangers put into a
 * registry: the file passes by as a stream, and nothing is built of it but these names. What is refused when a model is loaded is
 * not looked for here.
 */
final class ExternalNames {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_TEXT = 1 << 12;
    private static final int MOST_FILES = 1_000;

    private final Path model;
    private final ProtobufStream wire;
    private final SortedSet<String> names = new TreeSet<>();

    private ExternalNames(Path model, InputStream in) {
        this.model = model;
        this.wire = new ProtobufStream(in);
    }

    /**
     * Their names.
     *
     * @throws ProtobufReader.Malformed when it is not in protobuf's format
     * @throws UserError when one is no name of a file beside it, or there are too many
     */
    static SortedSet<String> of(Path model) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(model), BUFFER)) {
            ExternalNames found = new ExternalNames(model, in);
            found.model(Files.size(model));
            return found.names;
        } catch (EOFException e) {
            throw new ProtobufReader.Malformed();
        }
    }

    private void model(long end) throws IOException {
        while (wire.next(end)) {
            if (wire.field() == 7) {
                graph(wire.message(end));
            } else {
                wire.skip(end);
            }
        }
    }

    /** Only constants of the main graph may lie elsewhere. */
    private void graph(long end) throws IOException {
        while (wire.next(end)) {
            if (wire.field() == 5) {
                constant(wire.message(end));
            } else {
                wire.skip(end);
            }
        }
    }

    private void constant(long end) throws IOException {
        String name = "";
        String location = "";
        boolean isExternal = false;
        while (wire.next(end)) {
            switch (wire.field()) {
                case 8 -> name = wire.text(end, LONGEST_TEXT);
                case 13 -> {
                    isExternal = true;
                    String said = location(wire.message(end));
                    location = said == null ? location : said;
                }
                case 14 -> isExternal |= wire.integer(end) != 0;
                default -> wire.skip(end);
            }
        }
        if (isExternal) {
            ExternalPlace place = new ExternalPlace(location, null, null);
            names.add(ExternalData.name(model, new ExternalPlace.Tensor(name, 0, List.of(), 0, place)));
        }
        if (names.size() > MOST_FILES) {
            throw new UserError(model + ": keeps values in more than " + MOST_FILES
                    + " files. Export the model with one file of external data.");
        }
    }

    /** What an entry says of the place, when it is its file; else null. */
    private String location(long end) throws IOException {
        String key = "";
        String value = "";
        while (wire.next(end)) {
            switch (wire.field()) {
                case 1 -> key = wire.text(end, LONGEST_TEXT);
                case 2 -> value = wire.text(end, LONGEST_TEXT);
                default -> wire.skip(end);
            }
        }
        return key.equals("location") ? value : null;
    }
}

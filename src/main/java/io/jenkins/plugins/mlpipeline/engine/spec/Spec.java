package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The spec: one YAML file that says what is predicted, how a model is trained and validated, and what is demanded of it.
 * What is not given is null, and everything may be given by options in its place.
 *
 * @param name the file's name, for messages; for options what they are called
 * @param sha256 {@code sha256:<hex>} of the file's bytes; null for options alone
 * @param values the settings that were given
 */
public record Spec(String name, String sha256, SpecValues values) {
    /** The value of {@code apiVersion} that is understood. */
    public static final String API_VERSION = "ml-pipeline/v1";

    /** A spec that says nothing. */
    public static final Spec EMPTY = of(Map.of(), "options");

    /**
     * Reads a spec file.
     *
     * @throws UserError when it is missing, too large, not YAML, has an unknown key, or contradicts itself; the message
     *     names line and column
     */
    public static Spec read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(4 * YamlSettings.MOST_CHARACTERS + 1);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return SpecReader.read(YamlSettings.read(text, file.toString()), file.toString(), Digest.ofBytes(bytes));
        } catch (CharacterCodingException e) {
            throw new UserError(file + ": not UTF-8; save the spec as UTF-8.", e);
        }
    }

    /**
     * Reads a spec from a text.
     *
     * @param name what to call it in messages
     * @throws UserError as {@link #read} does
     */
    public static Spec parse(String text, String name) {
        return SpecReader.read(YamlSettings.read(text, name), name, Digest.ofText(text));
    }

    /**
     * A spec from options with the keys of the file: texts, numbers, booleans, lists and maps.
     *
     * @param name what to call them in messages
     * @throws UserError when a key or value is not understood
     */
    public static Spec of(Map<String, ?> options, String name) {
        return SpecReader.read(MapSettings.section(options, ""), name, null);
    }

    /** The value of a setting; null when it was not given. */
    public <T> T get(SpecKey<T> key) {
        return values.get(key);
    }

    /** What is demanded; no gates when it was not given. */
    public Gates gates() {
        return Objects.requireNonNullElse(get(SpecKeys.GATES), Gates.NONE);
    }

    /**
     * This spec with options over it: what they give replaces what it gives. Hyperparameters and gates are replaced one by
     * one, by name and by id.
     *
     * @throws UserError when the result contradicts itself
     */
    public Spec overriddenBy(Spec options) {
        Spec merged =
                new Spec(name, options.sha256 == null ? sha256 : options.sha256, values.overriddenBy(options.values));
        SpecCheck.check(merged);
        return merged;
    }

    /**
     * This spec with its relative paths put below a folder. Those of a spec are relative to its own folder, so that a spec
     * and its data can be moved together; those of options are relative to where the command runs.
     */
    public Spec below(Path folder) {
        return new Spec(name, sha256, values.below(folder));
    }
}

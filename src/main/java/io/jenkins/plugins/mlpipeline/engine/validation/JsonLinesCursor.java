package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedJson;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads chosen fields of a JSON Lines file (one object a line, UTF-8) row by row. Empty lines are skipped. A field in a
 * nested object is named with dots: {@code scores.good}. {@code NaN} and infinities, which Python writes as bare words,
 * are read as such.
 */
final class JsonLinesCursor implements RowCursor {
    /** Most bytes of one line. */
    private static final int MAX_LINE = 1 << 20;

    /** Names of fields that are kept for a hint. */
    private static final int MOST_SEEN = 1_000;

    /** The longest name, with those of the objects around it. */
    private static final int MOST_CHARACTERS = TextLimits.LINE.key();

    private static final int BUFFER = 1 << 16;
    private static final int BYTE_ORDER_MARK_LENGTH = 3;

    private final String name;
    private final List<String> fields;
    private final Set<String> missing;
    private final InputStream in;
    private final MessageDigest sha = Digest.sha256();
    private final String[] cells;
    private final boolean[] present;
    private byte[] bytes = new byte[1 << 10];
    private int length;
    private long line;
    private String digest;

    private JsonLinesCursor(Path file, List<String> fields, List<String> missing) throws IOException {
        this.name = file.toString();
        this.fields = List.copyOf(new LinkedHashSet<>(fields));
        this.missing = Set.copyOf(missing);
        this.cells = new String[this.fields.size()];
        this.present = new boolean[this.fields.size()];
        this.in = new BufferedInputStream(new DigestInputStream(Files.newInputStream(file), sha), BUFFER);
    }

    /**
     * Opens a file.
     *
     * @param fields the fields that are read
     * @param missing texts that mean "no value"; null and an empty text always do
     * @throws UserError when there is no such file
     */
    static JsonLinesCursor open(Path file, List<String> fields, List<String> missing) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": is a folder; name a JSON Lines file.");
        }
        try {
            return new JsonLinesCursor(file, fields, missing);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }

    /**
     * {@code sha256:<hex>} of the file's bytes.
     *
     * @throws IllegalStateException before {@link #next} answered false
     */
    String digest() {
        if (digest == null) {
            throw new IllegalStateException("the digest is known at the end of the file only");
        }
        return digest;
    }

    @Override
    public List<String> header() {
        return fields;
    }

    @Override
    public boolean next() throws IOException {
        while (readLine()) {
            int from = line == 1 && hasByteOrderMark() ? BYTE_ORDER_MARK_LENGTH : 0;
            if (!isBlank(from)) {
                parse(from);
                return true;
            }
        }
        if (digest == null) {
            digest = Digest.write(sha);
        }
        return false;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public boolean isMissing(int column) {
        return cells[column].isEmpty() || missing.contains(cells[column].strip());
    }

    @Override
    public String text(int column) {
        return cells[column];
    }

    @Override
    public double number(int column) {
        String text = cells[column].strip();
        if (text.isEmpty() || (missing.contains(text) && !text.equals("NaN"))) {
            return Double.NaN;
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new UserError(at(column) + "\"" + text + "\" is not a number. Correct the value.", e);
        }
        if (!Double.isFinite(value)) {
            throw new UserError(at(column) + "is " + text + "; only finite numbers can be compared.");
        }
        return value;
    }

    @Override
    public int code(int column, Dictionary dictionary) {
        return isMissing(column) ? -1 : dictionary.position(cells[column]);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Reads the next line into {@link #bytes}; false at the end. */
    private boolean readLine() throws IOException {
        length = 0;
        int b = in.read();
        if (b < 0) {
            return false;
        }
        line++;
        while (b >= 0 && b != '\n') {
            if (length == MAX_LINE) {
                throw new UserError(name + ": line " + line + ": longer than " + (MAX_LINE >> 10)
                        + " KiB, which is the most that is read; JSON Lines have one object a line.");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = (byte) b;
            b = in.read();
        }
        return true;
    }

    private boolean hasByteOrderMark() {
        return length >= BYTE_ORDER_MARK_LENGTH
                && (bytes[0] & 0xFF) == 0xEF
                && (bytes[1] & 0xFF) == 0xBB
                && (bytes[2] & 0xFF) == 0xBF;
    }

    private boolean isBlank(int from) {
        for (int i = from; i < length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private void parse(int from) throws IOException {
        Arrays.fill(cells, "");
        Arrays.fill(present, false);
        List<String> seen = new ArrayList<>();
        Budget budget = new Budget(TextLimits.LINE);
        try (JsonParser parser = LimitedJson.lenient(bytes, from, length - from, name, line, budget)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UserError(name + ": line " + line
                        + ": is not a JSON object. JSON Lines have one object a line, {\"label\": ..., ...}.");
            }
            object(parser, "", seen);
            if (parser.nextToken() != null) {
                throw new UserError(
                        name + ": line " + line + ": something follows the object. JSON Lines have one object a line.");
            }
        } catch (JsonProcessingException e) {
            throw new UserError(
                    name + ": line " + line + ": not valid JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".",
                    e);
        }
        for (int i = 0; i < cells.length; i++) {
            if (!present[i]) {
                throw new UserError(name + ": line " + line + ": there is no field \"" + fields.get(i) + "\". "
                        + NearNames.hint(fields.get(i), seen));
            }
        }
    }

    private void object(JsonParser parser, String prefix, List<String> seen) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String field = prefix + parser.currentName();
            if (field.length() > MOST_CHARACTERS) {
                throw new UserError(name + ": line " + line + ": the name of a nested field has more than "
                        + MOST_CHARACTERS + " characters, the most that are read. Shorten it.");
            }
            token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                object(parser, field + ".", seen);
                continue;
            }
            if (token == JsonToken.START_ARRAY) {
                parser.skipChildren();
                note(field, seen);
                continue;
            }
            note(field, seen);
            int column = fields.indexOf(field);
            if (column >= 0) {
                if (present[column]) {
                    throw new UserError(name + ": line " + line + ": the field \"" + field + "\" is there twice.");
                }
                present[column] = true;
                cells[column] = token == JsonToken.VALUE_NULL ? "" : parser.getText();
            }
        }
    }

    private static void note(String field, List<String> seen) {
        if (seen.size() < MOST_SEEN) {
            seen.add(field);
        }
    }

    private String at(int column) {
        return name + ": line " + line + ", field \"" + fields.get(column) + "\": ";
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedJson;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Walks over the objects of a JSON Lines file. Empty lines are skipped. {@code NaN} and infinities, which Python writes as
 * bare words, are read as such; {@code true} and {@code false} are written as pandas writes them to CSV.
 */
final class JsonRows {
    /** Most bytes of one line. */
    private static final int MAX_LINE = 1 << 20;

    /** The longest name, with those of the objects around it. */
    private static final int MOST_CHARACTERS = TextLimits.LINE.key();

    private static final int BUFFER = 1 << 16;
    private static final int BYTE_ORDER_MARK_LENGTH = 3;
    private static final int SHOWN = 80;

    private final String name;
    private final InputStream in;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private byte[] bytes = new byte[1 << 10];
    private int length;
    private long line;

    JsonRows(String name, InputStream in) {
        this.name = name;
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /** The fields of the current object; null where there is no value. */
    Map<String, String> fields() {
        return fields;
    }

    /** Line on which the current object stands, from 1; 0 before the first. */
    long line() {
        return line;
    }

    /** Goes to the next object; false at the end. */
    boolean next() throws IOException {
        while (readLine()) {
            int from = line == 1 && hasByteOrderMark() ? BYTE_ORDER_MARK_LENGTH : 0;
            if (!isBlank(from)) {
                parse(from);
                return true;
            }
        }
        return false;
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
        fields.clear();
        Budget budget = new Budget(TextLimits.LINE);
        try (JsonParser parser = LimitedJson.lenient(bytes, from, length - from, name, line, budget)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new UserError(name + ": line " + line
                        + ": is not a JSON object. JSON Lines have one object a line, {\"label\": ..., ...}."
                        + (first == JsonToken.START_ARRAY
                                ? " pandas writes them with to_json(..., orient=\"records\", lines=True)."
                                : ""));
            }
            object(parser, "");
            if (parser.nextToken() != null) {
                throw new UserError(
                        name + ": line " + line + ": something follows the object. JSON Lines have one object a line.");
            }
        } catch (JsonEOFException e) {
            throw new UserError(
                    name + ": line " + line
                            + ": the object does not end on its line. JSON Lines have one object a line;"
                            + " pandas writes them with to_json(..., orient=\"records\", lines=True), jq with -c.",
                    e);
        } catch (JsonProcessingException e) {
            throw new UserError(
                    name + ": line " + line + ": not valid JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".",
                    e);
        }
    }

    private void object(JsonParser parser, String prefix) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String field = prefix + parser.currentName();
            if (field.length() > MOST_CHARACTERS) {
                throw new UserError(name + ": line " + line + ": the name of a nested field has more than "
                        + MOST_CHARACTERS + " characters, the most that are read. Shorten it.");
            }
            token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                object(parser, field + ".");
            } else if (token == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else {
                add(field, value(parser, token));
            }
        }
    }

    private void add(String field, String value) {
        if (fields.containsKey(field)) {
            String shown = field.length() > SHOWN ? field.substring(0, SHOWN) + "..." : field;
            throw new UserError(name + ": line " + line + ": the field \"" + shown + "\" is there twice.");
        }
        fields.put(field, value);
    }

    private static String value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> "True";
            case VALUE_FALSE -> "False";
            default -> parser.getText();
        };
    }
}

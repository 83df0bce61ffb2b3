package io.jenkins.plugins.mlpipeline.engine.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.StringReader;

/** The one reader of JSON: each token is held against a {@link Budget} before anything is built of it. */
public final class LimitedJson extends JsonParserDelegate {
    private static final JsonFactory CHECKING = factory().build();

    private final String name;
    private final Budget budget;
    private final long firstLine;
    private int depth;

    private LimitedJson(JsonParser parser, String name, long firstLine, Budget budget) {
        super(parser);
        this.name = name;
        this.firstLine = firstLine;
        this.budget = budget;
    }

    /** Where parsers come from: the names of a stranger are not kept beyond his document, and a parser has no own limits. */
    static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // Names of strangers would stay in the memory of the process, tens of megabytes of them.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    /**
     * Tokens of a text that another tool wrote, where {@code NaN} and infinities may be bare words and no key may be there
     * twice.
     *
     * @param name what to call it in messages
     * @param firstLine the number of its first line
     * @param budget what may still be read
     */
    public static JsonParser lenient(byte[] bytes, int from, int length, String name, long firstLine, Budget budget)
            throws IOException {
        return new LimitedJson(lenient().createParser(bytes, from, length), name, firstLine, budget);
    }

    /**
     * For what Python writes: {@code NaN} and infinities as bare words. Bytes that are no UTF-8 are refused only by the parser
     * that keeps a table of names, so that each text has a table of its own, which goes with it.
     */
    private static JsonFactory lenient() {
        return factory()
                .enable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    /**
     * Goes over a text once and builds nothing.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it goes beyond the budget; what else is wrong with it is
     *     left to whoever builds
     */
    static void check(String text, String name, Budget budget) {
        budget.checkLength(text.length(), name);
        try (JsonParser parser = new LimitedJson(CHECKING.createParser(new StringReader(text)), name, 1, budget)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                token = parser.nextToken();
            }
        } catch (JsonProcessingException e) {
            // Said better by whoever builds, who stops at the same place.
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can be read", e);
        }
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == null) {
            return null;
        }
        switch (token) {
            case START_OBJECT, START_ARRAY -> {
                budget.checkDepth(++depth, this::at);
                budget.take(1, 0, this::at);
            }
            case END_OBJECT, END_ARRAY -> depth--;
            case FIELD_NAME -> {
                int length = currentName().length();
                budget.checkKey(length, this::at);
                budget.take(1, length, this::at);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                budget.checkNumber(getTextLength(), this::at);
                budget.take(1, getTextLength(), this::at);
            }
            default -> budget.take(1, getTextLength(), this::at);
        }
        return token;
    }

    /** Counts what is skipped too. */
    @Override
    public JsonParser skipChildren() throws IOException {
        if (hasToken(JsonToken.START_OBJECT) || hasToken(JsonToken.START_ARRAY)) {
            int outside = depth - 1;
            while (depth > outside && nextToken() != null) {
                // Nothing is kept.
            }
        }
        return this;
    }

    private String at() {
        JsonLocation location = currentTokenLocation();
        return name + ":" + (firstLine + location.getLineNr() - 1) + ":" + location.getColumnNr();
    }
}

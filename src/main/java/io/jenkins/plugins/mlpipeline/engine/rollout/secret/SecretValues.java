package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values of the Secrets that a rollout sent or read, and the filter that takes them out of what others say: as they are,
 * escaped, encoded, and in parts of eight characters or more. For use by several threads.
 *
 * <p>Values of one or two characters and truth values are let stand. Of values between three and five characters only whole
 * words are hidden.
 */
public final class SecretValues {
    private static final Set<String> NOT_CONTENT = Set.of("apiVersion", "kind", "metadata", "type", "immutable");
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final Set<String> TELLING_NOTHING = Set.of("true", "false", "null");

    private static final int SHORTEST = 3;
    private static final int SHORTEST_ANYWHERE = 6;
    private static final int PART = 8;
    /** Longer values are documents: parts of them are hidden when they are longer than a word. */
    private static final int MOST_OF_PASSWORD = 256;

    private static final int PART_OF_DOCUMENT = 16;
    private static final int SHORTEST_HEAD = 4;
    /** Of a longer value the beginning is known. */
    private static final int MOST_OF_VALUE = 16 << 10;

    private final Set<String> seen = new HashSet<>();
    /** Values shorter than {@link #PART}. */
    private final Set<String> small = new HashSet<>();
    /** Beginnings of longer ones, which may stand before an ellipsis. */
    private final Set<String> heads = new HashSet<>();

    private final Grams parts = new Grams(PART);
    private final Grams ofDocuments = new Grams(PART_OF_DOCUMENT);

    /** Remembers the values of a Secret, or of every Secret of a list; of other objects there are none. */
    public synchronized void learn(JsonNode object) {
        if (object.path("items").isArray()) {
            object.path("items").forEach(this::learnOne);
            if (object.path("kind").asText().equals("SecretList")) {
                object.path("items").forEach(this::content);
            }
        }
        learnOne(object);
    }

    private void learnOne(JsonNode object) {
        if (object.path("kind").asText().equals("Secret")) {
            content(object);
        }
    }

    private void content(JsonNode secret) {
        secret.properties().stream()
                .filter(field -> !NOT_CONTENT.contains(field.getKey()))
                .forEach(field -> {
                    List<String> leaves = new ArrayList<>();
                    QuotedForms.leaves(field.getValue(), leaves);
                    leaves.forEach(this::learn);
                    if (field.getKey().equals("data")) {
                        leaves.forEach(this::learnEncoded);
                    }
                });
        String applied =
                secret.path("metadata").path("annotations").path(LAST_APPLIED).asText();
        if (!applied.isEmpty()) {
            learn(applied);
            try {
                content(Json.parse(applied, JsonNode.class, LAST_APPLIED));
            } catch (UserError notJson) {
                // Then its text is all that it has.
            }
        }
    }

    private void learnEncoded(String base64) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(base64);
            learn(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            // Then it is known as it is.
        }
    }

    private void learn(String value) {
        String known = value.length() <= MOST_OF_VALUE ? value : value.substring(0, MOST_OF_VALUE);
        if (known.strip().length() < SHORTEST || TELLING_NOTHING.contains(known) || !seen.add(known)) {
            return;
        }
        boolean document = known.length() > MOST_OF_PASSWORD || known.strip().indexOf('\n') >= 0;
        for (String form : QuotedForms.of(known)) {
            if (form.length() < PART) {
                small.add(form);
            }
            if (form.length() >= SHORTEST_HEAD) {
                for (int i = SHORTEST_HEAD; i < Math.min(PART, form.length()); i++) {
                    heads.add(form.substring(0, i));
                }
            }
            (document ? ofDocuments : parts).add(form);
        }
        QuotedForms.inside(known).forEach(this::learn);
    }

    /** A text with {@link Credentials#HIDDEN} in place of every known value and of every longer part of one. */
    public synchronized String hide(String text) {
        if (text == null || seen.isEmpty()) {
            return text;
        }
        BitSet known = new BitSet(text.length());
        parts.mark(text, known);
        ofDocuments.mark(text, known);
        for (int i = 0; i < text.length(); i++) {
            markSmall(text, i, known);
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int from = known.nextSetBit(at);
            if (from < 0) {
                break;
            }
            out.append(text, at, from).append(Credentials.HIDDEN);
            at = known.nextClearBit(from);
        }
        return at == 0
                ? text
                : out.append(text, Math.min(at, text.length()), text.length()).toString();
    }

    private void markSmall(String text, int at, BitSet known) {
        boolean word = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        for (int length = SHORTEST; length < PART && at + length <= text.length(); length++) {
            int end = at + length;
            boolean wordEnds = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            String part = text.substring(at, end);
            boolean whole = (length >= SHORTEST_ANYWHERE || (word && wordEnds)) && small.contains(part);
            boolean head =
                    wordEnds && (text.startsWith("...", end) || text.startsWith("\u2026", end)) && heads.contains(part);
            if (whole || head) {
                known.set(at, end);
            }
        }
    }
}

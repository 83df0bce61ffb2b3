package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The forms in which a value may be quoted: escaped, encoded, in bytes; and the values inside it. */
final class QuotedForms {
    /** What is written as numbers is short: {@code [104 117 110]}. */
    private static final int MOST_BYTES = 1_024;

    private static final int SHORTEST_PART = 6;
    private static final int MOST_OF_ASCII = 0x80;

    private QuotedForms() {}

    /** A value as programs print it, itself included. */
    static Set<String> of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(value));
        forms.add(value);
        forms.add(value.strip());
        forms.add(json);
        // Go's encoder, which Kubernetes uses, escapes these in JSON as well.
        forms.add(json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
        forms.add(value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;"));
        forms.add(value.replace("'", "''"));
        forms.add(value.replace("'", "\\'"));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != value.length()) {
            inAscii(json, bytes, forms);
        }
        base64(bytes, forms);
        base64(value.strip().getBytes(StandardCharsets.UTF_8), forms);
        if (bytes.length <= MOST_BYTES) {
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            for (String between : List.of(" ", ", ", ",")) {
                forms.add(IntStream.range(0, bytes.length)
                        .mapToObj(i -> Integer.toString(bytes[i] & 0xff))
                        .collect(Collectors.joining(between)));
            }
            // Go's %#v.
            forms.add(IntStream.range(0, bytes.length)
                    .mapToObj(i -> "0x" + Integer.toHexString(bytes[i] & 0xff))
                    .collect(Collectors.joining(", ")));
        }
        forms.remove("");
        return forms;
    }

    /** As JSON of Python and others has what isn't ASCII, and as byte strings of Python and Go have it. */
    private static void inAscii(String json, byte[] bytes, Set<String> forms) {
        HexFormat hex = HexFormat.of();
        StringBuilder units = new StringBuilder();
        for (char c : json.toCharArray()) {
            units.append(c < MOST_OF_ASCII ? String.valueOf(c) : "\\u" + hex.toHexDigits(c));
        }
        forms.add(units.toString());
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            escaped.append(b >= 0 ? String.valueOf((char) b) : "\\x" + hex.toHexDigits(b));
        }
        forms.add(escaped.toString());
    }

    /** Also as a part of something longer that was encoded as a whole, which may begin at any of three bytes. */
    private static void base64(byte[] bytes, Set<String> forms) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[bytes.length + before];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int head = before == 0 ? 0 : before + 1;
            // The last character depends on what follows, unless three bytes are full.
            int tail = shifted.length % 3 == 0 || before == 0 ? 0 : 1;
            if (encoded.length() - tail > head) {
                String part = encoded.substring(head, encoded.length() - tail);
                forms.add(part);
                forms.add(part.replace('+', '-').replace('/', '_'));
            }
        }
    }

    /**
     * The values inside a value: leaves of JSON, also encoded ones as registries have them ({@code user:password} in Base64); what
     * stands in lines behind {@code =} or {@code :}, or all of a line that has neither.
     */
    static List<String> inside(String value) {
        List<String> parts = new ArrayList<>();
        if (value.strip().startsWith("{") || value.strip().startsWith("[")) {
            try {
                leaves(Json.parse(value.strip(), JsonNode.class, "a value"), parts);
                List.copyOf(parts).forEach(leaf -> encoded(leaf, parts));
            } catch (UserError notJson) {
                // Then it has no leaves.
            }
        }
        if (value.strip().indexOf('\n') >= 0) {
            value.lines().map(QuotedForms::behind).forEach(parts::add);
        }
        parts.removeIf(p -> p.length() < SHORTEST_PART);
        return parts;
    }

    private static void encoded(String leaf, List<String> parts) {
        try {
            String text = new String(Base64.getDecoder().decode(leaf), StandardCharsets.UTF_8);
            if (text.indexOf(':') >= 0) {
                parts.add(text);
                parts.add(behind(text));
            }
        } catch (IllegalArgumentException notBase64) {
            // Then it is known as it is.
        }
    }

    private static String behind(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) != '=' && line.charAt(at) != ':') {
            at++;
        }
        String part = line.substring(at < line.length() ? at + 1 : 0).strip();
        return part.length() > 1 && Chars.quote(part.charAt(0)) ? part.substring(1, part.length() - 1) : part;
    }

    /** Every text, number and truth value of a tree. */
    static void leaves(JsonNode node, List<String> leaves) {
        if (node.isContainerNode()) {
            node.forEach(child -> leaves(child, leaves));
        } else if (node.isNumber()) {
            leaves.add(node.asText());
            numbers(node, leaves);
        } else if (!node.isNull() && !node.isMissingNode()) {
            leaves.add(node.asText());
        }
    }

    private static void numbers(JsonNode node, List<String> leaves) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            return;
        }
        BigDecimal number = node.decimalValue().stripTrailingZeros();
        if (Math.abs(number.scale()) > MOST_BYTES) {
            return;
        }
        leaves.add(number.toPlainString());
        // As Go prints a floating point number: 1.234567e+06.
        String digits = number.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - number.scale();
        leaves.add((number.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent));
    }
}

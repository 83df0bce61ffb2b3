package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Writes HTML, SVG and XML. Text and attributes are escaped here and nowhere else; there is no way to write a string
 * unescaped but {@link #style}.
 */
final class Markup {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    private final StringBuilder out = new StringBuilder();

    /** Begins with a fixed line, for example a doctype. */
    static Markup beginning(String line) {
        Markup markup = new Markup();
        markup.out.append(line).append('\n');
        return markup;
    }

    /**
     * An element with content.
     *
     * @param name of the element
     * @param content writes what is inside
     * @param attributes names and values by turns; a null value leaves the attribute out
     */
    Markup in(String name, Consumer<Markup> content, String... attributes) {
        open(name, attributes);
        out.append('>');
        content.accept(this);
        out.append("</").append(name).append('>');
        return this;
    }

    /** An element with text. */
    Markup text(String name, String text, String... attributes) {
        return in(name, m -> m.text(text), attributes);
    }

    /** An element without content. */
    Markup empty(String name, String... attributes) {
        open(name, attributes);
        out.append("/>");
        return this;
    }

    /** Text. */
    Markup text(String text) {
        escape(PlainText.cut(text));
        return this;
    }

    /** A line feed, for people who read the source. */
    Markup line() {
        out.append('\n');
        return this;
    }

    /** A style element. The sheet is the project's own, and must not be able to end the element. */
    Markup style(String sheet) {
        if (sheet.contains("</") || sheet.contains("<!")) {
            throw new IllegalArgumentException("the style sheet holds markup");
        }
        out.append("<style>").append(sheet).append("</style>");
        return this;
    }

    /** What another writer has written. */
    Markup append(Markup other) {
        out.append(other.out);
        return this;
    }

    /** Characters written so far. */
    int length() {
        return out.length();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void open(String name, String... attributes) {
        require(name);
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                require(attributes[i]);
                out.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1]);
                out.append('"');
            }
        }
    }

    private static void require(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name: " + name);
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(PlainText.isShown(c) ? c : PlainText.REPLACEMENT);
            }
        });
    }
}

package io.jenkins.plugins.mlpipeline.engine.report;

import java.util.List;
import java.util.function.Consumer;

/** Tables, and what folds away. */
final class Grid {
    private Grid() {}

    /**
     * A table in a box that scrolls sideways where the page is narrow.
     *
     * @param head a column each; a name that begins with {@code #} is one of numbers
     * @param body writes the rows
     */
    static void table(Markup markup, String caption, List<String> head, Consumer<Markup> body, String style) {
        markup.in(
                "div",
                box -> box.in(
                        "table",
                        table -> {
                            table.text("caption", caption, "class", "unseen");
                            table.in("thead", h -> h.in("tr", row -> head.forEach(name -> head(row, name))));
                            table.in("tbody", body);
                        },
                        "class",
                        style),
                "class",
                "scroll");
        markup.line();
    }

    private static void head(Markup row, String name) {
        if (name.isEmpty()) {
            // No head: a cell that heads nothing would be read aloud as one without a name.
            row.in("td", cell -> {});
            return;
        }
        boolean numbers = name.startsWith("#");
        row.text("th", numbers ? name.substring(1) : name, "scope", "col", "class", numbers ? "n" : null);
    }

    /** The numbers behind a chart, folded away. */
    static void folded(Markup markup, String summary, Consumer<Markup> content) {
        markup.in("details", d -> {
            d.text("summary", summary);
            content.accept(d);
        });
    }

    /** A cell of a number. */
    static void number(Markup row, String text) {
        row.text("td", text, "class", "n");
    }

    /** At most so many positions out of {@code size}, evenly spread, first and last among them. */
    static int[] spread(int size, int most) {
        int count = Math.min(size, most);
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = count == 1 ? 0 : (int) Math.round((double) i * (size - 1) / (count - 1));
        }
        return positions;
    }
}

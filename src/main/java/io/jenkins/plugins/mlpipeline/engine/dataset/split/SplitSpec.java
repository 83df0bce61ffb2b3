package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How rows are parted into training and test.
 *
 * @param kind the rule
 * @param column the column that {@link Kind#GROUP}, {@link Kind#TIME} and, where one is named, {@link Kind#HASH} go by; else
 *     null
 */
public record SplitSpec(Kind kind, String column) {
    /** Each label keeps its share in both parts; a random split for regression. */
    public static final SplitSpec STRATIFIED = new SplitSpec(Kind.STRATIFIED, null);

    /** The rules. */
    public enum Kind {
        /** Each label keeps its share, to one row; a random split for regression. */
        STRATIFIED,
        /** Each row has the same chance. */
        RANDOM,
        /** Rows with the same value in a column stay together. */
        GROUP,
        /** The newest rows are the test part. */
        TIME,
        /** The hash of the row's id, of another column or of the row's inputs decides, so that a row stays on its side. */
        HASH;

        private boolean needsColumn() {
            return this == GROUP || this == TIME;
        }

        private boolean takesColumn() {
            return needsColumn() || this == HASH;
        }

        private String form() {
            String name = name().toLowerCase(Locale.ROOT);
            return needsColumn() ? name + ":COLUMN" : takesColumn() ? name + ", " + name + ":COLUMN" : name;
        }
    }

    /**
     * Reads {@code stratified}, {@code random}, {@code group:COLUMN}, {@code time:COLUMN}, {@code hash} or {@code
     * hash:COLUMN}.
     *
     * @throws UserError when it is something else
     */
    @JsonCreator
    public static SplitSpec parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String column = colon < 0 ? "" : text.substring(colon + 1);
        for (Kind kind : Kind.values()) {
            if (!kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                continue;
            }
            if ((kind.needsColumn() || kind.takesColumn() && colon >= 0) && column.isBlank()) {
                throw new UserError("split \"" + text + "\" names no column. Write " + kind.form() + ".");
            }
            if (!kind.takesColumn() && colon >= 0) {
                throw new UserError("split \"" + text + "\" takes no column. Write " + name + ".");
            }
            return new SplitSpec(kind, colon < 0 ? null : column);
        }
        List<String> known = Arrays.stream(Kind.values())
                .map(k -> k.name().toLowerCase(Locale.ROOT))
                .toList();
        String forms = Arrays.stream(Kind.values()).map(Kind::form).collect(Collectors.joining(", "));
        throw new UserError("split \"" + text + "\" is unknown. "
                + (NearNames.near(name, known).isEmpty() ? "Use one of " + forms + "." : NearNames.hint(name, known)));
    }

    /**
     * The same rule where rows may have names: a split by hash goes by those.
     *
     * @param rowId the column that names a row; null for none
     */
    public SplitSpec named(String rowId) {
        return kind == Kind.HASH && column == null ? new SplitSpec(kind, rowId) : this;
    }

    /** Columns that must be read beside the features, see {@link ColumnSelection#others}. */
    public Set<String> columns() {
        return column == null ? Set.of() : Set.of(column);
    }

    /** As {@link #parse} reads it. */
    @Override
    @JsonValue
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (column == null ? "" : ":" + column);
    }
}

package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the scores of a classifier are. */
public enum ScoreKind {
    /** Numbers in [0, 1]; with one per label they sum to 1. The default. */
    PROBABILITIES,
    /** Log-odds: turned into probabilities by the softmax over labels, or by the logistic function where one is given. */
    LOGITS,
    /** Any numbers that are greater the likelier the label: rows are ranked by them, probabilities are not known. */
    MARGINS,
    /** Of two labels: as {@link #PROBABILITIES}, each number being the other label's. */
    OPPOSITE_PROBABILITIES,
    /** Of two labels: as {@link #LOGITS}, each number being the other label's. */
    OPPOSITE_LOGITS,
    /** Of two labels: as {@link #MARGINS}, each number being the other label's. */
    OPPOSITE_MARGINS;

    /** Whether each number is that of the other one of two labels. */
    boolean isOpposite() {
        return ordinal() >= OPPOSITE_PROBABILITIES.ordinal();
    }

    /** The same numbers, of the other one of two labels. */
    ScoreKind opposite() {
        return switch (this) {
            case PROBABILITIES -> OPPOSITE_PROBABILITIES;
            case LOGITS -> OPPOSITE_LOGITS;
            case MARGINS -> OPPOSITE_MARGINS;
            case OPPOSITE_PROBABILITIES -> PROBABILITIES;
            case OPPOSITE_LOGITS -> LOGITS;
            case OPPOSITE_MARGINS -> MARGINS;
        };
    }

    /** What the numbers are, whosever they are. */
    ScoreKind plain() {
        return isOpposite() ? opposite() : this;
    }

    /** The name in options and specs. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that name.
     *
     * @throws UserError when there is none
     */
    @JsonCreator
    public static ScoreKind of(String key) {
        for (ScoreKind kind : values()) {
            if (kind.key().equals(key)) {
                return kind;
            }
        }
        List<String> known = Arrays.stream(values()).map(ScoreKind::key).toList();
        throw new UserError("scores \"" + key + "\" is unknown. " + NearNames.hint(key, known));
    }
}

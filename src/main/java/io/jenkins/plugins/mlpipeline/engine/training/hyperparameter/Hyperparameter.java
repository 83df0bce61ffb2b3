package io.jenkins.plugins.mlpipeline.engine.training.hyperparameter;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One setting of a learner, under scikit-learn's name.
 *
 * @param name scikit-learn's name
 * @param forms what a value may look like; the first that fits is taken
 * @param standard the value when none is given, as a text
 * @param regressionStandard the same for a regression
 * @param mapping what the setting does here, for the docs
 */
public record Hyperparameter(
        String name, List<Form> forms, String standard, String regressionStandard, String mapping) {
    public Hyperparameter {
        forms = List.copyOf(forms);
    }

    /** A setting with one standard for all tasks. */
    public static Hyperparameter of(String name, String standard, String mapping, Form... forms) {
        return new Hyperparameter(name, List.of(forms), standard, standard, mapping);
    }

    /** A form of values; a learner may have one of its own. */
    public interface Form {
        /** The value that a text writes in this form; empty when it has another form or is out of range. */
        Optional<Object> parse(String text);

        /** The form in words. */
        String describe();
    }

    /** No value: {@code none}. Its value is the text {@code none}. */
    public record None() implements Form {
        @Override
        public Optional<Object> parse(String text) {
            return text.equals("none") || text.equals("null") ? Optional.of("none") : Optional.empty();
        }

        @Override
        public String describe() {
            return "none";
        }
    }

    /** An integer, an {@link Integer}, from {@code min} to {@code max}. */
    public record Whole(int min, int max) implements Form {
        @Override
        public Optional<Object> parse(String text) {
            if (!text.matches("[+-]?[0-9]{1,18}")) {
                return Optional.empty();
            }
            long value = Long.parseLong(text);
            return value >= min && value <= max ? Optional.of((int) value) : Optional.empty();
        }

        @Override
        public String describe() {
            return max == Integer.MAX_VALUE ? "an integer of at least " + min : "an integer from " + min + " to " + max;
        }
    }

    /** A number, a {@link Double}, greater than {@code min} (or equal, when {@code closed}) and at most {@code max}. */
    public record Real(double min, boolean closed, double max, boolean maxClosed) implements Form {
        @Override
        public Optional<Object> parse(String text) {
            try {
                double value = Double.parseDouble(text);
                boolean above = closed ? value >= min : value > min;
                boolean below = maxClosed ? value <= max : value < max;
                return above && below && Double.isFinite(value) ? Optional.of(value) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public String describe() {
            return "a number " + (closed ? "of at least " : "above ") + NumberText.of(min)
                    + (Double.isInfinite(max)
                            ? ""
                            : (maxClosed ? " and at most " : " and below ") + NumberText.of(max));
        }
    }

    /** A fixed word; {@code true} and {@code false} become a {@link Boolean}. */
    public record Word(String word) implements Form {
        @Override
        public Optional<Object> parse(String text) {
            if (!text.equals(word)) {
                return Optional.empty();
            }
            return Optional.of(word.equals("true") || word.equals("false") ? (Object) Boolean.valueOf(word) : word);
        }

        @Override
        public String describe() {
            return word;
        }
    }

    /**
     * The value that a person or a spec gave.
     *
     * @param given a text, number, boolean, list of integers or null ({@code none})
     * @throws UserError when it fits none of the forms
     */
    Object parse(Object given) {
        String text = text(given);
        return forms.stream()
                .map(form -> form.parse(text))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "hyperparameter " + name + " can't be \"" + text + "\"; it is " + describe() + "."));
    }

    /** The value when none is given. */
    Object standard(boolean regression) {
        return parse(regression ? regressionStandard : standard);
    }

    /** What a value may be, in words. */
    public String describe() {
        return forms.stream().map(Form::describe).collect(Collectors.joining(", or "));
    }

    private static String text(Object given) {
        if (given instanceof Collection<?> list) {
            return list.stream().map(Objects::toString).collect(Collectors.joining(","));
        }
        return Objects.toString(given, "none").strip().toLowerCase(Locale.ROOT);
    }
}

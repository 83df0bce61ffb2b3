package io.jenkins.plugins.mlpipeline.engine.worker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A progress line of {@link Progress}, read again. Who wrote it is not known: a line is short, its stage is a few plain letters, and
 * everything else is numbers.
 *
 * @param stage a word, or several with {@code _} between
 * @param done steps done, 0 when the stage begins
 * @param total steps in all, 0 when not known
 * @param trainingLoss finite; null when there is none
 * @param validationLoss finite; null when there is none
 * @param secondsLeft null when not known
 */
public record WorkerProgress(
        String stage, long done, long total, Double trainingLoss, Double validationLoss, Long secondsLeft) {
    /** Longer lines say no progress. */
    public static final int MOST_CHARACTERS = 300;

    private static final Pattern FORM = Pattern.compile("\\[ml-pipeline] (?<stage>[a-z_]{1,40})"
            + "( (?<done>\\d{1,15})(/(?<total>\\d{1,15}))?)?(?<values>( [a-z_]{1,40}=\\S{1,40}){0,9})");

    /** What a line says; empty when it says something else. */
    public static Optional<WorkerProgress> parse(String line) {
        if (line.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(line);
        if (!form.matches()) {
            return Optional.empty();
        }
        String values = form.group("values");
        return Optional.of(new WorkerProgress(
                form.group("stage"),
                count(form.group("done")),
                count(form.group("total")),
                loss(values, "training_loss"),
                loss(values, "validation_loss"),
                left(values)));
    }

    private static long count(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String value(String values, String name) {
        int at = values.indexOf(" " + name + "=");
        if (at < 0) {
            return null;
        }
        int from = at + name.length() + 2;
        int to = values.indexOf(' ', from);
        return values.substring(from, to < 0 ? values.length() : to);
    }

    private static Double loss(String values, String name) {
        String text = value(values, name);
        return text != null && text.matches("-?\\d{1,20}(\\.\\d{1,10})?") ? Double.valueOf(text) : null;
    }

    private static Long left(String values) {
        String text = value(values, "left");
        return text != null && text.matches("\\d{1,9}s") ? Long.valueOf(text.substring(0, text.length() - 1)) : null;
    }
}

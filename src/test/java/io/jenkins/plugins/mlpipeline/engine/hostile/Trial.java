package io.jenkins.plugins.mlpipeline.engine.hostile;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One damaged file, made from its number alone.
 *
 * @param target what reads it
 * @param sample the real file that it was
 * @param bytes the damaged content
 */
record Trial(Target target, Target.Sample sample, byte[] bytes) {
    /** Two thousand characters and an ellipsis. */
    private static final int LONGEST_MESSAGE = 2_001;

    private static final int LONGEST_LINE = 300;
    private static final int MOST_LINES = 6;

    private static final Pattern JAVAS_WORDS =
            Pattern.compile("java\\.(lang|util|io|nio)\\.|[a-z]\\.[A-Z][A-Za-z]*(Exception|Error)");

    static Trial of(Target target, long number) {
        Random random = new Random(number * 0x9E3779B97F4A7C15L);
        Target.Sample sample =
                target.corpus().get(random.nextInt(target.corpus().size()));
        Mutator mutator = target.mutators().get(random.nextInt(target.mutators().size()));
        return new Trial(target, sample, mutator.mutate(sample.bytes(), random));
    }

    /** @param folder for files of this thread alone */
    Outcome run(Path folder) {
        try {
            target.reading().read(sample, bytes, folder);
            return Outcome.ANSWERED;
        } catch (UserError e) {
            return isSentence(e.getMessage()) ? Outcome.REFUSED : Outcome.wrong(described(e));
        } catch (Exception | Error e) {
            return Outcome.wrong(described(e));
        }
    }

    /** Whether a message can be shown in a log: of some length, without control characters, and not Java's own words. */
    private static boolean isSentence(String message) {
        return message != null
                && message.length() > 10
                && message.length() <= LONGEST_MESSAGE
                && message.chars().noneMatch(Character::isISOControl)
                && !JAVAS_WORDS.matcher(message).find();
    }

    private static String described(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString()
                .lines()
                .filter(l -> !l.startsWith("\tat ") || l.contains("mlpipeline") && !l.contains(".hostile."))
                .limit(MOST_LINES)
                .map(l -> l.substring(0, Math.min(l.length(), LONGEST_LINE))
                        .strip()
                        .replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining(" | "));
    }
}

package io.jenkins.plugins.mlpipeline.engine.cli;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of options, and says of what is none how to write it. */
final class OptionNumbers {
    private static final Pattern PERCENT = Pattern.compile("\\s*([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*%\\s*");

    private OptionNumbers() {}

    /** Has the options of a command and of those below it read so, unless they have a way of their own. */
    static void readBy(CommandLine command) {
        command.registerConverter(Double.class, text -> number(text, "is no number"));
        command.registerConverter(double.class, text -> number(text, "is no number"));
        command.registerConverter(Integer.class, OptionNumbers::integer);
        command.registerConverter(int.class, OptionNumbers::integer);
        command.registerConverter(Long.class, OptionNumbers::whole);
        command.registerConverter(long.class, OptionNumbers::whole);
    }

    /** @param otherwise what is said of a text that is no number */
    static double number(String text, String otherwise) {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            String share = new BigDecimal(percent.group(1))
                    .movePointLeft(2)
                    .stripTrailingZeros()
                    .toPlainString();
            throw new TypeConversionException("\"" + text + "\" is in percent; write " + share);
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" " + otherwise);
        }
    }

    private static int integer(String text) {
        long whole = whole(text);
        if (whole != (int) whole) {
            throw new TypeConversionException("\"" + text + "\" is beyond what is meant here");
        }
        return (int) whole;
    }

    private static long whole(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is no whole number");
        }
    }
}

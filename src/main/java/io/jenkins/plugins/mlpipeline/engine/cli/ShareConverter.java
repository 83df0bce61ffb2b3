package io.jenkins.plugins.mlpipeline.engine.cli;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share; in percent it says how to write it. */
final class ShareConverter implements ITypeConverter<Double> {
    private static final Pattern PERCENT = Pattern.compile("\\s*([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*%\\s*");

    @Override
    public Double convert(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            String share = new BigDecimal(percent.group(1))
                    .movePointLeft(2)
                    .stripTrailingZeros()
                    .toPlainString();
            throw new TypeConversionException("\"" + text + "\" is in percent; write " + share);
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is no number; a share is expected, for example 0.2");
        }
    }
}

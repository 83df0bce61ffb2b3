package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code metric>=value} and {@code metric<=value}. */
final class GateExpression {
    private static final Pattern PARTS =
            Pattern.compile("\\s*([^()<>=!]*(?:\\(.*\\))?)\\s*([<>=!\u2264\u2265]+)\\s*(.*?)\\s*");
    private static final String FORM = "Write metric>=value or metric<=value, for example accuracy>=0.94.";

    private GateExpression() {}

    static Gate parse(String expression) {
        String at = "gate \"" + expression + "\"";
        Matcher parts = PARTS.matcher(expression);
        if (!parts.matches() || parts.group(1).isBlank()) {
            throw new UserError(at + " is not understood. " + FORM);
        }
        String operator = parts.group(2);
        if (!operator.equals(">=") && !operator.equals("<=")) {
            throw new UserError(
                    at + ": the comparison \"" + operator + "\" is not one of >= and <=; thresholds are inclusive.");
        }
        GateMetric metric = GateMetric.read(parts.group(1), Map.of(), null, at);
        Direction asked = operator.equals(">=") ? Direction.HIGHER : Direction.LOWER;
        if (asked != metric.direction()) {
            throw new UserError(at + ": " + metric.key() + " is better when " + GateMetric.better(metric.direction())
                    + ", so its gate needs " + (asked == Direction.LOWER ? ">=." : "<=."));
        }
        double threshold = threshold(parts.group(3), at);
        try {
            return Gate.of(metric.key(), metric.direction(), threshold);
        } catch (UserError e) {
            throw new UserError(at + ": " + e.getMessage(), e);
        }
    }

    private static double threshold(String text, String at) {
        if (text.startsWith("baseline") || text.startsWith("dummy")) {
            throw new UserError(at + ": comparing with a baseline is not supported yet; give a number.");
        }
        if (text.endsWith("%")) {
            throw new UserError(at + ": a threshold is not given in percent; write 0.94 for 94 %.");
        }
        if (!GateMetric.NUMBER.matcher(text).matches()) {
            throw new UserError(at + ": \"" + text + "\" is not a number. " + FORM);
        }
        return Double.parseDouble(text);
    }
}

package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Demand;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code metric>=value}, {@code metric<=value} and {@code metric>=baseline-0.005}. Settings of the gate stand in the
 * metric's parentheses: {@code accuracy(decide=lowerBound, confidence=0.99)>=0.9}.
 */
final class GateExpression {
    private static final String COMPARISONS = "<>=!\u2264\u2265";
    private static final Pattern WITH_PARAMETERS = Pattern.compile("([^()]*)\\(([^()]*)\\)");
    private static final Pattern OTHER_MODEL = Pattern.compile("(baseline|dummy)\\s*(?:([-+])\\s*(\\S+(?: ?%)?))?");
    private static final Set<String> SETTINGS = Set.of(
            "decide",
            "confidence",
            "method",
            "cap",
            "slice",
            "minRows",
            "onSmall",
            "criticality",
            "onInconclusive",
            "id");
    private static final String FORM = "Write metric>=value or metric<=value, for example accuracy>=0.94.";

    private GateExpression() {}

    /** What it says by the keys of a spec. */
    static Map<String, String> settings(String expression) {
        String at = at(expression);
        int begin = comparison(expression);
        if (begin < 0 || expression.substring(0, begin).isBlank()) {
            throw new UserError(at + " is not understood. " + FORM);
        }
        int end = begin;
        while (end < expression.length() && COMPARISONS.indexOf(expression.charAt(end)) >= 0) {
            end++;
        }
        String operator = expression.substring(begin, end);
        if (!operator.equals(">=") && !operator.equals("<=")) {
            throw new UserError(
                    at + ": the comparison \"" + operator + "\" is not one of >= and <=; thresholds are inclusive.");
        }
        Map<String, String> gate = new LinkedHashMap<>();
        String written = withoutSettings(expression.substring(0, begin).strip(), gate);
        MetricKey metric = MetricReader.read(written, Map.of(), null, at);
        Direction asked = operator.equals(">=") ? Direction.HIGHER : Direction.LOWER;
        if (asked != metric.direction()) {
            throw new UserError(
                    at + ": " + metric + " is better when " + metric.direction().better() + ", so its gate needs "
                            + (asked == Direction.LOWER ? ">=." : "<=."));
        }
        gate.put("metric", written);
        demand(expression.substring(end).strip(), asked, gate, at);
        return gate;
    }

    /** Where the comparison begins that follows the metric and its parentheses, which may hold anything; else -1. */
    private static int comparison(String expression) {
        int at = 0;
        while (at < expression.length() && "()".indexOf(expression.charAt(at)) < 0) {
            if (COMPARISONS.indexOf(expression.charAt(at)) >= 0) {
                return at;
            }
            at++;
        }
        if (at == expression.length() || expression.charAt(at) == ')') {
            return -1;
        }
        for (int close = expression.lastIndexOf(')'); close > at; close = expression.lastIndexOf(')', close - 1)) {
            int next = close + 1;
            while (next < expression.length() && Character.isWhitespace(expression.charAt(next))) {
                next++;
            }
            if (next < expression.length() && COMPARISONS.indexOf(expression.charAt(next)) >= 0) {
                return next;
            }
        }
        return -1;
    }

    /** What to call it in messages. */
    static String at(String expression) {
        return "gate \"" + expression + "\"";
    }

    /** The metric with its own parameters; what is about the gate goes to the gate. */
    private static String withoutSettings(String written, Map<String, String> gate) {
        Matcher parts = WITH_PARAMETERS.matcher(written);
        if (!parts.matches()) {
            return written;
        }
        List<String> own = new ArrayList<>();
        for (String part : parts.group(2).split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            if (SETTINGS.contains(name)) {
                gate.put(name, part.substring(equals + 1).strip());
            } else {
                own.add(part);
            }
        }
        return own.isEmpty() ? parts.group(1) : parts.group(1) + "(" + String.join(",", own) + ")";
    }

    private static void demand(String text, Direction direction, Map<String, String> gate, String at) {
        Matcher other = OTHER_MODEL.matcher(text);
        if (other.matches()) {
            gate.put("vs", other.group(1));
            boolean above = "+".equals(other.group(2));
            boolean gain = other.group(2) != null && above == (direction == Direction.HIGHER);
            gate.put(
                    (gain ? Demand.Change.MIN_GAIN : Demand.Change.MAX_DROP).key(),
                    other.group(3) == null ? "0" : other.group(3));
            return;
        }
        if (text.endsWith("%")) {
            throw new UserError(at + ": a threshold is not given in percent; write 0.94 for 94 %.");
        }
        if (!MetricReader.NUMBER.matcher(text).matches()) {
            throw new UserError(at + ": \"" + text + "\" is not a number. " + FORM);
        }
        gate.put(direction == Direction.HIGHER ? "min" : "max", text);
    }
}

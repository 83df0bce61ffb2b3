package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Baseline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code mlserver.errors<=1 %}, {@code mlserver.latency_p95<=250ms} and {@code mlserver.errors<=previous*1.1}. Settings of
 * the check stand in parentheses: {@code mlserver.errors(minRequests=50)<=0.01}.
 */
final class CheckExpression {
    private static final Pattern BASELINE = Pattern.compile("([a-z]+) ?([*+]) ?(\\S+(?: ?%)?)");
    private static final String FORM =
            "Write preset.criterion<=value, for example mlserver.errors<=0.01, or a mapping in braces.";

    private CheckExpression() {}

    /** What it says by the keys of a check. */
    static Map<String, String> settings(String expression) {
        String at = at(expression);
        int open = expression.indexOf('(');
        int close = expression.indexOf(')');
        int from = open >= 0 && close > open ? close : 0;
        int most = expression.indexOf("<=", from);
        int least = expression.indexOf(">=", from);
        int operator = most >= 0 ? most : least;
        if (operator <= 0) {
            throw new UserError(at + " is not understood. " + FORM);
        }
        Map<String, String> check = new LinkedHashMap<>();
        String left = expression.substring(0, operator).strip();
        if (open >= 0 && open < operator) {
            if (!left.endsWith(")")) {
                throw new UserError(at + " is not understood. " + FORM);
            }
            settings(expression.substring(open + 1, close), check, at);
            left = expression.substring(0, open).strip();
        }
        check.put("preset", left);
        limit(expression.substring(operator + 2).strip(), operator == most, check, at);
        return check;
    }

    static String at(String expression) {
        return "check \"" + expression + "\"";
    }

    private static void settings(String written, Map<String, String> check, String at) {
        for (String part : written.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new UserError(at + ": \"" + part.strip() + "\" is no setting. Write name=value.");
            }
            check.put(
                    part.substring(0, equals).strip(),
                    part.substring(equals + 1).strip());
        }
    }

    private static void limit(String written, boolean most, Map<String, String> check, String at) {
        Matcher baseline = BASELINE.matcher(written);
        boolean bare = Baseline.PREVIOUS.key().equals(written)
                || Baseline.VERIFIED.key().equals(written);
        if (!bare && !baseline.matches()) {
            check.put(most ? "max" : "min", written);
            return;
        }
        if (!most) {
            throw new UserError(at + ": what is compared with a baseline must not rise, so it needs <=.");
        }
        check.put("vs", bare ? written : baseline.group(1));
        if (bare) {
            check.put("maxRatio", "1");
        } else {
            check.put(baseline.group(2).equals("*") ? "maxRatio" : "maxRise", baseline.group(3));
        }
    }
}

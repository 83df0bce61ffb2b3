package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.regex.Pattern;

/** Reads costs; see {@link Cost#read}. */
final class CostReader {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?");
    private static final Pattern NAME = Pattern.compile("[^()=,<>!\"'\\p{Cntrl}\u2264\u2265]+");

    private CostReader() {}

    static Cost read(String what, String written) {
        String text = written.strip();
        if (NUMBER.matcher(text).matches()) {
            double amount = Double.parseDouble(text);
            if (!(amount >= 0 && Double.isFinite(amount))) {
                throw new UserError(what + " is " + text + "; a cost is a finite number of at least 0, or the"
                        + " name of a column that holds such numbers.");
            }
            return new Cost.Fixed(amount + 0.0);
        }
        if (text.isEmpty() || !NAME.matcher(text).matches()) {
            throw new UserError(what + " is \"" + written + "\", which is neither a number nor the name of a"
                    + " column that a key can hold: one without parentheses, commas, quotes and the signs = < > !."
                    + " Rename the column.");
        }
        return new Cost.OfColumn(text);
    }
}

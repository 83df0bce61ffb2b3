package io.jenkins.plugins.mlpipeline.engine.slice;

import io.jenkins.plugins.mlpipeline.engine.slice.ConditionTokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads expressions by recursive descent. */
final class ConditionParser {
    private static final int DEEPEST = 50;
    private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "is", "missing");

    private final ConditionTokens tokens;
    private int depth;

    ConditionParser(String text) {
        this.tokens = new ConditionTokens(text);
    }

    Condition parse() {
        Condition condition = either();
        if (tokens.kind() != Kind.END) {
            throw tokens.problem("\"and\", \"or\" or the end is expected");
        }
        return condition;
    }

    private Condition either() {
        Condition left = both();
        while (tokens.skip("or")) {
            left = new Condition.Or(left, both());
        }
        return left;
    }

    private Condition both() {
        Condition left = one();
        while (tokens.skip("and")) {
            left = new Condition.And(left, one());
        }
        return left;
    }

    private Condition one() {
        if (++depth > DEEPEST) {
            throw tokens.problem("it is nested too deep");
        }
        Condition condition;
        if (tokens.skip("not")) {
            condition = new Condition.Not(one());
        } else if (tokens.skip("(")) {
            condition = either();
            tokens.require(")");
        } else {
            condition = comparison();
        }
        depth--;
        return condition;
    }

    private Condition comparison() {
        boolean column =
                tokens.kind() == Kind.QUOTED_NAME || tokens.kind() == Kind.NAME && !WORDS.contains(tokens.value());
        if (!column) {
            throw tokens.problem("a column is expected, for example age or `hours per week`");
        }
        String name = tokens.value();
        tokens.next();
        if (tokens.skip("is")) {
            boolean not = tokens.skip("not");
            tokens.require("missing");
            Condition missing = new Condition.Missing(name);
            return not ? new Condition.Not(missing) : missing;
        }
        if (tokens.skip("in")) {
            return among(name, true);
        }
        if (tokens.skip("not")) {
            tokens.require("in");
            return among(name, false);
        }
        for (Condition.Comparator comparator : Condition.Comparator.values()) {
            if (tokens.skip(comparator.sign())) {
                return compared(name, comparator);
            }
        }
        throw tokens.problem("one of ==, !=, <, <=, >, >=, in, not in and is missing is expected");
    }

    private Condition compared(String column, Condition.Comparator comparator) {
        if (tokens.kind() == Kind.NUMBER) {
            double value = Double.parseDouble(tokens.value());
            tokens.next();
            return new Condition.Number(column, comparator, value);
        }
        if (tokens.kind() != Kind.TEXT) {
            throw tokens.problem("a number or a text in quotes is expected");
        }
        if (comparator != Condition.Comparator.EQUAL && comparator != Condition.Comparator.DIFFERENT) {
            throw tokens.problem("a text is compared by == and != alone");
        }
        String value = tokens.value();
        tokens.next();
        return new Condition.Text(column, comparator == Condition.Comparator.EQUAL, List.of(value));
    }

    private Condition among(String column, boolean among) {
        tokens.require("[");
        List<String> values = new ArrayList<>();
        do {
            if (tokens.kind() != Kind.TEXT && tokens.kind() != Kind.NUMBER) {
                throw tokens.problem("a number or a text in quotes is expected");
            }
            values.add(tokens.value());
            tokens.next();
        } while (tokens.skip(","));
        tokens.require("]");
        return new Condition.Text(column, among, List.copyOf(values));
    }
}

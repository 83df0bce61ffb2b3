package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.util.ArrayList;
import java.util.List;

/** Finds the ways in which texts are numbers that people wrote, and says how to have them read. */
public final class NumberGuess {
    /** Texts that are looked at; others after them change nothing. */
    public static final int MOST_SAMPLED = 1_000;

    /** Most forms that are offered: with more the texts say nothing. */
    private static final int MOST_OFFERED = 2;

    private static final List<NumberForm> FORMS = forms();

    private NumberGuess() {}

    /**
     * What to say about texts that are numbers in another form than they are read in, to follow a name of the column; null
     * when they are not.
     *
     * @param texts at least one
     * @param read the form in which they are read
     */
    public static String of(List<String> texts, NumberForm read) {
        List<String> sample = texts.subList(0, Math.min(texts.size(), MOST_SAMPLED));
        if (covers(NumberForm.PLAIN, sample, read)) {
            return "its texts are numbers as programs write them (\"" + CsvProblems.clip(example(sample, read))
                    + "\"), and others are declared; write all numbers of the file alike";
        }
        List<String> ways = new ArrayList<>();
        for (NumberForm form : FORMS) {
            if (covers(form, sample, read) && ways.size() <= MOST_OFFERED) {
                boolean simpler = ways.stream()
                        .noneMatch(way -> way.contains(way(form)) || way(form).contains(way));
                if (simpler) {
                    ways.add(way(form));
                }
            }
        }
        if (ways.isEmpty() || ways.size() > MOST_OFFERED) {
            return null;
        }
        return "its texts are numbers as \"" + CsvProblems.clip(example(sample, read))
                + "\"; to have them read so give " + String.join(", or ", ways);
    }

    private static String example(List<String> sample, NumberForm read) {
        return sample.stream().filter(text -> !isNumber(text, read)).findFirst().orElse(sample.get(0));
    }

    private static boolean covers(NumberForm form, List<String> sample, NumberForm read) {
        return !form.equals(read)
                && sample.stream().allMatch(text -> isNumber(text, form))
                && sample.stream().anyMatch(text -> !isNumber(text, read));
    }

    private static boolean isNumber(String text, NumberForm form) {
        char[] chars = text.strip().toCharArray();
        return Double.isFinite(form.parse(chars, 0, chars.length));
    }

    private static String way(NumberForm form) {
        List<String> parts = new ArrayList<>();
        if (form.decimal() == ',') {
            parts.add("csv.decimal: ',' (--decimal ,)");
        }
        if (form.thousands() != null) {
            String shown = form.thousands() == ' ' ? "space" : form.thousands().toString();
            parts.add("csv.thousands: \"" + shown + "\" (--thousands \"" + shown + "\")");
        }
        if (form.signs()) {
            parts.add("csv.numberSigns: true (--number-signs)");
        }
        return String.join(" and ", parts);
    }

    /** From the simplest on. */
    private static List<NumberForm> forms() {
        List<NumberForm> forms = new ArrayList<>();
        for (boolean signs : new boolean[] {false, true}) {
            for (char decimal : new char[] {'.', ','}) {
                forms.add(new NumberForm(decimal, null, signs));
            }
            for (char decimal : new char[] {'.', ','}) {
                for (char thousands : NumberForm.SEPARATORS.toCharArray()) {
                    if (thousands != decimal) {
                        forms.add(new NumberForm(decimal, thousands, signs));
                    }
                }
            }
        }
        return List.copyOf(forms);
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is odd about the texts of a category column or of labels, each a sentence that follows the column's name. */
final class CategoryNotes {
    private static final int MOST_PAIRS = 3;

    /** The missing-value token that is a country's code too: Namibia's. */
    private static final String COUNTRY = "NA";

    /** From so many codes of two letters on a column looks like one of countries. */
    private static final int COUNTRIES = 5;

    private CategoryNotes() {}

    static List<String> of(ColumnReader column) {
        List<String> notes = new ArrayList<>();
        String alike = alike(column.texts());
        if (alike != null) {
            notes.add(" has categories that differ only in case, blanks or a final point and count as different: "
                    + alike + ". Write them alike if they are the same.");
        }
        if (column.countryTokens > 0 && areCountries(column.texts())) {
            notes.add(" looks like codes of countries, and \"NA\" counts as no value in " + column.countryTokens
                    + (column.countryTokens == 1 ? " row" : " rows")
                    + "; if it is Namibia, give the missing-value tokens without it (csv.missing, --missing \"\").");
        }
        return notes;
    }

    /** The first pairs of texts that differ in case, blanks or a final point alone; null when there are none. */
    static String alike(List<String> texts) {
        Map<String, String> seen = new HashMap<>();
        List<String> pairs = new ArrayList<>();
        for (String text : texts) {
            String other = seen.putIfAbsent(plain(text), text);
            if (other != null && pairs.size() <= MOST_PAIRS) {
                pairs.add("\"" + CsvProblems.clip(other) + "\" and \"" + CsvProblems.clip(text) + "\"");
            }
        }
        if (pairs.isEmpty()) {
            return null;
        }
        return pairs.size() > MOST_PAIRS
                ? String.join(", ", pairs.subList(0, MOST_PAIRS)) + ", ..."
                : String.join(", ", pairs);
    }

    static boolean isCountryToken(String text) {
        return COUNTRY.equals(text.strip());
    }

    private static String plain(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        String whole =
                lower.endsWith(".") ? lower.substring(0, lower.length() - 1).strip() : lower;
        StringBuilder plain = new StringBuilder();
        whole.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean areCountries(List<String> texts) {
        return texts.size() >= COUNTRIES
                && texts.stream()
                        .allMatch(text -> text.length() == 2
                                && Character.isUpperCase(text.charAt(0))
                                && Character.isUpperCase(text.charAt(1)));
    }
}

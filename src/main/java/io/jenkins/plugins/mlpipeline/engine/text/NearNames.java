package io.jenkins.plugins.mlpipeline.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names that somebody may have meant, for error messages. */
public final class NearNames {
    private static final int MOST = 3;
    private static final int MOST_LISTED = 12;

    /** What is longer was not misspelt, and comparing it would take long. */
    private static final int LONGEST = 200;

    private static final int MOST_COMPARED = 2_000;

    private NearNames() {}

    /**
     * A sentence to append to "unknown name": the nearest known names, or a list of what there is when nothing is near.
     *
     * @param name what was written
     * @param known every name that would have been accepted
     * @return for example {@code Did you mean "accuracy"?}, never empty
     */
    public static String hint(String name, Collection<String> known) {
        List<String> near = near(name, known);
        if (!near.isEmpty()) {
            return "Did you mean " + near.stream().map(n -> '"' + n + '"').collect(Collectors.joining(" or ")) + "?";
        }
        if (known.isEmpty()) {
            return "There is none to choose from.";
        }
        String listed = known.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
        return "Known: " + listed + (known.size() > MOST_LISTED ? ", ... (" + known.size() + " in all)." : ".");
    }

    /**
     * The known names that are close to {@code name}, nearest first, at most three.
     *
     * @param name what was written
     * @param known every name that would have been accepted
     */
    public static List<String> near(String name, Collection<String> known) {
        String wanted = fold(name);
        if (wanted.length() > LONGEST) {
            return List.of();
        }
        int most = Math.max(1, wanted.length() / 3);
        record Candidate(String name, int distance) {}
        return known.stream()
                .limit(MOST_COMPARED)
                .filter(k -> k.length() <= LONGEST)
                .map(k -> new Candidate(k, distance(wanted, fold(k))))
                .filter(c -> c.distance <= most
                        || (wanted.length() >= 3 && fold(c.name).contains(wanted)))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    private static String fold(String s) {
        return s.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Levenshtein distance with transpositions of neighbours counted once (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = last;
            last = now;
            now = spare;
        }
        return last[b.length()];
    }
}

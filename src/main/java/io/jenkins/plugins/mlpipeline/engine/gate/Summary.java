package io.jenkins.plugins.mlpipeline.engine.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The verdict on the whole in one sentence. */
final class Summary {
    /** For an empty list of gates. */
    static final String NOTHING =
            "No gate is given, so nothing was checked; add at least one, for example accuracy>=0.9.";

    private static final int MOST_NAMED = 5;

    private static final Map<Verdict, String> WORDS = words();

    private Summary() {}

    static String of(Verdict verdict, List<GateOutcome> gates) {
        List<GateOutcome> noted = gates.stream()
                .filter(g -> g.criticality() == Criticality.NOTE && g.verdict() != Verdict.ERROR)
                .toList();
        List<GateOutcome> notedNotPassed =
                noted.stream().filter(g -> g.verdict() != Verdict.PASS).toList();
        if (noted.size() == gates.size()) {
            return "No gate can block, since " + (gates.size() == 1 ? "the only one is a note" : "all are notes") + "; "
                    + (notedNotPassed.isEmpty()
                            ? "nothing is to be noted."
                            : "not passed: " + names(notedNotPassed) + ".");
        }
        List<GateOutcome> binding = new ArrayList<>(gates);
        binding.removeAll(noted);
        return main(verdict, binding) + notes(notedNotPassed);
    }

    private static String main(Verdict verdict, List<GateOutcome> binding) {
        if (verdict == Verdict.PASS) {
            return switch (binding.size()) {
                case 1 -> "The gate passed.";
                case 2 -> "Both gates passed.";
                default -> "All " + binding.size() + " gates passed.";
            };
        }
        List<String> parts = new ArrayList<>();
        WORDS.forEach((kind, what) -> {
            List<GateOutcome> those =
                    binding.stream().filter(g -> g.verdict() == kind).toList();
            if (!those.isEmpty()) {
                String of = parts.isEmpty() ? " of " + binding.size() + " gates " : " ";
                parts.add((binding.size() == 1 ? "The gate " : those.size() + of) + what + ": " + names(those));
            }
        });
        return String.join("; ", parts) + ".";
    }

    private static Map<Verdict, String> words() {
        Map<Verdict, String> words = new LinkedHashMap<>();
        words.put(Verdict.ERROR, "could not be evaluated");
        words.put(Verdict.FAIL, "failed");
        words.put(Verdict.INCONCLUSIVE, "can't be decided");
        return Collections.unmodifiableMap(words);
    }

    private static String notes(List<GateOutcome> notedNotPassed) {
        return notedNotPassed.isEmpty() ? "" : " Noted, without consequence: " + names(notedNotPassed) + ".";
    }

    private static String names(List<GateOutcome> gates) {
        String named = gates.stream().limit(MOST_NAMED).map(GateOutcome::id).collect(Collectors.joining(", "));
        return gates.size() > MOST_NAMED ? named + " and " + (gates.size() - MOST_NAMED) + " more" : named;
    }
}

package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a reader should know before trusting the numbers. */
final class WarningsSection {
    private static final int MOST = 100;

    private WarningsSection() {}

    static void write(Markup page, ReportInput input) {
        Set<String> warnings = new LinkedHashSet<>();
        DataChecks checks = input.evaluation().dataChecks();
        if (checks != null && checks.findings() != null) {
            warnings.addAll(checks.findings());
        }
        if (input.evaluation().warnings() != null) {
            warnings.addAll(input.evaluation().warnings());
        }
        if (input.training() != null && input.training().warnings() != null) {
            input.training().warnings().stream()
                    .filter(warning -> !warnings.contains("in training: " + warning))
                    .forEach(warnings::add);
        }
        if (warnings.isEmpty()) {
            return;
        }
        Section.WARNINGS.card(page, s -> {
            s.in(
                    "ul",
                    list -> warnings.stream().limit(MOST).forEach(w -> list.text("li", String.valueOf(w))),
                    "class",
                    "warnings");
            Section.more(s, warnings.size(), MOST, "warnings");
        });
    }
}

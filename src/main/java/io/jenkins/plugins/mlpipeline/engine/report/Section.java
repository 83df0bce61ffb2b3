package io.jenkins.plugins.mlpipeline.engine.report;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The parts of the page below the verdict, in their order; a part that has nothing to show writes nothing. */
enum Section {
    GATES("gates", "Gates", GatesSection::write),
    WARNINGS("warnings", "Warnings", WarningsSection::write),
    COMPARISON("comparison", "Against the baseline", ComparisonSection::write),
    METRICS("metrics", "Metrics", MetricsSection::write),
    SLICES("slices", "Slices", SlicesSection::write),
    FAIRNESS("fairness", "Fairness", FairnessSection::write),
    CONFUSION("confusion", "Confusion matrix", ConfusionSection::write),
    CURVES("curves", "Curves", CurvesSection::write),
    THRESHOLDS("thresholds", "Decision thresholds", ThresholdSection::write),
    INPUTS("inputs", "What the model relies on", ImportanceSection::write),
    TRAINING("training", "Training", TrainingSection::write),
    DATA("data", "Data", DataSection::write),
    CHECKS("checks", "Data checks", ChecksSection::write),
    PROVENANCE("provenance", "Provenance", ProvenanceSection::write);

    private final String id;
    private final String title;
    private final BiConsumer<Markup, ReportInput> writer;

    Section(String id, String title, BiConsumer<Markup, ReportInput> writer) {
        this.id = id;
        this.title = title;
        this.writer = writer;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    void write(Markup page, ReportInput input) {
        writer.accept(page, input);
    }

    /** The frame of the part: a heading that the navigation leads to. */
    void card(Markup page, Consumer<Markup> content) {
        page.in(
                        "section",
                        section -> {
                            section.text("h2", title, "id", id + "-title").line();
                            content.accept(section);
                        },
                        "id",
                        id,
                        "class",
                        "card",
                        "aria-labelledby",
                        id + "-title")
                .line();
    }

    /** Says how many were left out of a list; nothing when none were. */
    static void more(Markup section, int size, int shown, String what) {
        if (size > shown) {
            section.text("p", "and " + (size - shown) + " more " + what + ", not shown here.", "class", "muted");
        }
    }
}

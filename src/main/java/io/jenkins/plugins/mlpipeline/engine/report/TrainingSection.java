package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.report.TrainingView.Loss;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** How the model came about: what was compared, and how the loss fell. */
final class TrainingSection {
    private static final int MOST_POINTS = 400;
    private static final int TABLE_ROWS = 21;
    private static final int MOST_VALUES = 60;

    private TrainingSection() {}

    static void write(Markup page, ReportInput input) {
        TrainingView training = input.training();
        if (training == null) {
            return;
        }
        boolean board = training.leaderboard() != null
                && training.leaderboard().candidates() != null
                && !training.leaderboard().candidates().isEmpty();
        boolean curve = training.curve() != null && training.curve().size() > 1;
        boolean values = training.hyperparameters() != null
                && !training.hyperparameters().isEmpty();
        if (!board && !curve && !values) {
            return;
        }
        Section.TRAINING.card(page, s -> {
            s.text("p", about(training), "class", "muted");
            if (board) {
                LeaderboardTable.write(s, training.leaderboard(), training.algorithm());
            }
            s.in(
                    "div",
                    grid -> {
                        if (curve) {
                            CurvesSection.figure(grid, figure -> curve(figure, training));
                        }
                        if (values) {
                            grid.in("div", d -> hyperparameters(d, training));
                        }
                    },
                    "class",
                    "beside");
        });
    }

    private static String about(TrainingView training) {
        StringBuilder about = new StringBuilder();
        about.append(
                training.algorithm() == null
                        ? "The model"
                        : training.algorithm().replace('_', ' '));
        TrainingView.SplitView split = training.split();
        if (split != null && split.trainingRows() != null) {
            about.append(" learnt from ")
                    .append(Figures.count(split.trainingRows()))
                    .append(" rows");
            if (split.holdoutRows() != null) {
                about.append("; ").append(Figures.count(split.holdoutRows())).append(" were kept back");
                if (split.rule() != null) {
                    about.append(" (").append(split.rule()).append(')');
                }
            }
        }
        if (training.seed() != null) {
            about.append(", seed ").append(training.seed());
        }
        String text = about.append('.').toString();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String rounded(Double value) {
        return value == null ? "" : Figures.rounded(value);
    }

    private static void curve(Markup figure, TrainingView training) {
        List<Loss> losses = training.curve();
        List<Loss> kept = Arrays.stream(Grid.spread(losses.size(), MOST_POINTS))
                .mapToObj(losses::get)
                .toList();
        double[] all = kept.stream()
                .flatMapToDouble(l -> DoubleStream.of(
                        l.training() == null ? Double.NaN : l.training(),
                        l.validation() == null ? Double.NaN : l.validation()))
                .filter(Double::isFinite)
                .toArray();
        if (all.length == 0) {
            return;
        }
        boolean validated = kept.stream().anyMatch(l -> l.validation() != null);
        figure.text("figcaption", "Loss by round");
        Plot plot = new Plot(
                "loss",
                "Training curve",
                "Loss by round or epoch"
                        + (validated ? ", on the rows learnt from and on rows kept for stopping." : "."),
                new Axis(
                        "round",
                        kept.get(0).step(),
                        Math.max(kept.get(kept.size() - 1).step(), kept.get(0).step() + 1)),
                Axis.around(
                        "loss",
                        Arrays.stream(all).min().getAsDouble(),
                        Arrays.stream(all).max().getAsDouble()));
        line(plot, "a", kept, Loss::training);
        line(plot, "b", kept, Loss::validation);
        if (training.bestStep() != null) {
            plot.mark(training.bestStep());
        }
        plot.write(figure);
        figure.in(
                "p",
                p -> {
                    CurvesSection.key(p, "line a", "training");
                    if (validated) {
                        CurvesSection.key(p, "line b", "validation");
                    }
                    if (training.bestStep() != null) {
                        CurvesSection.key(p, "line mark", "best, round " + training.bestStep());
                    }
                },
                "class",
                "legend");
        Grid.folded(
                figure,
                "Values",
                d -> Grid.table(
                        d,
                        "Training curve",
                        List.of("#Round", "#Training", "#Validation"),
                        body -> {
                            for (int i : Grid.spread(kept.size(), TABLE_ROWS)) {
                                body.in("tr", row -> {
                                    Grid.number(
                                            row, Integer.toString(kept.get(i).step()));
                                    Grid.number(row, rounded(kept.get(i).training()));
                                    Grid.number(row, rounded(kept.get(i).validation()));
                                });
                            }
                        },
                        "plain"));
    }

    private static void line(Plot plot, String style, List<Loss> losses, Function<Loss, Double> value) {
        List<Loss> known = losses.stream().filter(l -> value.apply(l) != null).toList();
        plot.line(
                style,
                known.stream().mapToDouble(Loss::step).toArray(),
                known.stream().mapToDouble(value::apply).toArray());
    }

    private static void hyperparameters(Markup section, TrainingView training) {
        section.text("h3", "Hyperparameters");
        Grid.table(
                section,
                "Hyperparameters",
                List.of("Name", "Value"),
                body -> training.hyperparameters().entrySet().stream()
                        .limit(MOST_VALUES)
                        .forEach(e -> body.in("tr", row -> {
                            row.text("th", e.getKey(), "scope", "row");
                            row.text(
                                    "td",
                                    e.getValue() == null
                                            ? "none"
                                            : e.getValue().isTextual()
                                                    ? e.getValue().asText()
                                                    : e.getValue().toString());
                        })),
                "plain");
        Section.more(section, training.hyperparameters().size(), MOST_VALUES, "hyperparameters");
    }
}

package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.report.TrainingView.Candidate;
import io.jenkins.plugins.mlpipeline.engine.report.TrainingView.Leaderboard;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** The learners that were compared, with the spread of their scores over the folds. */
final class LeaderboardTable {
    private static final int MOST_CANDIDATES = 50;

    private LeaderboardTable() {}

    static void write(Markup section, Leaderboard board, String chosen) {
        double[] scores = board.candidates().stream()
                .flatMapToDouble(c -> DoubleStream.concat(
                        DoubleStream.of(scores(c)),
                        c.mean() == null ? DoubleStream.empty() : DoubleStream.of(c.mean())))
                .toArray();
        Axis axis = scores.length == 0
                ? Axis.share("")
                : Axis.around(
                        "",
                        Arrays.stream(scores).min().getAsDouble(),
                        Arrays.stream(scores).max().getAsDouble());
        section.text(
                "h3",
                "Candidates by " + board.metric()
                        + (board.folds() == null ? "" : ", " + board.folds() + "-fold cross-validation"));
        if (board.dummy() != null) {
            section.text("p", "A model without features has " + Figures.rounded(board.dummy()) + ".", "class", "muted");
        }
        Grid.table(
                section,
                "Leaderboard",
                List.of("#", "Algorithm", "#Mean", "#Deviation", "Folds and mean", "#Seconds"),
                body -> {
                    List<Candidate> shown =
                            board.candidates().stream().limit(MOST_CANDIDATES).toList();
                    for (int i = 0; i < shown.size(); i++) {
                        candidate(body, i + 1, shown.get(i), axis, chosen);
                    }
                },
                "plain");
        Section.more(section, board.candidates().size(), MOST_CANDIDATES, "candidates");
    }

    private static void candidate(Markup body, int rank, Candidate candidate, Axis axis, String chosen) {
        boolean taken = candidate.algorithm() != null && candidate.algorithm().equals(chosen);
        body.in(
                "tr",
                row -> {
                    Grid.number(row, candidate.mean() == null ? "" : Integer.toString(rank));
                    row.in("td", cell -> {
                        cell.text("strong", String.valueOf(candidate.algorithm()));
                        if (taken) {
                            cell.text(" ").text("span", "chosen", "class", "tag");
                        }
                        if (candidate.failure() != null) {
                            cell.text("p", candidate.failure(), "class", "muted");
                        }
                    });
                    Grid.number(row, rounded(candidate.mean()));
                    Grid.number(row, candidate.std() == null ? "" : "\u00b1 " + Figures.rounded(candidate.std()));
                    row.in("td", cell -> folds(cell, candidate, axis), "class", "wide");
                    Grid.number(row, rounded(candidate.seconds()));
                },
                "class",
                taken ? "current" : null);
    }

    private static void folds(Markup cell, Candidate candidate, Axis axis) {
        if (candidate.mean() == null) {
            return;
        }
        Strip strip = new Strip(axis);
        for (double score : scores(candidate)) {
            strip.dot("a small see-through", score);
        }
        strip.tick("a", candidate.mean()).write(cell);
    }

    private static double[] scores(Candidate candidate) {
        return candidate.scores() == null
                ? new double[0]
                : candidate.scores().stream()
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .toArray();
    }

    private static String rounded(Double value) {
        return value == null ? "" : Figures.rounded(value);
    }
}

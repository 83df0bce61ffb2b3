package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Made-up data with everything that preprocessing has to deal with. */
public final class Samples {
    public static final Path GERMAN_CREDIT = Path.of("docs/examples/german-credit/german_credit.csv");

    private Samples() {}

    /** A table of at most three number columns. */
    public static Table numbers(double[]... columns) {
        List<String> names = List.of("a", "b", "c").subList(0, columns.length);
        return new Table(
                names,
                names.stream().map(n -> ColumnType.NUMBER).toList(),
                List.of(columns),
                Arrays.asList(new int[columns.length][]),
                Arrays.asList(new Dictionary[columns.length]),
                columns[0].length);
    }

    /**
     * Writes a CSV file with numbers, categories, gaps in both, a constant, a category of many rare values and column
     * names that are no identifiers. The label depends on three columns and some noise.
     *
     * @param kind {@code binary}, {@code multiclass} or {@code regression}
     */
    static Path write(Path folder, String kind, int rows, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        lines.add("amount,\"rate, yearly\",savings/bonds,city,constant,label 1,y");
        String[] colours = {"red", "Grün", "blue \"sky\"", "NOT, red"};
        for (int i = 0; i < rows; i++) {
            double amount = random.nextDouble(-3, 3);
            double rate = 1000 + random.nextDouble();
            int colour = random.nextInt(colours.length);
            double signal = amount + 2 * (rate - 1000) + (colour == 1 ? 1.5 : 0) + random.nextDouble(-0.5, 0.5);
            String y =
                    switch (kind) {
                        case "binary" -> signal > 1.4 ? "yes" : "no";
                        case "multiclass" -> signal > 2.5 ? "high" : signal > 0.5 ? "mid" : "low";
                        default -> String.format(Locale.ROOT, "%.4f", 250_000 + 40_000 * signal);
                    };
            lines.add(String.join(
                    ",",
                    random.nextInt(10) == 0 ? "" : String.format(Locale.ROOT, "%.3f", amount),
                    String.format(Locale.ROOT, "%.6f", rate),
                    random.nextInt(8) == 0 ? "?" : '"' + colours[colour].replace("\"", "\"\"") + '"',
                    "c" + Math.round(Math.pow(random.nextDouble(), 3) * 40),
                    "7",
                    Integer.toString(random.nextInt(5)),
                    y));
        }
        Path file = folder.resolve(kind + ".csv");
        Files.write(file, lines);
        return file;
    }
}

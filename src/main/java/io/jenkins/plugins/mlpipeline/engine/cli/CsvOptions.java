package io.jenkins.plugins.mlpipeline.engine.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** How CSV files are written and which columns play which part. */
final class CsvOptions {
    @Option(names = "--label", paramLabel = "COLUMN", description = "The column that is predicted.", order = 3)
    private String label;

    @Option(
            names = "--features",
            paramLabel = "A,B",
            split = ",",
            description = "The input columns; all but label, row id and ignored ones when left out.",
            order = 50)
    private List<String> features;

    @Option(names = "--ignore", paramLabel = "A,B", split = ",", description = "Columns that are no input.", order = 51)
    private List<String> ignore;

    @Option(
            names = "--row-id",
            paramLabel = "COLUMN",
            description = "A column that names a row; never an input. Without one a row is known by its content.",
            order = 52)
    private String rowId;

    @Option(
            names = "--delimiter",
            paramLabel = "D",
            description = "One of , ; | tab; found in the header line when left out.",
            order = 53)
    private String delimiter;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "How the file is encoded; UTF-8 when left out.",
            order = 54)
    private String charset;

    @Option(
            names = "--missing",
            paramLabel = "A,B",
            split = ",",
            description = "Texts that mean \"no value\", in place of NA, NaN, null, ? and the like.",
            order = 55)
    private List<String> missing;

    void into(OptionMap options) {
        options.put("label", label)
                .put("features", features)
                .put("ignore", ignore)
                .put("rowId", rowId)
                .put("csv", "delimiter", delimiter)
                .put("csv", "charset", charset)
                .put("csv", "missing", missing);
    }
}

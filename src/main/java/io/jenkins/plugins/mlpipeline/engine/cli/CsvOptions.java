package io.jenkins.plugins.mlpipeline.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    @Option(
            names = "--decimal",
            paramLabel = "D",
            description = "The decimal sign of numbers, . or ,; a point when left out.",
            order = 56)
    private String decimal;

    @Option(
            names = "--thousands",
            paramLabel = "S",
            description = "What parts groups of digits in numbers: one of , . ' or space.",
            order = 57)
    private String thousands;

    @Option(
            names = "--number-signs",
            description = "Numbers may have a currency sign, a percent sign (12 %% is 0.12), or brackets for a minus.",
            order = 58)
    private boolean numberSigns;

    @Option(
            names = "--bad-numbers",
            paramLabel = "WHAT",
            description = "A cell of a number column that is no number: error, the default, or missing.",
            order = 59)
    private String badNumbers;

    @Option(
            names = "--comment",
            paramLabel = "SIGN",
            description = "Lines that begin with this sign are skipped, for example '#'.",
            order = 59)
    private String comment;

    @Option(
            names = "--dates",
            paramLabel = "ORDER",
            description = "dmy or mdy: what stands first in dates that rows are split by (--split time:COLUMN).",
            order = 59)
    private String dates;

    @Option(
            names = "--columns",
            paramLabel = "COLUMN=TYPE",
            split = ",",
            description = "How columns are read: number, category, or the categories with | between them.",
            order = 60)
    private Map<String, String> columns;

    void into(OptionMap options) {
        options.put("label", label)
                .put("features", features)
                .put("ignore", ignore)
                .put("rowId", rowId)
                .put("csv", "delimiter", delimiter)
                .put("csv", "charset", charset)
                .put("csv", "missing", missing)
                .put("csv", "decimal", decimal)
                .put("csv", "thousands", thousands)
                .put("csv", "numberSigns", numberSigns ? true : null)
                .put("csv", "badNumbers", badNumbers)
                .put("csv", "comment", comment)
                .put("csv", "dates", dates)
                .put("columns", types());
    }

    /** The types under the spec's key: a text, or a list of categories. */
    private Map<String, Object> types() {
        if (columns == null) {
            return null;
        }
        Map<String, Object> types = new LinkedHashMap<>();
        columns.forEach(
                (column, type) -> types.put(column, type.indexOf('|') < 0 ? type : List.of(type.split("\\|", -1))));
        return types;
    }
}

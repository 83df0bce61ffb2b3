package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.comparison.FedInput;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Which columns of a file are sent to a served model, in which order and as what. */
public final class AskedColumns {
    private static final String NUMBERS = "FP64";

    private final List<AskedInput> inputs;
    private final List<String> columns;
    private final int[] places;
    private final CellForm[] forms;

    private AskedColumns(List<AskedInput> inputs, List<String> columns, int[] places, CellForm[] forms) {
        this.inputs = List.copyOf(inputs);
        this.columns = List.copyOf(columns);
        this.places = places;
        this.forms = forms;
    }

    /**
     * Columns for a model of which nothing is known: those that hold numbers alone are sent as numbers, all others as texts, as
     * they are written. The files are read once for it, until every column is known to hold a text.
     *
     * @param files the rows
     * @param ignored columns that need not be in each of several files
     * @param columns in the order in which they are sent, each in the files
     */
    public static AskedColumns written(List<Path> files, CsvFormat format, Set<String> ignored, List<String> columns)
            throws IOException {
        boolean[] numeric = new boolean[columns.size()];
        Arrays.fill(numeric, true);
        try (RowFiles rows = RowFiles.open(files, format, ignored)) {
            int[] places = columns.stream().mapToInt(rows::column).toArray();
            int open = places.length;
            RowCursor row = rows.next();
            while (open > 0 && row != null) {
                for (int i = 0; i < places.length; i++) {
                    if (numeric[i] && !row.isMissing(places[i]) && !CellForm.isNumber(row.text(places[i]))) {
                        numeric[i] = false;
                        open--;
                    }
                }
                row = rows.next();
            }
            List<AskedInput> inputs = new ArrayList<>();
            CellForm[] forms = new CellForm[places.length];
            for (int i = 0; i < places.length; i++) {
                inputs.add(new AskedInput(columns.get(i), numeric[i] ? NUMBERS : FedInput.TEXTS, i, 1));
                forms[i] = numeric[i] ? CellForm.WRITTEN : CellForm.TEXT;
            }
            return new AskedColumns(inputs, columns, places, forms);
        }
    }

    /**
     * The columns that a model was fed, as its inputs took them.
     *
     * @param files the rows
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a file has one of them no longer
     */
    public static AskedColumns fed(List<FedInput> fed, RowFiles files) {
        List<AskedInput> inputs = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<CellForm> forms = new ArrayList<>();
        for (FedInput input : fed) {
            inputs.add(new AskedInput(
                    input.name(),
                    input.datatype(),
                    columns.size(),
                    input.columns().size()));
            columns.addAll(input.columns());
            input.columns().forEach(column -> forms.add(CellForm.of(input)));
        }
        return new AskedColumns(
                inputs, columns, columns.stream().mapToInt(files::column).toArray(), forms.toArray(CellForm[]::new));
    }

    /** How many columns there are. */
    public int width() {
        return places.length;
    }

    /** Their names, in the order in which they are sent. */
    public List<String> names() {
        return columns;
    }

    /**
     * The values of the row that a cursor stands on.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when a cell is not what the model takes
     */
    public JsonNode[] read(RowCursor row) {
        JsonNode[] cells = new JsonNode[places.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = forms[i].of(row, places[i]);
        }
        return cells;
    }

    /** Rows that were read. */
    public AskedRows rows(List<JsonNode[]> cells) {
        return new AskedRows(inputs, columns, cells);
    }
}

package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import java.util.List;
import java.util.Map;

/**
 * What a model was fed, so that a server of the same model can be asked the same.
 *
 * @param inputs its inputs, in its order
 * @param dates how the cells of columns are written that are dates: their numbers are seconds since the beginning of 1970 in UTC
 * @param missing texts that mean "no value"
 */
public record Fed(List<FedInput> inputs, Map<String, DateForm> dates, List<String> missing) {
    public Fed {
        inputs = List.copyOf(inputs);
        dates = dates == null ? Map.of() : Map.copyOf(dates);
        missing = missing == null ? CsvFormat.DEFAULT_MISSING : List.copyOf(missing);
    }

    /** Columns that were sent to a server, each for itself, as they are written. */
    public static Fed written(List<String> columns, CsvFormat format) {
        return new Fed(
                columns.stream()
                        .map(column -> new FedInput(column, null, List.of(column), null))
                        .toList(),
                null,
                format.missing());
    }

    /** The columns that were sent as they are written; empty where a model was fed by its own inputs. */
    public List<String> asWritten() {
        return inputs.stream().allMatch(input -> input.datatype() == null)
                ? inputs.stream().map(FedInput::name).toList()
                : List.of();
    }

    /** How the rows are read, where options leave it open. */
    public CsvFormat reading(CsvFormat asked) {
        boolean open = asked.missing().equals(CsvFormat.DEFAULT_MISSING);
        return (open ? asked.withMissing(missing) : asked).withDateColumns(dates);
    }
}

package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvHeader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Settles which columns of a header may be features. */
public final class ColumnChoice {
    private ColumnChoice() {}

    /**
     * The columns that a selection allows as features, in file order.
     *
     * @param header all columns
     * @param file for messages
     * @throws UserError when the selection names a column that isn't there, or gives one column two parts
     */
    public static Set<String> features(ColumnSelection selection, List<String> header, String file) {
        CsvHeader.position(header, selection.label(), file);
        if (selection.rowId() != null) {
            CsvHeader.position(header, selection.rowId(), file);
            if (selection.rowId().equals(selection.label())) {
                throw new UserError("\"" + selection.label() + "\" is the label and the row id. Name another row id.");
            }
        }
        selection.ignore().stream().sorted().forEach(c -> CsvHeader.position(header, c, file));
        selection.declared().keySet().stream().sorted().forEach(c -> CsvHeader.position(header, c, file));
        selection.others().stream().sorted().forEach(c -> CsvHeader.position(header, c, file));
        if (selection.features() != null) {
            for (String feature : selection.features()) {
                CsvHeader.position(header, feature, file);
                String part = feature.equals(selection.label())
                        ? "the label"
                        : feature.equals(selection.rowId())
                                ? "the row id"
                                : selection.ignore().contains(feature) ? "ignored" : null;
                if (part != null) {
                    throw new UserError("\"" + feature + "\" is named in features, but it is " + part
                            + ". Leave it out of one of the two.");
                }
            }
        }
        Set<String> chosen = new LinkedHashSet<>(header);
        chosen.remove(selection.label());
        chosen.remove(selection.rowId());
        CsvHeader.withoutIndex(chosen);
        chosen.removeAll(selection.ignore());
        if (selection.features() != null) {
            chosen.retainAll(new LinkedHashSet<>(selection.features()));
        } else {
            chosen.removeAll(selection.others());
        }
        return chosen;
    }

    /** The columns that would be features if they were not read to split by, in file order. */
    static List<String> splitOnly(ColumnSelection selection, List<String> header) {
        return header.stream()
                .filter(selection.others()::contains)
                .filter(name -> selection.features() == null)
                .filter(name -> !selection.ignore().contains(name))
                .filter(name -> !name.equals(selection.label()) && !name.equals(selection.rowId()))
                .toList();
    }
}

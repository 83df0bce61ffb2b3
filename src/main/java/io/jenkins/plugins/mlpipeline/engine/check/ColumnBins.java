package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.NumberBins;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The bins in which the cells of one column are counted, as training made them: one for missing cells, one for cells that
 * training did not know, then the percentiles of numbers, or the categories and one for those that were not counted apart.
 */
public final class ColumnBins {
    private final ColumnProfile trained;
    /** Null for numbers. */
    private final List<String> categories;

    /** Of numbers; else empty. */
    private final double[] edges;

    private ColumnBins(ColumnProfile trained, List<String> categories) {
        this.trained = trained;
        this.categories = categories;
        this.edges = trained.bins() == null
                ? new double[0]
                : trained.bins().edges().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
    }

    /** Bins of numbers; the profile has some. */
    static ColumnBins ofNumbers(ColumnProfile trained) {
        return new ColumnBins(trained, null);
    }

    /** Bins of categories, of which the profile has frequencies. */
    static ColumnBins ofCategories(ColumnProfile trained, List<String> categories) {
        return new ColumnBins(trained, List.copyOf(categories));
    }

    /** Bins for predicted numbers: those of the numbers that were learnt from; empty for labels, and where they are not known. */
    public static Optional<ColumnBins> ofPredictions(Profile profile) {
        ColumnProfile label = profile.label();
        return label == null || label.bins() == null ? Optional.empty() : Optional.of(ofNumbers(label));
    }

    /** Whether what training left of a column makes bins. */
    static boolean areKnown(Column column, ColumnProfile trained) {
        return column != null
                && trained != null
                && (column.type().isNumeric()
                        ? trained.bins() != null
                        : column.categories() != null && trained.frequencies() != null);
    }

    /** The column. */
    public String name() {
        return trained.name();
    }

    /** Whether bins beside one another are more alike than others. */
    public boolean isOrdered() {
        return categories == null;
    }

    /** Number of bins. */
    public int size() {
        return Cells.FIRST + (categories == null ? trained.bins().counts().size() : categories.size() + 1);
    }

    /** The bin of a finite number. */
    public int bin(double value) {
        return Cells.FIRST + NumberBins.bin(edges, value);
    }

    /** Counts the cells of a column at a position. */
    Cells cells(int position) {
        return categories == null
                ? new NumberCells(name(), position, trained, null)
                : new CategoryCells(name(), position, trained, new Dictionary(categories), null);
    }

    /** The counts of the rows that the model learnt from. */
    public long[] training() {
        long[] counts = new long[size()];
        counts[Cells.MISSING] = trained.missing();
        if (categories == null) {
            for (int i = 0; i < trained.bins().counts().size(); i++) {
                counts[Cells.FIRST + i] = trained.bins().counts().get(i);
            }
            return counts;
        }
        for (int i = 0; i < categories.size(); i++) {
            Long known = trained.frequencies().get(categories.get(i));
            counts[Cells.FIRST + i] = known == null ? 0 : known;
        }
        counts[counts.length - 1] = trained.other() == null ? 0 : trained.other();
        return counts;
    }

    /**
     * Two counts beside one another.
     *
     * @param earlier as long as {@link #size}; at least one row
     * @param later likewise, or without the last bin of categories
     */
    public BinnedCounts compare(long[] earlier, long[] later) {
        return categories == null
                ? BinnedCounts.ofNumbers(name(), trained, earlier, later)
                : BinnedCounts.ofCategories(name(), earlier, Arrays.copyOf(later, size()));
    }
}

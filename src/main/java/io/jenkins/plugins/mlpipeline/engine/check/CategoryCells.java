package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSum;
import java.util.Arrays;

/** A column of categories that training listed. */
final class CategoryCells extends Cells {
    private final long hashedName;
    private final long missingPart;
    private final Dictionary known;
    private final long[] parts;
    /** Null where nothing is to be predicted. */
    private final Association association;

    private boolean tooMany;
    private String firstUnseen;
    private long firstUnseenPlace;
    private boolean unseenVaries;

    /** @param outcome what the column may predict; null when that is not asked */
    CategoryCells(String name, int position, ColumnProfile trained, Dictionary known, PredictedValues outcome) {
        super(name, position, trained, FIRST + known.size());
        this.association = outcome == null ? null : outcome.association(Association.MOST_CELLS);
        this.hashedName = RowSum.name(name);
        this.missingPart = RowSum.missing(name);
        this.known = known;
        this.parts = known.entries().stream()
                .mapToLong(text -> RowSum.text(name, text))
                .toArray();
    }

    @Override
    long look(RowCursor row, double[] numbers, int at, SeenCells seen) {
        int code = row.code(position, known);
        if (code >= 0) {
            seen.cells[at] = FIRST + code;
            return parts[code];
        }
        if (row.isMissing(position)) {
            seen.cells[at] = MISSING;
            return missingPart;
        }
        seen.cells[at] = UNSEEN;
        if (seen.unseen == null) {
            seen.unseen = row.text(position);
            seen.unseenPlace = row.place();
        } else if (!seen.unseenVaries) {
            seen.unseenVaries = !seen.unseen.equals(row.text(position));
        }
        return RowSum.hashed(hashedName, row.hash(position));
    }

    @Override
    void count(SeenCells seen, int rows, double[] truth) {
        if (seen.unseen != null) {
            unseenVaries |= seen.unseenVaries || firstUnseen != null && !firstUnseen.equals(seen.unseen);
            if (firstUnseen == null) {
                firstUnseen = seen.unseen;
                firstUnseenPlace = seen.unseenPlace;
            }
        }
        for (int row = 0; row < rows; row++) {
            int bin = (int) seen.cells[row];
            counts[bin]++;
            tooMany = tooMany || association != null && !association.add(bin, truth[row]);
        }
    }

    @Override
    boolean hasTooMany() {
        return tooMany;
    }

    @Override
    double gain() {
        return association.gain(new Neighbourhoods(association.groups()));
    }

    @Override
    boolean isConstant() {
        return !unseenVaries
                && Arrays.stream(counts, UNSEEN, counts.length)
                                .filter(count -> count > 0)
                                .count()
                        <= 1;
    }

    /** The categories in the order of their bins. */
    Dictionary known() {
        return known;
    }

    /** The first category that training did not know; null when there was none. */
    String firstUnseen() {
        return firstUnseen;
    }

    /** Where it stood, see {@link RowCursor#place}. */
    long firstUnseenPlace() {
        return firstUnseenPlace;
    }
}

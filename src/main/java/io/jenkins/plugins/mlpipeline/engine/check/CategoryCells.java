package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.RowSum;
import java.util.Arrays;

/** A column of categories that training listed. */
final class CategoryCells extends Cells {
    private final long hashedName;
    private final long missingPart;
    private final Dictionary known;
    private final long[] parts;
    private String firstUnseen;
    private long firstUnseenLine;
    private boolean unseenVaries;

    CategoryCells(String name, int position, ColumnProfile trained, Dictionary known, Association association) {
        super(name, position, trained, FIRST + known.size(), association);
        this.hashedName = RowSum.name(name);
        this.missingPart = RowSum.missing(name);
        this.known = known;
        this.parts = known.entries().stream()
                .mapToLong(text -> RowSum.text(name, text))
                .toArray();
    }

    @Override
    long take(RowCursor row, double truth, int fold) {
        int code = row.code(position, known);
        if (code >= 0) {
            count(FIRST + code, truth, fold);
            return parts[code];
        }
        if (row.isMissing(position)) {
            count(MISSING, truth, fold);
            return missingPart;
        }
        if (firstUnseen == null) {
            firstUnseen = row.text(position);
            firstUnseenLine = row.line();
        } else if (!unseenVaries) {
            unseenVaries = !firstUnseen.equals(row.text(position));
        }
        count(UNSEEN, truth, fold);
        return RowSum.hashed(hashedName, row.hash(position));
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

    /** Where it stood. */
    long firstUnseenLine() {
        return firstUnseenLine;
    }
}

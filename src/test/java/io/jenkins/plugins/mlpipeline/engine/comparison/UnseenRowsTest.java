package io.jenkins.plugins.mlpipeline.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Learnt;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnseenRowsTest {
    private static LearntRows learnt(int... rows) {
        BitSet set = new BitSet();
        IntStream.of(rows).forEach(set::set);
        return new LearntRows(set, null);
    }

    @Test
    void rowsThatEitherModelLearntFromAreLeftOut() {
        UnseenRows unseen = new UnseenRows(learnt(1), learnt(1, 3, 4));
        assertThat(unseen.kept(null, 6)).containsExactly(0, 2, 5);
        assertThat(unseen.learnt(null, 6)).isEqualTo(new Learnt(1L, 3L, 3, null));
        assertThat(unseen.notes(6))
                .containsExactly(
                        "3 of 6 rows are left out of the comparison with the baseline: one of the two models learnt"
                                + " from them.");
    }

    @Test
    void aPartOfTheRowsHasPlacesOfItsOwn() {
        UnseenRows unseen = new UnseenRows(learnt(), learnt(1, 3, 4));
        int[] slice = {0, 3, 5};
        assertThat(unseen.kept(slice, 3)).containsExactly(0, 2);
        assertThat(unseen.learnt(slice, 3)).isEqualTo(new Learnt(0L, 1L, 1, null));
        assertThat(unseen.kept(new int[] {0, 2}, 2)).isNull();
    }

    @Test
    void nothingIsSaidWhereNothingWasLeftOut() {
        UnseenRows unseen = new UnseenRows(learnt(), learnt());
        assertThat(unseen.kept(null, 6)).isNull();
        assertThat(unseen.notes(6)).isEmpty();
    }

    @Test
    void whatIsNotKnownIsSaid() {
        UnseenRows unseen = new UnseenRows(learnt(2), LearntRows.unknown("the file is gone"));
        assertThat(unseen.learnt(null, 4)).isEqualTo(new Learnt(1L, null, 1, "of the baseline: the file is gone"));
        assertThat(unseen.notes(4))
                .containsExactly(
                        "1 of 4 rows are left out of the comparison with the baseline: the candidate learnt from them.",
                        "whether a model was compared on rows that it learnt from is not known (of the baseline:"
                                + " the file is gone).");
        assertThat(new UnseenRows(LearntRows.unknown("a"), LearntRows.unknown("b")).notes(4))
                .containsExactly(
                        "whether a model was compared on rows that it learnt from is not known (of the candidate: a;"
                                + " of the baseline: b).");
    }

    @Test
    void anOrderMovesRows() {
        assertThat(learnt(0, 2).reordered(new int[] {2, 1, 3, 0}).rows().stream())
                .containsExactly(0, 3);
    }

    @Test
    void countsThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> new Learnt(3L, 2L, 2, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Learnt(1L, 2L, 4, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Learnt(null, null, 1, "why")).isInstanceOf(IllegalArgumentException.class);
    }
}

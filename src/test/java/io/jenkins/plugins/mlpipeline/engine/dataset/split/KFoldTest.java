package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KFoldTest {
    private static void partition(List<KFold> folds, int rows) {
        assertThat(folds.stream()
                        .flatMapToInt(f -> IntStream.of(f.test()))
                        .sorted()
                        .toArray())
                .isEqualTo(IntStream.range(0, rows).toArray());
        for (KFold fold : folds) {
            assertThat(fold.test()).isNotEmpty().isSorted();
            assertThat(fold.train()).isSorted();
            assertThat(IntStream.concat(IntStream.of(fold.train()), IntStream.of(fold.test()))
                            .sorted()
                            .toArray())
                    .isEqualTo(IntStream.range(0, rows).toArray());
        }
    }

    private static int spread(IntStream values) {
        var range = values.summaryStatistics();
        return range.getMax() - range.getMin();
    }

    @Test
    void labelsAndSizesDifferByOneAtMost() {
        SplittableRandom random = new SplittableRandom(61);
        for (int round = 0; round < 100; round++) {
            int labels = random.nextInt(2, 5);
            int k = random.nextInt(2, 8);
            int[] codes = random.ints(random.nextInt(k, 150), 0, labels).toArray();
            List<KFold> folds = KFold.stratified(codes, labels, k, round);
            partition(folds, codes.length);
            assertThat(spread(folds.stream().mapToInt(f -> f.test().length))).isLessThanOrEqualTo(1);
            for (int label = 0; label < labels; label++) {
                int wanted = label;
                assertThat(spread(folds.stream().mapToInt(f -> (int) Arrays.stream(f.test())
                                .filter(i -> codes[i] == wanted)
                                .count())))
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void theSeedDecides() {
        int[] codes = IntStream.range(0, 60).map(i -> i % 3).toArray();
        int[] one = KFold.stratified(codes, 3, 5, 1).get(0).test();
        assertThat(KFold.stratified(codes, 3, 5, 1).get(0).test()).isEqualTo(one);
        assertThat(KFold.stratified(codes, 3, 5, 2).get(0).test()).isNotEqualTo(one);
        assertThat(KFold.random(60, 5, 1).get(0).test())
                .isEqualTo(KFold.random(60, 5, 1).get(0).test())
                .isNotEqualTo(KFold.random(60, 5, 2).get(0).test());
    }

    @Test
    void randomFoldsHaveEqualSizes() {
        List<KFold> folds = KFold.random(23, 5, 9);
        partition(folds, 23);
        assertThat(folds.stream().map(f -> f.test().length)).containsExactly(5, 5, 5, 4, 4);
    }

    @Test
    void groupsStayTogether() {
        SplittableRandom random = new SplittableRandom(62);
        for (int round = 0; round < 50; round++) {
            int k = random.nextInt(2, 6);
            int n = random.nextInt(20, 200);
            int[] groups = IntStream.range(0, n)
                    .map(i -> i < 10 ? i : random.nextInt(10))
                    .toArray();
            List<KFold> folds = KFold.grouped(groups, k, round);
            partition(folds, n);
            for (KFold fold : folds) {
                assertThat(Arrays.stream(fold.test())
                                .map(i -> groups[i])
                                .distinct()
                                .toArray())
                        .doesNotContain(Arrays.stream(fold.train())
                                .map(i -> groups[i])
                                .distinct()
                                .toArray());
            }
        }
    }

    @Test
    void blocksOfTimeAreTestedOnAfterAllBefore() {
        List<KFold> folds = KFold.timeOrdered(new int[] {5, 4, 3, 2, 1, 0}, 2);

        assertThat(folds).hasSize(2);
        assertThat(folds.get(0).train()).containsExactly(4, 5);
        assertThat(folds.get(0).test()).containsExactly(2, 3);
        assertThat(folds.get(1).train()).containsExactly(2, 3, 4, 5);
        assertThat(folds.get(1).test()).containsExactly(0, 1);
    }

    @Test
    void everyBlockOfTimeHasRowsAndNoTimeIsParted() {
        SplittableRandom random = new SplittableRandom(63);
        for (int round = 0; round < 200; round++) {
            int distinct = random.nextInt(3, 30);
            int n = random.nextInt(distinct, 200);
            int[] times = IntStream.range(0, n)
                    .map(i -> i < distinct ? i : (int) (distinct * Math.pow(random.nextDouble(), 3)))
                    .toArray();
            int k = random.nextInt(2, Math.min(distinct, 7));
            List<KFold> folds = KFold.timeOrdered(times, k);
            assertThat(folds).hasSize(k);
            for (KFold fold : folds) {
                int newest =
                        Arrays.stream(fold.train()).map(i -> times[i]).max().orElseThrow();
                int oldest = Arrays.stream(fold.test()).map(i -> times[i]).min().orElseThrow();
                assertThat(newest).isLessThan(oldest);
            }
            KFold last = folds.get(k - 1);
            assertThat(last.train().length + last.test().length).isEqualTo(n);
        }
    }

    @Test
    void thereMustBeARowForEachFold() {
        assertThatThrownBy(() -> KFold.random(3, 4, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("4 folds of 3");
        assertThatThrownBy(() -> KFold.grouped(new int[] {0, 1, 0, 1}, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 folds of 2");
        assertThatThrownBy(() -> KFold.timeOrdered(new int[] {0, 1, 0, 1}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 folds of 1");
        assertThatThrownBy(() -> KFold.stratified(new int[] {0, 1, 2}, 2, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a label is not in 0 to 1");
    }
}

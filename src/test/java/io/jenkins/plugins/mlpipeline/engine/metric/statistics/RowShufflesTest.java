package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowShufflesTest {
    @Test
    void drawsAsManyRowsAsWanted() {
        for (int wanted : new int[] {1, 2, 50, 99, 100}) {
            assertThat(new RowShuffles(wanted).draw(100, wanted).cardinality()).isEqualTo(wanted);
        }
        BitSet all = new RowShuffles(1).draw(3, 10);
        assertThat(all.stream().toArray()).containsExactly(0, 1, 2);
    }

    @Test
    void everyRowIsDrawnAsOften() {
        int[] counts = new int[5];
        RowShuffles chance = new RowShuffles(3);
        for (int i = 0; i < 50_000; i++) {
            chance.draw(5, 2).stream().forEach(row -> counts[row]++);
        }
        // 20,000 each, with a standard deviation of some 110.
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(19_400, 20_600));
    }

    @Test
    void everyOrderIsAsLikely() {
        Map<String, Integer> counts = new HashMap<>();
        RowShuffles chance = new RowShuffles(4);
        for (int i = 0; i < 60_000; i++) {
            counts.merge(Arrays.toString(chance.next(3)), 1, Integer::sum);
        }
        assertThat(counts).hasSize(6);
        // 10,000 each, with a standard deviation of some 91.
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }

    @Test
    void theSameSeedGivesTheSameOrder() {
        assertThat(new RowShuffles(9).next(100)).containsExactly(new RowShuffles(9).next(100));
        assertThat(new RowShuffles(9).next(100))
                .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
    }
}

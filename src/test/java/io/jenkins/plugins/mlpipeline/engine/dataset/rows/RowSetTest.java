package io.jenkins.plugins.mlpipeline.engine.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.LongColumn;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSetTest {
    private static LongColumn random(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        LongColumn column = new LongColumn();
        for (int i = 0; i < size; i++) {
            column.add(random.nextLong());
        }
        return column;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1000, 4096, 100_000})
    void everyRowIsFoundAndOthersAreNot(int size) {
        LongColumn rows = random(1, size);
        byte[] bytes = RowSet.of(rows).write();
        RowSet read = RowSet.read(bytes, "rows.bin");

        assertThat(read.count(rows.sorted())).isEqualTo(size);
        // Expected at most 100,000 / 2^20 = 0.1; five or more have a probability below 1e-7.
        assertThat(read.count(random(2, 100_000).sorted())).isLessThan(5);
        assertThat(read.write()).isEqualTo(bytes);
        assertThat(bytes.length).isLessThanOrEqualTo(12 + (size * 23 + 7) / 8 + 1);
    }

    @Test
    void aRepeatedRowIsOneMemberAndCountsEachTimeItIsAsked() {
        LongColumn rows = new LongColumn();
        rows.add(-5);
        rows.add(-5);
        rows.add(7);

        assertThat(RowSet.of(rows).write()).hasSize(RowSet.of(random(1, 2)).write().length);
        assertThat(RowSet.of(rows).count(rows.sorted())).isEqualTo(3);
    }

    @Test
    void whatIsNotASetIsRefused() {
        byte[] good = RowSet.of(random(1, 100)).write();
        byte[] many = good.clone();
        ByteBuffer.wrap(many).putInt(8, Integer.MAX_VALUE);
        byte[] wide = good.clone();
        ByteBuffer.wrap(wide).putInt(4, 64);
        byte[] other = good.clone();
        other[0]++;
        for (byte[] bad : new byte[][] {{}, Arrays.copyOf(good, 20), Arrays.copyOf(good, 100), many, wide, other}) {
            assertThatThrownBy(() -> RowSet.read(bad, "rows.bin"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("rows.bin: is not a set of training rows. Take the file that train wrote, or train"
                            + " again.");
        }
    }
}

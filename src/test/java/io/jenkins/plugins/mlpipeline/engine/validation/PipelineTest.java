package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void batchesArriveInOrder(int threads) throws Exception {
        int[] next = {0};
        List<Integer> used = new ArrayList<>();
        Pipeline.run(
                threads,
                () -> new int[1],
                batch -> {
                    batch[0] = next[0]++;
                    return batch[0] < 100;
                },
                batch -> batch[0] *= 10,
                batch -> used.add(batch[0]));
        assertThat(used).hasSize(100).isSorted().startsWith(0).endsWith(990);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whatTheFillerThrowsArrivesAfterTheBatchesBefore(int threads) {
        int[] next = {0};
        List<Integer> used = new ArrayList<>();
        assertThatThrownBy(() -> Pipeline.run(
                        threads,
                        () -> new int[1],
                        batch -> {
                            batch[0] = next[0]++;
                            if (batch[0] == 5) {
                                throw new IOException("line 5");
                            }
                            return true;
                        },
                        batch -> {},
                        batch -> used.add(batch[0])))
                .isInstanceOf(IOException.class)
                .hasMessage("line 5");
        assertThat(used).containsExactly(0, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whatWorkThrowsArrivesInItsPlace(int threads) {
        int[] next = {0};
        List<Integer> used = new ArrayList<>();
        assertThatThrownBy(() -> Pipeline.run(
                        threads,
                        () -> new int[1],
                        batch -> {
                            batch[0] = next[0]++;
                            return true;
                        },
                        batch -> {
                            if (batch[0] >= 5) {
                                throw new IllegalStateException("batch " + batch[0]);
                            }
                        },
                        batch -> used.add(batch[0])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("batch 5");
        assertThat(used).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whenTheUserFailsTheFillerHasStoppedBeforeAnyoneHears() {
        Thread[] filler = new Thread[1];
        assertThatThrownBy(() -> Pipeline.run(
                        2,
                        () -> new int[1],
                        batch -> {
                            filler[0] = Thread.currentThread();
                            return true;
                        },
                        batch -> {},
                        batch -> {
                            throw new IllegalStateException("model");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("model");
        assertThat(filler[0].isAlive()).isFalse();
    }

    @Test
    void anInterruptedCallerStops() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Pipeline.run(
                        2,
                        () -> new int[1],
                        batch -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                throw new InterruptedIOException("filler");
                            }
                            return true;
                        },
                        batch -> {},
                        batch -> {}))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("the validation was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}

package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything that is allocated to collect and measure rows, garbage included, against the promise of 24 bytes a row and
 * label beyond a fixed base. What is live at one time is less.
 */
class MemoryTest {
    private static final int ROWS = 300_000;
    private static final long BASE = 4L << 20;
    private static final long PER_ROW_AND_LABEL = 24;

    @ParameterizedTest
    @EnumSource(Scores.class)
    void ofBinaryRows(Scores kind) {
        double[] row = new double[kind.columns(2)];

        long allocated = allocated(() -> {
            ClassificationOutcomes.Builder builder =
                    ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, kind);
            for (int i = 0; i < ROWS; i++) {
                // Scores in runs: the order for which the JDK's sort takes the most memory.
                double p = (i % 10_000) / 10_000.0;
                if (row.length > 0) {
                    row[0] = 1 - p;
                    row[row.length - 1] = p;
                }
                builder.add(i % 3 == 0 ? 1 : 0, p < 0.5 ? 0 : 1, row);
            }
            return Metrics.measure(builder.build(), Set.of());
        });

        assertThat(allocated).isLessThan(BASE + 2 * PER_ROW_AND_LABEL * ROWS);
    }

    @Test
    void ofRegressionRows() {
        long allocated = allocated(() -> {
            RegressionOutcomes.Builder builder = RegressionOutcomes.builder();
            for (int i = 0; i < ROWS; i++) {
                builder.add(i, i + i % 7);
            }
            return Metrics.measure(builder.build(), Set.of());
        });

        assertThat(allocated).isLessThan(BASE + PER_ROW_AND_LABEL * ROWS);
    }

    private static long allocated(Supplier<?> work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // Once before, so that loading classes is not counted.
        work.get();
        long before = threads.getCurrentThreadAllocatedBytes();
        Object result = work.get();
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(result).isNotNull();
        return after - before;
    }
}

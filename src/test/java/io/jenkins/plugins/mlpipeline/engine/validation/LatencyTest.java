package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void percentilesAreMeasuredValuesInMilliseconds() {
        long[] nanos = LongStream.rangeClosed(1, 200).map(i -> i * 1_000_000).toArray();

        assertThat(Latency.percentile(nanos, 200, 0.5).value()).isEqualTo(100);
        assertThat(Latency.percentile(nanos, 200, 0.95).value()).isEqualTo(190);
        assertThat(Latency.percentile(nanos, 200, 0.99).value()).isEqualTo(198);
        assertThat(Latency.percentile(nanos, 20, 0.99).value()).isEqualTo(20);
        assertThat(Latency.percentile(nanos, 20, 0.99).n()).isEqualTo(20);
    }
}

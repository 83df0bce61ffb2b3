package io.jenkins.plugins.mlpipeline.engine.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStopTest {
    @Test
    void stopsAfterSoManyStepsWithoutAGainAndKnowsTheBest() {
        EarlyStop stop = new EarlyStop(2, 0, false);

        assertThat(stop.loss(1)).isTrue();
        assertThat(stop.loss(0.5)).isTrue();
        assertThat(stop.loss(0.6)).isFalse();
        assertThat(stop.now()).isFalse();
        stop.loss(0.7);

        assertThat(stop.now()).isTrue();
        assertThat(stop.best()).isEqualTo(2);
    }

    @Test
    void smallGainsAddUpOrDoNot() {
        EarlyStop adding = new EarlyStop(3, 0.1, true);
        EarlyStop single = new EarlyStop(3, 0.1, false);
        for (double loss : new double[] {1, 0.94, 0.88, 0.82}) {
            adding.loss(loss);
            single.loss(loss);
        }

        assertThat(adding.now()).isFalse();
        assertThat(single.now()).isTrue();
        assertThat(single.best()).isEqualTo(4);
    }

    @Test
    void lossThatIsNoNumberIsNoGain() {
        EarlyStop stop = new EarlyStop(1, 0, false);

        stop.loss(Double.NaN);

        assertThat(stop.now()).isTrue();
        assertThat(stop.best()).isZero();
    }
}

package io.jenkins.plugins.mlpipeline.engine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A numeric axis.
 *
 * @param label what is shown along it
 * @param from value at its beginning
 * @param to value at its end, greater than {@code from}
 */
record Axis(String label, double from, double to) {
    private static final int TICKS = 5;
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final double PADDING = 0.05;
    private static final double ROUNDING = 1e-9;

    /** An axis from 0 to 1. */
    static Axis share(String label) {
        return new Axis(label, 0, 1);
    }

    /** An axis on which all values lie, with some room at both ends. */
    static Axis around(String label, double lowest, double highest) {
        double room = highest > lowest ? (highest - lowest) * PADDING : Math.max(Math.abs(lowest) * PADDING, ROUNDING);
        return new Axis(label, lowest - room, highest + room);
    }

    /** Where a value lies: 0 at the beginning, 1 at the end, not beyond. */
    double at(double value) {
        return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }

    /** Round values to label, about five. */
    List<Double> ticks() {
        double rough = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = STEPS[STEPS.length - 1] * power;
        for (double candidate : STEPS) {
            if (candidate * power >= rough * (1 - ROUNDING)) {
                step = candidate * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - ROUNDING); i * step <= to + step * ROUNDING; i++) {
            // Dividing by a whole number where the step is a fraction keeps 0.6 from becoming 0.6000000000000001.
            ticks.add(step < 1 ? i / (double) Math.round(1 / step) : i * step);
        }
        return ticks;
    }
}

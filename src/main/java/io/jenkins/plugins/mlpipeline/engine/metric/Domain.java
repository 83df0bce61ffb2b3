package io.jenkins.plugins.mlpipeline.engine.metric;

/** The true and predicted numbers for which a loss is defined. */
enum Domain {
    ALL("every number will do") {
        @Override
        boolean holds(double truth, double predicted) {
            return true;
        }
    },
    /** Of ln(1 + y). */
    ABOVE_MINUS_ONE("ln(1 + y) needs values greater than -1") {
        @Override
        boolean holds(double truth, double predicted) {
            return truth > -1 && predicted > -1;
        }
    },
    /** Of a Poisson distribution and its mean. */
    COUNTS("a Poisson deviance needs true values of at least 0 and predictions greater than 0") {
        @Override
        boolean holds(double truth, double predicted) {
            return truth >= 0 && predicted > 0;
        }
    },
    /** Of a gamma distribution and its mean. */
    POSITIVE("a gamma deviance needs values greater than 0") {
        @Override
        boolean holds(double truth, double predicted) {
            return truth > 0 && predicted > 0;
        }
    };

    private final String demand;

    Domain(String demand) {
        this.demand = demand;
    }

    abstract boolean holds(double truth, double predicted);

    /** What is needed, as a fragment of a sentence. */
    String demand() {
        return demand;
    }
}

package io.jenkins.plugins.mlpipeline.engine.metric;

/** The values that a metric's parameter may have. */
public enum ParameterRange {
    COUNT("an integer of at least 1") {
        @Override
        boolean allows(double value) {
            return value >= 1 && value <= Integer.MAX_VALUE && value % 1 == 0;
        }
    },
    BINS("an integer from 1 to 1000") {
        @Override
        boolean allows(double value) {
            return COUNT.allows(value) && value <= 1000;
        }
    },
    NOT_NEGATIVE("a number of at least 0") {
        @Override
        boolean allows(double value) {
            return value >= 0 && Double.isFinite(value);
        }
    },
    SHARE("a number from 0 to 1") {
        @Override
        boolean allows(double value) {
            return value >= 0 && value <= 1;
        }
    };

    private final String text;

    ParameterRange(String text) {
        this.text = text;
    }

    abstract boolean allows(double value);

    /** The range in words, for messages and documentation. */
    public String text() {
        return text;
    }
}

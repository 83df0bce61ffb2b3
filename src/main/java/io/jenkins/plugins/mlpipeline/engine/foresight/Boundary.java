package io.jenkins.plugins.mlpipeline.engine.foresight;

/**
 * What is demanded of a number.
 *
 * @param value the limit
 * @param most whether it is the most that may be; else the least
 */
public record Boundary(double value, boolean most) {
    /** Whether a value is not what is demanded. */
    boolean isCrossedBy(double number) {
        return most ? number > value : number < value;
    }
}

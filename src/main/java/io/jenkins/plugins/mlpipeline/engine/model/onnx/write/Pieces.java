package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import java.util.function.IntFunction;

/**
 * A long list that is never held whole: its pieces, arrays one after the other, are made whenever they are asked for.
 *
 * @param count number of pieces
 * @param piece makes the piece of a position, the same each time
 */
record Pieces<T>(int count, IntFunction<T> piece) {
    /** A list that is there already. */
    static <T> Pieces<T> of(T whole) {
        return new Pieces<>(1, position -> whole);
    }
}

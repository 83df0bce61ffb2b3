package io.jenkins.plugins.mlpipeline.engine.hostile;

import java.util.Random;

/** Damages a file the way an attacker or an accident would. Equal seeds give equal damage. */
@FunctionalInterface
interface Mutator {
    /** A damaged copy; the input is left as it is. */
    byte[] mutate(byte[] input, Random random);

    /** One of the elements. */
    @SafeVarargs
    static <T> T one(Random random, T... of) {
        return of[random.nextInt(of.length)];
    }
}

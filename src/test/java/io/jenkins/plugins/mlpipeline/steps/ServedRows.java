package io.jenkins.plugins.mlpipeline.steps;

import java.util.Random;

/** Made-up rows of a shop: {@code bought} follows from age and region, by chance. */
final class ServedRows {
    private ServedRows() {}

    /**
     * Rows with their truth, to learn from.
     *
     * @param seed decides them
     */
    static String labelled(int count, long seed) {
        return csv(count, seed, 0, true);
    }

    /**
     * Rows as a model is asked them.
     *
     * @param older by so many years everybody is older than those whom the model learnt from
     */
    static String asked(int count, long seed, int older) {
        return csv(count, seed, older, false);
    }

    private static String csv(int count, long seed, int older, boolean labelled) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("id,age,region" + (labelled ? ",bought\n" : "\n"));
        for (int row = 0; row < count; row++) {
            int age = (int) Math.round(40 + 10 * random.nextGaussian()) + older;
            boolean north = random.nextBoolean();
            boolean bought = random.nextDouble() < 1 / (1 + Math.exp(-(age - 40) / 5.0 - (north ? 1 : 0)));
            csv.append(seed).append('-').append(row).append(',').append(age).append(north ? ",north" : ",south");
            csv.append(labelled ? bought ? ",yes\n" : ",no\n" : "\n");
        }
        return csv.toString();
    }
}

package io.jenkins.plugins.mlpipeline.targets;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is forgotten where more is known than is kept: the oldest of what belongs to the job that has the most. So a job that makes
 * very many can't have what others made forgotten.
 */
public final class Forgotten {
    private Forgotten() {}

    /**
     * The next one.
     *
     * @param oldestFirst not empty
     * @param jobs to which one belongs; what belongs to several is kept as long as that of the one with the fewest, and what belongs
     *     to none goes first
     */
    public static <T> T of(List<T> oldestFirst, Function<T, Collection<String>> jobs) {
        Map<String, Integer> counts = new HashMap<>();
        oldestFirst.forEach(one -> jobs.apply(one).forEach(job -> counts.merge(job, 1, Integer::sum)));
        T next = oldestFirst.get(0);
        int most = 0;
        for (T one : oldestFirst) {
            int fewest = jobs.apply(one).stream().mapToInt(counts::get).min().orElse(Integer.MAX_VALUE);
            if (fewest > most) {
                most = fewest;
                next = one;
            }
        }
        return next;
    }
}

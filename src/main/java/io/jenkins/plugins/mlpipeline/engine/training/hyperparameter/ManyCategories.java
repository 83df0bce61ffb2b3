package io.jenkins.plugins.mlpipeline.engine.training.hyperparameter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a column of which not every category can have a feature of its own. */
public enum ManyCategories {
    /** A row has the mean of the label over the training rows of its category. */
    TARGET,
    /** Categories share features, by a hash of their text. */
    HASH,
    /** The most frequent categories have a feature of their own, and all others are taken for one. */
    FREQUENT;

    /** The name that specs, options and hyperparameters use. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(ManyCategories::key).toList();
    }

    /** @throws IllegalArgumentException when there is none of this name */
    public static ManyCategories of(Object key) {
        return Arrays.stream(values())
                .filter(value -> value.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no way of many categories: " + key));
    }
}

package io.jenkins.plugins.mlpipeline.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The models of a job.
 *
 * @param schemaVersion 1
 * @param models the newest first, at most {@link #MOST_MODELS}
 */
record IndexedJob(int schemaVersion, List<IndexedModel> models) {
    static final int SCHEMA_VERSION = 1;
    /** A job that names its models anew in each build must not grow without end: the oldest go. */
    static final int MOST_MODELS = 100;

    static final IndexedJob EMPTY = new IndexedJob(SCHEMA_VERSION, List.of());

    IndexedJob {
        if (schemaVersion != SCHEMA_VERSION || models == null) {
            throw new IllegalArgumentException("this version does not know it");
        }
        models = List.copyOf(models);
    }

    /** With what a build left. */
    IndexedJob with(List<IndexedModel> ofBuild) {
        Map<String, IndexedModel> all = new LinkedHashMap<>();
        models.forEach(model -> all.put(model.id(), model));
        ofBuild.forEach(model -> all.merge(model.id(), model, IndexedModel::with));
        List<IndexedModel> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparingInt(IndexedModel::build).reversed());
        return new IndexedJob(SCHEMA_VERSION, sorted.subList(0, Math.min(MOST_MODELS, sorted.size())));
    }

    /** With each model changed. */
    IndexedJob each(UnaryOperator<IndexedModel> change) {
        return new IndexedJob(SCHEMA_VERSION, models.stream().map(change).toList());
    }
}

package io.jenkins.plugins.mlpipeline.report;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How much of what agents and authors name goes into {@code build.xml}, which Jenkins keeps in memory and the remote API
 * writes out: so many models in a build, and so much text of all of them together.
 */
final class RecordBudget {
    /** The most models of a build. */
    static final int MOST_MODELS = 1000;
    /** The most characters, names and marks around them counted. */
    static final long MOST_CHARACTERS = 4L << 20;
    /** What XML puts around a number or a text, about. */
    private static final long AROUND = 64;

    private RecordBudget() {}

    /** @throws UserError when the records hold more than a build may */
    static void check(Collection<ModelRecord> models) {
        if (models.size() > MOST_MODELS) {
            throw new UserError("A build has at most " + MOST_MODELS
                    + " models with an id of their own. Use another build for more.");
        }
        if (models.stream().mapToLong(RecordBudget::size).sum() > MOST_CHARACTERS) {
            throw new UserError("The metrics of this build's models have more names than its record takes ("
                    + (MOST_CHARACTERS >> 20) + " MiB for all models together). Use fewer or shorter names, or several"
                    + " builds.");
        }
    }

    private static long size(ModelRecord model) {
        List<String> texts = Stream.of(
                        model.getId(),
                        model.getAlgorithm(),
                        model.getTrainedDigest(),
                        model.getModelName(),
                        model.getModelDigest(),
                        model.getSubject(),
                        model.getSummary())
                .filter(Objects::nonNull)
                .toList();
        return size(texts)
                + size(model.getMetrics().keySet())
                + size(model.getUndefined())
                + size(model.getFacts().keySet())
                + size(model.getFacts().values())
                + size(model.getAttested())
                + size(model.getMarks().stream().map(GateMark::getMetric).toList())
                + size(model.getRegistrations().stream()
                        .map(where -> where.getRegistry() + where.getReference() + where.getAlias())
                        .toList());
    }

    private static long size(Collection<String> texts) {
        return texts.stream().mapToLong(text -> AROUND + text.length()).sum();
    }
}

package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** How the metrics of a model differ from those of the last build that has one of this name. */
public final class ModelChange {
    /** Older builds are not loaded for a line on a page. */
    private static final int MOST_BUILDS = 20;

    private final Run<?, ?> build;
    private final ModelRecord before;
    private final ModelRecord now;

    private ModelChange(Run<?, ?> build, ModelRecord before, ModelRecord now) {
        this.build = build;
        this.before = before;
        this.now = now;
    }

    static ModelChange since(Run<?, ?> run, ModelRecord now) {
        Run<?, ?> earlier = run.getPreviousBuild();
        for (int i = 0; earlier != null && i < MOST_BUILDS; i++) {
            MlPipelineAction models = earlier.getAction(MlPipelineAction.class);
            ModelRecord before = models == null
                    ? null
                    : models.model(now.getId())
                            .filter(m -> !m.getMetrics().isEmpty())
                            .orElse(null);
            if (before != null) {
                return now.getMetrics().isEmpty() ? null : new ModelChange(earlier, before, now);
            }
            earlier = earlier.getPreviousBuild();
        }
        return null;
    }

    /** The build that is compared with. */
    public Run<?, ?> getBuild() {
        return build;
    }

    /** The same model was judged in both builds. */
    public boolean isSameModel() {
        return now.judgedDigest() != null && Objects.equals(now.judgedDigest(), before.judgedDigest());
    }

    /** The differences of the metrics that a summary has room for, in one line: {@code accuracy +0.012, f1 -0.003}. */
    public String getDifferences() {
        List<String> keys = Headline.keys(now.getMetrics());
        Map<String, Double> earlier = before.getMetrics();
        return keys.stream()
                .filter(earlier::containsKey)
                .map(key -> key + " " + signed(now.getMetrics().get(key) - earlier.get(key)))
                .collect(Collectors.joining(", "));
    }

    private static String signed(double difference) {
        String rounded = Figures.rounded(difference);
        return difference > 0 ? "+" + rounded : rounded;
    }
}

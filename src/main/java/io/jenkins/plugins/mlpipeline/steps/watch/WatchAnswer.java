package io.jenkins.plugins.mlpipeline.steps.watch;

import io.jenkins.plugins.mlpipeline.engine.monitoring.Drifted;
import io.jenkins.plugins.mlpipeline.engine.monitoring.Performance;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What {@code mlWatch} returns: plain maps, for {@code script} blocks. */
@Restricted(NoExternalUse.class)
public final class WatchAnswer {
    private static final int MOST = 500;

    private WatchAnswer() {}

    /**
     * The result of the step.
     *
     * @param page where the record is shown, below the build's address
     */
    public static Map<String, Object> of(WatchResult result, String page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("state", result.state());
        answer.put("message", PlainText.cut(result.message()));
        answer.put("modelDigest", result.model().digest());
        answer.put("rows", result.data().rows());
        answer.put(
                "alarms",
                result.alarms().stream().limit(MOST).map(PlainText::cut).toList());
        answer.put(
                "columns",
                result.columns().stream()
                        .sorted(Comparator.comparing(Drifted::run).reversed())
                        .limit(MOST)
                        .map(WatchAnswer::column)
                        .toList());
        answer.put("estimated", performance(result.estimated()));
        answer.put("measured", result.measured() == null ? null : performance(result.measured()));
        answer.put("watch", page);
        return answer;
    }

    private static Map<String, Object> column(Drifted column) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("kind", PlainText.cut(column.kind()));
        one.put("name", PlainText.cut(column.name()));
        one.put("state", PlainText.cut(column.state()));
        one.put("psi", column.psi());
        one.put("ks", column.ks());
        one.put("run", column.run());
        one.put("reason", PlainText.cut(column.reason()));
        return one;
    }

    private static Map<String, Object> performance(Performance said) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("state", PlainText.cut(said.state()));
        Map<String, Object> metrics = new LinkedHashMap<>();
        said.metrics().forEach((key, value) -> {
            if (value != null && value.value() != null && metrics.size() < MOST) {
                metrics.put(PlainText.cut(key), value.value());
            }
        });
        one.put("metrics", metrics);
        one.put("rows", said.rows());
        one.put("run", said.run());
        one.put("reason", PlainText.cut(said.reason()));
        return one;
    }
}

package io.jenkins.plugins.mlpipeline.scrape;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposed;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.Exposition;
import io.jenkins.plugins.mlpipeline.index.IndexedModel;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** Models of jobs that the person who asks may read, those with the newest builds first. */
final class ModelSamples {
    /** More are counted and not told. */
    static final int MOST = 1_000;

    private static final List<String> VERDICTS =
            Stream.of(Verdict.values()).map(Enum::name).toList();

    private ModelSamples() {}

    /** A model and the full name of its job. */
    private record Named(String job, IndexedModel model) {}

    static void into(Exposition exposition) {
        List<Named> all = new ArrayList<>();
        for (String job : ModelIndex.get().jobs()) {
            if (isReadable(job)) {
                ModelIndex.get().of(job).forEach(model -> all.add(new Named(job, model)));
            }
        }
        all.sort(Comparator.comparingLong((Named named) -> named.model.at()).reversed());
        all.stream().limit(MOST).forEach(named -> add(exposition, named.job, named.model));
        exposition.add(Exposed.LEFT_OUT, Math.max(0, all.size() - MOST), "models");
    }

    private static boolean isReadable(String job) {
        try {
            return Jenkins.get().getItemByFullName(job, Job.class) != null;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    private static void add(Exposition exposition, String job, IndexedModel model) {
        String id = model.id();
        exposition.info(Exposed.MODEL, job, id, model.task(), String.valueOf(model.build()), model.digest());
        long seconds = model.at() / 1000;
        exposition.add(Exposed.MODEL_BUILD_TIMESTAMP, seconds, job, id);
        // What an older version wrote has its headline alone.
        Map<String, Double> metrics = model.metrics().isEmpty() && model.value() != null
                ? Map.of(model.metric(), model.value())
                : model.metrics();
        metrics.forEach((metric, value) -> exposition.add(Exposed.MODEL_METRIC, value, job, id, metric));
        if (model.verdict() != null) {
            exposition.state(Exposed.MODEL_VERDICT, VERDICTS, model.verdict(), job, id);
        }
        for (IndexedModel.Gated gate : model.gates()) {
            some(exposition, Exposed.GATE_LIMIT, gate.limit(), job, id, gate.metric());
            some(exposition, Exposed.GATE_LOWER, gate.lower(), job, id, gate.metric());
            some(exposition, Exposed.GATE_UPPER, gate.upper(), job, id, gate.metric());
        }
        some(exposition, Exposed.TEST_SET_USES, model.testSetUses(), job, id);
        some(exposition, Exposed.TEST_SET_USES_LIMIT, model.testSetUsesLimit(), job, id);
    }

    private static void some(Exposition exposition, Exposed family, Number value, String... labels) {
        if (value != null) {
            exposition.add(family, value.doubleValue(), labels);
        }
    }
}

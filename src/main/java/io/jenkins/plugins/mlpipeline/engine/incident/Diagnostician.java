package io.jenkins.plugins.mlpipeline.engine.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Explainer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Kinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads what an on-call person would look for at a target. Only the workload itself must be readable; of all else what can't be
 * read is named in the document.
 */
public final class Diagnostician {
    private static final int MOST_REVISIONS = 10;
    private static final int MOST_PODS = 20;
    private static final int MOST_CHARACTERS = 300;
    private static final int LOG_LINES = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KubeApi api;
    private final LogMask mask;

    /**
     * On a cluster.
     *
     * @param mask hides secrets in what pods and events say
     */
    public Diagnostician(KubeApi api, LogMask mask) {
        this.api = api;
        this.mask = mask;
    }

    /**
     * Looks.
     *
     * @param ref the workload
     * @param since how far back
     * @param metrics compares metrics; null when there is no Prometheus
     * @param build recorded; null for none
     * @throws UserError when there is no such workload
     * @throws ApiError when it may not be read, or the server can't be reached
     */
    public Diagnosis diagnose(ObjectRef ref, Duration since, MetricChanges metrics, String build)
            throws InterruptedException {
        Observer observer = new Observer(api, ref, new Kinds(api).of(ref));
        JsonNode live = observer.live().orElseThrow(() -> new UserError(observer.missing()));
        List<String> unknown = new ArrayList<>();
        ObservedState seen = around(observer, live, ref, unknown);
        Instant to = seen.now();
        Instant from = to.minus(since);
        // First, because it reads the Secrets whose values must not be told by what follows.
        List<Diagnostics.Pod> logs = new Explainer(api, mask, LOG_LINES, PATIENCE).look(seen, Patience.DEFAULT);
        UnaryOperator<String> hide = text -> cut(mask.apply(api.secrets().hide(PlainText.line(text))));
        List<Revision> revisions = seen.revisions().stream()
                .filter(r -> r.ownerUid().equals(seen.workload().id().uid()))
                .sorted(Comparator.comparingLong(Revision::number).reversed())
                .limit(MOST_REVISIONS)
                .toList();
        List<Diagnosis.Event> events = new ClusterEvents(api, hide)
                .since(
                        from,
                        ref.namespace(),
                        uids(seen, revisions),
                        name -> name.startsWith(ref.name() + "-"),
                        unknown);
        List<Diagnosis.Writer> writers = FieldWriters.of(live);
        JsonNode template = Pods.template(live);
        List<Changes.ReadBy> configuration = new ConfigurationReader(api).of(ref.namespace(), template, unknown);
        List<Diagnosis.Change> changes = Changes.since(
                from,
                new Changes.Seen(
                        revisions,
                        seen.current(),
                        seen.workload().id().templateWriter(),
                        writers,
                        configuration,
                        events),
                hide);
        return Causes.conclude(new Diagnosis(
                Diagnosis.SCHEMA_VERSION,
                new Diagnosis.Target(ref.kind(), ref.name(), ref.namespace(), api.server()),
                from.toString(),
                to.toString(),
                "",
                List.of(),
                changes,
                RolloutStates.of(seen, live, hide),
                revisions.stream().map(r -> revision(r, seen.current(), hide)).toList(),
                writers,
                pods(seen, revisions, hide),
                logs,
                events,
                metrics == null ? List.of() : metrics.compare(changes, from, to),
                unknown,
                build));
    }

    private static ObservedState around(Observer observer, JsonNode live, ObjectRef ref, List<String> unknown) {
        try {
            return observer.around(live);
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            unknown.add("Revisions and pods of " + ref.label() + " can't be read: " + e.getMessage() + ".");
            return observer.alone(live);
        }
    }

    private static List<String> uids(ObservedState seen, List<Revision> revisions) {
        List<String> uids = new ArrayList<>();
        uids.add(seen.workload().id().uid());
        revisions.stream().limit(3).map(Revision::uid).forEach(uids::add);
        return uids;
    }

    private static Diagnosis.Revision revision(Revision r, Optional<Revision> current, UnaryOperator<String> hide) {
        String model = r.template()
                .path("metadata")
                .path("annotations")
                .path(Annotations.MODEL_DIGEST)
                .asText();
        return new Diagnosis.Revision(
                r.number(),
                r.name(),
                r.created() == null ? null : r.created().toString(),
                current.filter(c -> c.name().equals(r.name())).isPresent(),
                r.replicas(),
                r.available(),
                Pods.containers(r.template()).stream()
                        .map(c ->
                                c.path("name").asText() + ": " + c.path("image").asText())
                        .toList(),
                Digest.isDigest(model) ? model : null,
                Changes.words(r, hide));
    }

    private static List<Diagnosis.Pod> pods(ObservedState seen, List<Revision> revisions, UnaryOperator<String> hide) {
        return seen.pods().stream()
                .map(p -> pod(p, revisions, hide))
                .sorted(Comparator.comparing((Diagnosis.Pod p) -> p.symptom() == null)
                        .thenComparing(Diagnosis.Pod::restarts, Comparator.reverseOrder())
                        .thenComparing(Diagnosis.Pod::name))
                .limit(MOST_PODS)
                .toList();
    }

    private static Diagnosis.Pod pod(PodState p, List<Revision> revisions, UnaryOperator<String> hide) {
        Optional<Symptoms.Symptom> symptom = Symptoms.of(p);
        Long revision = revisions.stream()
                .filter(r -> r.uid().equals(p.ownerUid())
                        || !p.revision().isEmpty()
                                && (r.name().equals(p.revision()) || r.name().endsWith("-" + p.revision())))
                .map(Revision::number)
                .findFirst()
                .orElse(null);
        return new Diagnosis.Pod(
                p.name(),
                revision,
                p.ready(),
                p.restarts(),
                symptom.map(Symptoms.Symptom::word).orElse(null),
                symptom.map(Symptoms.Symptom::container).orElse(null),
                symptom.map(Symptoms.Symptom::detail).map(hide).orElse(null),
                p.created() == null ? null : p.created().toString());
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }
}

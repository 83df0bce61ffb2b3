package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All kinds of workloads. */
public final class WorkloadKinds {
    private static final List<WorkloadKind> KNOWN = List.of(
            new DeploymentKind(),
            new StatefulSetKind(),
            new DaemonSetKind(),
            new JobKind(),
            new ArgoRolloutKind(),
            new InferenceServiceKind(),
            new KnativeServiceKind());

    private static final WorkloadKind OTHER = new CustomKind();

    private WorkloadKinds() {}

    /** The kind of an object; any other custom resource when it is none of the known. */
    public static WorkloadKind of(String apiVersion, String kind) {
        return KNOWN.stream().filter(k -> k.is(apiVersion, kind)).findFirst().orElse(OTHER);
    }

    /** The same where somebody declared when one of another kind works; {@code null} when nobody did. */
    public static WorkloadKind of(String apiVersion, String kind, String rule) {
        return rule == null ? of(apiVersion, kind) : new DeclaredKind(ConditionRule.read(rule));
    }

    /** Whether a kind has rules of its own. */
    static boolean known(String apiVersion, String kind) {
        return KNOWN.stream().anyMatch(k -> k.is(apiVersion, kind));
    }

    /** The same, of the API server's JSON. */
    public static WorkloadKind of(JsonNode object) {
        return of(object.path("apiVersion").asText(), object.path("kind").asText());
    }

    /** A kind of Kubernetes' own by the word used on a command line: {@code deployment}, {@code deploy}, {@code deployments} ... */
    public static Optional<WorkloadKind> named(String word) {
        String w = word.toLowerCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(k -> k.api()
                        .filter(api -> w.equals(api.kind().toLowerCase(Locale.ROOT))
                                || w.equals(api.plural())
                                || w.equals(k.shortName()))
                        .isPresent())
                .findFirst();
    }

    /** How the API serves those of Kubernetes' own. */
    static List<Kind> apis() {
        return KNOWN.stream().map(WorkloadKind::api).flatMap(Optional::stream).toList();
    }
}

package io.jenkins.plugins.mlpipeline.engine.incident;

import io.jenkins.plugins.mlpipeline.engine.incident.Causes.Weighed;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.ChangeKind;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Event;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Pod;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Strength;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What pods show: one cause for all that have the same symptom in the same container of the same revision. */
final class PodCauses {
    private static final int MOST_LINES = 3;
    private static final Set<String> NODE = Set.of(
            "NodeNotReady", "TaintManagerEviction", "Preempted", "Evicted", "NodeNotSchedulable", "NodeShutdown");

    private PodCauses() {}

    /** What pods have in common. */
    private record Key(String symptom, String container, Long revision) {}

    static List<Weighed> of(Diagnosis d) {
        Map<Key, List<Pod>> groups = new LinkedHashMap<>();
        for (Pod pod : d.pods()) {
            if (pod.symptom() != null) {
                groups.computeIfAbsent(new Key(pod.symptom(), pod.container(), pod.revision()), k -> new ArrayList<>())
                        .add(pod);
            }
        }
        List<Weighed> causes = new ArrayList<>();
        groups.forEach((key, pods) -> causes.add(new Weighed(
                sentence(d, key, pods),
                Strength.STATED,
                (double) pods.size() / d.pods().size(),
                evidence(d, pods, key))));
        List<String> moved = d.events().stream()
                .filter(e -> NODE.contains(e.reason()))
                .map(PodCauses::line)
                .limit(MOST_LINES)
                .toList();
        boolean told = groups.keySet().stream().anyMatch(k -> k.symptom().equals(Symptoms.MOVED));
        if (!moved.isEmpty() && !told) {
            causes.add(new Weighed("Nodes took pods away.", Strength.STATED, 0, moved));
        }
        return causes;
    }

    private static String sentence(Diagnosis d, Key key, List<Pod> pods) {
        String of = key.revision() == null ? "" : " of revision " + key.revision();
        String container = key.container() == null ? "A container" : "Container " + key.container();
        String what =
                switch (key.symptom()) {
                    case Symptoms.OUT_OF_MEMORY ->
                        container + of + " was killed because it needs more memory than its limit.";
                    case Symptoms.CRASH -> container + of + " crashes (" + exit(pods) + ").";
                    case Symptoms.IMAGE -> "The image for container " + key.container() + of + " can't be pulled.";
                    case Symptoms.CONFIGURATION -> container + of + " lacks configuration that it needs to start.";
                    case Symptoms.UNSCHEDULABLE -> "No node has room for pods" + of + ".";
                    case Symptoms.MOVED -> "Nodes took pods" + of + " away.";
                    default -> container + of + " runs, but is not ready.";
                };
        return isNew(d, key)
                ? what.substring(0, what.length() - 1) + "; that revision was rolled out in this time."
                : what;
    }

    private static String exit(List<Pod> pods) {
        String detail = Objects.toString(pods.get(0).detail(), "");
        int comma = detail.indexOf(',');
        return comma < 0 ? detail : detail.substring(0, comma);
    }

    private static boolean isNew(Diagnosis d, Key key) {
        return key.revision() != null
                && d.changes().stream()
                        .anyMatch(c -> c.kind() == ChangeKind.TEMPLATE
                                && c.what().contains("revision " + key.revision() + " ("));
    }

    private static List<String> evidence(Diagnosis d, List<Pod> pods, Key key) {
        List<String> lines = new ArrayList<>();
        lines.add(pods.size() + " of " + d.pods().size() + " pods");
        for (Pod pod : pods.stream().limit(MOST_LINES).toList()) {
            lines.add("pod " + pod.name() + ": " + pod.symptom()
                    + (pod.detail() == null ? "" : " (" + pod.detail() + ")"));
            d.events().stream()
                    .filter(e -> e.warning() && e.object().equals("pod/" + pod.name()))
                    .findFirst()
                    .ifPresent(e -> lines.add(line(e)));
            lastLine(d, pod, key).ifPresent(lines::add);
        }
        if (isNew(d, key)) {
            d.changes().stream()
                    .filter(c ->
                            c.kind() == ChangeKind.TEMPLATE && c.what().contains("revision " + key.revision() + " ("))
                    .findFirst()
                    .ifPresent(c -> {
                        lines.add(Causes.line(c));
                        c.details().stream().limit(MOST_LINES).forEach(lines::add);
                    });
        }
        long well = d.pods().stream()
                .filter(p -> p.symptom() == null && !Objects.equals(p.revision(), key.revision()))
                .count();
        if (well > 0 && key.revision() != null) {
            lines.add(well + (well == 1 ? " pod" : " pods") + " of other revisions " + (well == 1 ? "is" : "are")
                    + " well");
        }
        return lines;
    }

    private static java.util.Optional<String> lastLine(Diagnosis d, Pod pod, Key key) {
        return d.logs().stream()
                .filter(p -> p.name().equals(pod.name()))
                .flatMap(p -> p.containers().stream())
                .filter(c -> c.name().equals(key.container()) && !c.log().isEmpty())
                .findFirst()
                .map(Diagnostics.Container::log)
                .map(log -> "its last log line: " + log.get(log.size() - 1));
    }

    private static String line(Event e) {
        return "event " + e.reason() + " of " + e.object() + ": " + e.message()
                + (e.count() > 1 ? " (" + e.count() + " times)" : "");
    }
}

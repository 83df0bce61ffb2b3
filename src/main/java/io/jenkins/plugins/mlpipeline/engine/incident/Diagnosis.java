package io.jenkins.plugins.mlpipeline.engine.incident;

import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import java.util.List;

/**
 * What was found at a target, {@code diagnosis.json}; its schema is {@code docs/schemas/diagnosis.schema.json}. Times are ISO
 * 8601 by the API server's clock. What pods and events say is masked and cut.
 *
 * @param schemaVersion 1
 * @param target the workload
 * @param from what happened before is left out
 * @param to when it was looked
 * @param message the likeliest cause in a sentence, or that none was found
 * @param causes the likeliest first
 * @param changes what changed at the target between {@code from} and {@code to}, the newest first
 * @param state the rollout's state
 * @param revisions the newest first, at most ten
 * @param writers who wrote fields of the workload, the last first
 * @param pods those with a symptom first, at most twenty
 * @param logs of the three worst pods, else of three that are well
 * @param events since {@code from}, the newest first, at most sixty
 * @param metrics before and after; empty when no Prometheus was asked
 * @param unknown what could not be read, and why
 * @param build the build that asked; null for none
 */
public record Diagnosis(
        int schemaVersion,
        Target target,
        String from,
        String to,
        String message,
        List<Cause> causes,
        List<Change> changes,
        State state,
        List<Revision> revisions,
        List<Writer> writers,
        List<Pod> pods,
        List<Diagnostics.Pod> logs,
        List<Event> events,
        List<Metric> metrics,
        List<String> unknown,
        String build) {
    /** The version of this record's shape. */
    public static final int SCHEMA_VERSION = 1;

    /** The workload; {@code cluster} is the API server's address. */
    public record Target(String kind, String name, String namespace, String cluster) {
        /** For example {@code deployment/fraud in namespace bank}. */
        public String label() {
            return kind.toLowerCase(java.util.Locale.ROOT) + "/" + name + " in namespace " + namespace;
        }
    }

    /** How sure a cause is. */
    public enum Strength {
        /** The cluster itself says that it is so. */
        STATED,
        /** Something changed just before the first sign of trouble. */
        CHANGED,
        /** It may be. */
        POSSIBLE
    }

    /**
     * A likely cause.
     *
     * @param rank 1 is the likeliest
     * @param what a sentence
     * @param strength how sure it is
     * @param evidence what in this document speaks for it, a line each
     */
    public record Cause(int rank, String what, Strength strength, List<String> evidence) {}

    /** What changed. */
    public enum ChangeKind {
        /** The pod template. */
        TEMPLATE,
        /** A ConfigMap or Secret that the pods read. */
        CONFIGURATION,
        /** How many pods are wanted. */
        SCALE,
        /** A mark on a revision: verified, failed, rolled back from. */
        MARK,
        /** Other fields of the workload. */
        OBJECT
    }

    /**
     * A change.
     *
     * @param at when
     * @param kind what kind
     * @param what a sentence without its full stop
     * @param who the field manager that wrote it; null when not known
     * @param details what exactly, a line each; values of Secrets are not among them
     */
    public record Change(String at, ChangeKind kind, String what, String who, List<String> details) {}

    /**
     * The rollout's state.
     *
     * @param verdict {@code complete}, {@code progressing}, or how it ended in a word
     * @param message with numbers
     * @param conditions {@code status.conditions}, a line each
     * @param build the build that deployed last, as it is noted on the object; null when none is
     */
    public record State(String verdict, String message, List<String> conditions, String build) {}

    /**
     * A remembered pod template.
     *
     * @param number its number
     * @param name of its ReplicaSet or ControllerRevision
     * @param created when
     * @param current whether it is the workload's template now
     * @param replicas pods wanted of it
     * @param available pods available of it
     * @param images of its containers
     * @param modelDigest null when none is noted
     * @param marks what is known of it, a line each
     */
    public record Revision(
            long number,
            String name,
            String created,
            boolean current,
            int replicas,
            int available,
            List<String> images,
            String modelDigest,
            List<String> marks) {}

    /**
     * Who wrote fields of the workload.
     *
     * @param manager the field manager
     * @param operation {@code Apply} or {@code Update}
     * @param at its last write; null when not known
     * @param fields the fields it owns, the first twelve
     */
    public record Writer(String manager, String operation, String at, List<String> fields) {}

    /**
     * A pod.
     *
     * @param name its name
     * @param revision the number of its template's revision; null when not known
     * @param ready whether it is ready
     * @param restarts of its containers together
     * @param symptom one word; null when it has none
     * @param container which container has it; null when it is the whole pod's
     * @param detail more of it; null when there is none
     * @param created when
     */
    public record Pod(
            String name,
            Long revision,
            boolean ready,
            int restarts,
            String symptom,
            String container,
            String detail,
            String created) {}

    /**
     * An event.
     *
     * @param first when it was seen first
     * @param last when it was seen last
     * @param object {@code pod/NAME}
     * @param warning whether it is one
     * @param reason one word
     * @param message the cluster's sentence
     * @param count how often it was seen
     */
    public record Event(
            String first, String last, String object, boolean warning, String reason, String message, int count) {}

    /** What a metric did. */
    public enum Trend {
        /** It is proven to be worse than before. */
        WORSE,
        /** It is not proven to be worse. */
        NOT_WORSE,
        /** There is nothing to compare. */
        UNKNOWN
    }

    /**
     * A metric before and after.
     *
     * @param id the check's
     * @param trend what it did
     * @param before its value in the time before; null when there is none
     * @param after its value since; null when there is none
     * @param reason a sentence
     * @param split between before and after: the last change of the pod template, else {@code from}
     * @param queries as they were sent
     */
    public record Metric(
            String id, Trend trend, Double before, Double after, String reason, String split, List<String> queries) {}

    /** The same with what follows of it. */
    Diagnosis concluded(List<Cause> found, String said) {
        return new Diagnosis(
                schemaVersion,
                target,
                from,
                to,
                said,
                found,
                changes,
                state,
                revisions,
                writers,
                pods,
                logs,
                events,
                metrics,
                unknown,
                build);
    }
}

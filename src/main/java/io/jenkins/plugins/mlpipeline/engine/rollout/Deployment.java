package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Rendered;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The record of a deployment, {@code deployment.json}; its schema is {@code docs/schemas/deployment.schema.json}.
 *
 * @param schemaVersion 1
 * @param status how it ended
 * @param changed whether anything of the specification changed
 * @param kind the workload's kind
 * @param name its name; for a Job the one made for this rollout
 * @param namespace its namespace
 * @param cluster the API server's address
 * @param revision the number of the revision that was rolled out, or {@code null}
 * @param replicaSet the name of its ReplicaSet or ControllerRevision, or {@code null}
 * @param modelDigest the model's digest, or {@code null}
 * @param imageDigests what the new pods' containers run, where it is known
 * @param gate how it is bound to a gate's verdict, or {@code null}
 * @param previous what was there before, which is what a rollback would go back to; {@code null} when nothing was
 * @param pods the new pods at the end
 * @param reason one word, or {@code null}
 * @param message one sentence
 * @param rollback what was done about a failure, or {@code null}
 * @param diagnostics the evidence of a failure, or {@code null}
 * @param diff what a dry run would change, or {@code null}
 * @param objects what was done to the objects beside the workload; {@code null} in records of earlier versions
 * @param warnings for people
 * @param build the build that deployed, or {@code null}
 * @param rolloutId names the rollout on the object
 * @param startedAt ISO 8601
 * @param finishedAt ISO 8601
 * @param durationMs from begin to end
 * @param rendered what a program made the manifests of, or {@code null}
 * @param workloads what came of each workload; {@code kind}, {@code name}, {@code revision} and {@code previous} are the first one's.
 *     {@code null} in records of earlier versions
 * @param targets what came of each target of a deployment to several, in their order; the rest is then that of the one which says how
 *     it ended. {@code null} for a deployment to one
 */
public record Deployment(
        int schemaVersion,
        Outcome status,
        boolean changed,
        String kind,
        String name,
        String namespace,
        String cluster,
        Long revision,
        String replicaSet,
        String modelDigest,
        Map<String, String> imageDigests,
        GateLink gate,
        Before previous,
        List<Pod> pods,
        String reason,
        String message,
        Rollback rollback,
        Diagnostics diagnostics,
        List<String> diff,
        List<Companion> objects,
        List<String> warnings,
        String build,
        String rolloutId,
        String startedAt,
        String finishedAt,
        long durationMs,
        Rendered rendered,
        List<Part> workloads,
        List<Target> targets) {
    /** The version of this record's shape. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * What ran before.
     *
     * @param revision its number
     * @param replicaSet the name of its ReplicaSet or ControllerRevision, or {@code null}
     * @param modelDigest the model that its template names, or {@code null}
     * @param imageDigests what its containers ran, where it is known
     * @param fullyAvailable whether all of it was available
     */
    public record Before(
            long revision,
            String replicaSet,
            String modelDigest,
            Map<String, String> imageDigests,
            boolean fullyAvailable) {}

    /**
     * One of the workloads.
     *
     * @param kind its kind
     * @param name its name
     * @param namespace its namespace
     * @param status how its rollout ended, {@code NOT_BEGUN}, or how its rollback ended when it went back with another one
     * @param changed whether anything of its specification changed
     * @param revision the number of the revision that was rolled out, or {@code null}
     * @param replicaSet the name of its ReplicaSet or ControllerRevision, or {@code null}
     * @param previous what was there before, or {@code null}
     * @param message one sentence, or {@code null} when it was not begun
     */
    public record Part(
            String kind,
            String name,
            String namespace,
            String status,
            boolean changed,
            Long revision,
            String replicaSet,
            Before previous,
            String message) {
        Part ended(String how, String said) {
            return new Part(kind, name, namespace, how, changed, revision, replicaSet, previous, said);
        }
    }

    /**
     * One of several targets.
     *
     * @param target what people call it: the context or cloud, and the namespace
     * @param cluster the API server's address, or {@code null} when it is not known
     * @param namespace its namespace, or {@code null} when that is the connection's and it is not known
     * @param wave the wave that it belongs to, from 1
     * @param status how it ended there, or {@code NOT_BEGUN}
     * @param changed whether anything was changed there
     * @param verification the verdict of its verification, or {@code null} when there was none
     * @param message one sentence, or {@code null} when it was not begun
     * @param deployment its own record, or {@code null} when it was not begun
     */
    public record Target(
            String target,
            String cluster,
            String namespace,
            int wave,
            String status,
            boolean changed,
            String verification,
            String message,
            Deployment deployment) {
        /** The status of one that was not begun. */
        public static final String NOT_BEGUN = "NOT_BEGUN";

        /** One that was begun. */
        public static Target of(String target, int wave, Deployment d) {
            return new Target(
                    target, d.cluster(), d.namespace(), wave, d.status().name(), d.changed(), null, d.message(), d);
        }

        /** One that was not. */
        public static Target notBegun(String target, String cluster, String namespace, int wave) {
            return new Target(target, cluster, namespace, wave, NOT_BEGUN, false, null, null, null);
        }

        /** The same with what its verification said. */
        public Target verified(Verdict verdict, String said) {
            return new Target(
                    target,
                    cluster,
                    namespace,
                    wave,
                    status,
                    changed,
                    verdict.name(),
                    message + " " + said,
                    deployment);
        }

        /** Whether it was begun. */
        public boolean begun() {
            return deployment != null;
        }
    }

    /**
     * An object beside the workload.
     *
     * @param kind its kind
     * @param name its name
     * @param namespace its namespace; empty for a cluster-scoped kind
     * @param action {@code created}, {@code changed}, {@code unchanged}, {@code restored}, {@code left} or {@code pruned}, as
     *     it is at the end; of a dry run what would be done
     */
    public record Companion(String kind, String name, String namespace, String action) {}

    /**
     * A pod.
     *
     * @param name its name
     * @param ready whether it is ready
     * @param restarts restarts of its containers
     * @param reason why it isn't ready, or {@code null}
     */
    public record Pod(String name, boolean ready, int restarts, String reason) {}

    /**
     * What was done about a failure.
     *
     * @param status whether the state before is back
     * @param rung why that revision, in words, or {@code null}
     * @param revision the number of the revision gone back to, or {@code null}
     * @param replicaSet the name of its ReplicaSet or ControllerRevision, or {@code null}
     * @param modelDigest the model that serves again, or {@code null}
     * @param pinned whether every image is named by the digest that ran before, or {@code null} when nothing was rolled back
     * @param message one sentence
     */
    public record Rollback(
            RollbackStatus status,
            String rung,
            Long revision,
            String replicaSet,
            String modelDigest,
            Boolean pinned,
            String message) {}

    /** Whether the state before is back. */
    public enum RollbackStatus {
        /** It is: the pods run the same images as before, as far as their digests are known ({@code pinned}). */
        ROLLED_BACK,
        /** It isn't, although it was tried. */
        ROLLBACK_FAILED,
        /** It can't be named exactly enough. */
        NOT_RESTORABLE,
        /** There is none that is known to work. */
        NO_KNOWN_GOOD,
        /** What ran before is back, although one that was gated or verified was asked for and there is none. */
        UNGATED_RESTORED,
        /** Another writer deployed meanwhile: what runs is theirs. */
        SUPERSEDED,
        /** Nothing was tried, as the options say. */
        LEFT,
        /** There is nothing to restore: nothing was rolled out, it is gone, or it has no revisions. */
        NOT_NEEDED;

        /** Whether what ran before serves again. */
        public boolean isBack() {
            return this == ROLLED_BACK || this == UNGATED_RESTORED;
        }
    }

    /** As one of several workloads: their outcome together, and the first one's name. */
    Deployment together(Outcome outcome, String said, Rollback undone, List<Part> parts) {
        Part first = parts.get(0);
        return with(draft -> {
            draft.status = outcome;
            draft.changed = parts.stream().anyMatch(Part::changed);
            draft.kind = first.kind();
            draft.name = first.name();
            draft.revision = first.revision();
            draft.replicaSet = first.replicaSet();
            draft.previous = first.previous();
            draft.message = said;
            draft.rollback = undone;
            draft.workloads = parts;
        });
    }

    /** The record of one of several workloads by itself. */
    Deployment as(Part part) {
        return together(status, message, rollback, List.of(part));
    }

    /** With what it no longer has, and what is gone therefore. */
    Deployment pruned(List<String> gone) {
        return with(draft -> {
            draft.status = status == Outcome.UNCHANGED ? Outcome.DEPLOYED : status;
            draft.changed = true;
            draft.message = message + " Pruned: " + String.join(", ", gone) + ".";
        });
    }

    /** With what is beside the workloads at a later end. */
    Deployment beside(List<Companion> all, List<String> said, String finished, long duration) {
        return with(draft -> {
            draft.objects = all;
            draft.warnings = said;
            draft.finishedAt = finished;
            draft.durationMs = duration;
        });
    }

    /** As the one that says how a deployment to several targets ended. */
    Deployment among(Outcome outcome, String said, List<Target> all) {
        return with(draft -> {
            draft.status = outcome;
            draft.changed = all.stream().anyMatch(Target::changed);
            draft.message = said;
            draft.targets = all;
        });
    }

    /** With the times, the warnings and the difference of all targets. */
    Deployment spanning(String began, String finished, long duration, List<String> said, List<String> difference) {
        return with(draft -> {
            draft.startedAt = began;
            draft.finishedAt = finished;
            draft.durationMs = duration;
            draft.warnings = said;
            draft.diff = difference;
        });
    }

    /** The build's result: deployed without a verdict is not a success, however well it runs. */
    public Outcome.BuildResult result() {
        return withoutVerdict() ? Outcome.UNVERIFIED.build() : status.build();
    }

    /** The command line's exit code, by the same rule. */
    public int exitCode() {
        return withoutVerdict() ? Outcome.UNVERIFIED.exitCode() : status.exitCode();
    }

    private boolean withoutVerdict() {
        return gate != null
                && !gate.passed()
                && status != Outcome.DRY_RUN
                && status.build() == Outcome.BuildResult.SUCCESS;
    }

    /** Who let it through although the gates did not pass, in a sentence; {@code null} when nobody had to. */
    public String approved() {
        return gate == null || gate.approval() == null ? null : gate.approval().sentence();
    }

    private Deployment with(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.deployment();
    }

    /** This record while something of it is changed, so that all is listed once. */
    private final class Draft {
        private Outcome status = Deployment.this.status;
        private boolean changed = Deployment.this.changed;
        private String kind = Deployment.this.kind;
        private String name = Deployment.this.name;
        private Long revision = Deployment.this.revision;
        private String replicaSet = Deployment.this.replicaSet;
        private Before previous = Deployment.this.previous;
        private String message = Deployment.this.message;
        private Rollback rollback = Deployment.this.rollback;
        private List<String> diff = Deployment.this.diff;
        private List<Companion> objects = Deployment.this.objects;
        private List<String> warnings = Deployment.this.warnings;
        private String startedAt = Deployment.this.startedAt;
        private String finishedAt = Deployment.this.finishedAt;
        private long durationMs = Deployment.this.durationMs;
        private List<Part> workloads = Deployment.this.workloads;
        private List<Target> targets = Deployment.this.targets;

        private Deployment deployment() {
            return new Deployment(
                    schemaVersion,
                    status,
                    changed,
                    kind,
                    name,
                    namespace,
                    cluster,
                    revision,
                    replicaSet,
                    modelDigest,
                    imageDigests,
                    gate,
                    previous,
                    pods,
                    reason,
                    message,
                    rollback,
                    diagnostics,
                    diff,
                    objects,
                    warnings,
                    build,
                    rolloutId,
                    startedAt,
                    finishedAt,
                    durationMs,
                    rendered,
                    workloads,
                    targets);
        }
    }
}

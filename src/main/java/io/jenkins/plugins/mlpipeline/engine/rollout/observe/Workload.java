package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A workload's specification and status, as far as a rollout's verdict depends on them. */
public sealed interface Workload {
    Identity id();

    /**
     * What all kinds have.
     *
     * @param kind for example {@code Deployment}
     * @param namespace its namespace
     * @param name its name
     * @param uid changes when the object is deleted and made again
     * @param generation counts changes of the specification
     * @param observedGeneration the generation that the status speaks of; 0 when there is none yet
     * @param templateDigest {@link Templates#digest} of {@code spec.template}
     * @param templateWriter the field manager that last wrote the template, or empty
     * @param conditions {@code status.conditions}
     */
    record Identity(
            String kind,
            String namespace,
            String name,
            String uid,
            long generation,
            long observedGeneration,
            String templateDigest,
            String templateWriter,
            List<Condition> conditions) {
        public Identity {
            conditions = List.copyOf(conditions);
        }

        public boolean observed() {
            return observedGeneration >= generation;
        }

        public Optional<Condition> condition(String type) {
            return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
        }

        /** For example {@code deployment/fraud in namespace bank}. */
        public String label() {
            return kind.toLowerCase(Locale.ROOT) + "/" + name + " in namespace " + namespace;
        }
    }

    /**
     * A Deployment.
     *
     * @param paused {@code spec.paused}
     * @param replicas {@code spec.replicas}
     * @param updated pods of the current template
     * @param total pods of all templates
     * @param available pods ready for at least {@code minReadySeconds}
     * @param deadlineSeconds {@code spec.progressDeadlineSeconds}; {@link Integer#MAX_VALUE} means none
     * @param revision its annotation {@code deployment.kubernetes.io/revision}; 0 when there is none yet
     */
    record DeploymentState(
            Identity id,
            boolean paused,
            int replicas,
            int updated,
            int total,
            int available,
            int deadlineSeconds,
            long revision)
            implements Workload {}

    /**
     * A StatefulSet.
     *
     * @param replicas {@code spec.replicas}
     * @param updated pods of the update revision
     * @param ready ready pods
     * @param available pods ready for at least {@code minReadySeconds}
     * @param partition pods with a smaller ordinal keep the old template
     * @param onDelete whether pods get the new template only when somebody deletes them
     * @param currentRevision name of the ControllerRevision that the pods had
     * @param updateRevision name of the ControllerRevision that they are to get
     */
    record StatefulSetState(
            Identity id,
            int replicas,
            int updated,
            int ready,
            int available,
            int partition,
            boolean onDelete,
            String currentRevision,
            String updateRevision)
            implements Workload {}

    /**
     * A DaemonSet.
     *
     * @param desired nodes that should have a pod
     * @param updated nodes with a pod of the current template
     * @param available nodes with an available pod
     * @param onDelete whether pods get the new template only when somebody deletes them
     */
    record DaemonSetState(Identity id, int desired, int updated, int available, boolean onDelete) implements Workload {}

    /**
     * A Job.
     *
     * @param suspended {@code spec.suspend}
     * @param completions pods that must succeed
     * @param active pods that run
     * @param succeeded pods that succeeded
     * @param failed pods that failed
     */
    record JobState(Identity id, boolean suspended, int completions, int active, int succeeded, int failed)
            implements Workload {}

    /** A custom resource: generation and conditions are all that can be read without knowing its kind. */
    record CustomState(Identity id) implements Workload {}
}

package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A workload's specification and status, as far as a rollout's verdict depends on them. */
public interface Workload {
    Identity id();

    /**
     * Whether a pod has the workload's own template.
     *
     * @param current the revision of that template, if it is there already
     */
    boolean isNew(PodState pod, Optional<Revision> current);

    /** Whether a revision that it owns is that of its own template. */
    default boolean isCurrent(Revision revision) {
        return revision.templateDigest().equals(id().templateDigest());
    }

    /** Whether all pods that it wants have its own template and are available. */
    boolean fullyAvailable();

    /** The time in seconds after which its controller says that a rollout makes no progress; empty when it has none. */
    default OptionalInt deadline() {
        return OptionalInt.empty();
    }

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
            List<StatusCondition> conditions) {
        public Identity {
            conditions = List.copyOf(conditions);
        }

        public boolean observed() {
            return observedGeneration >= generation;
        }

        public Optional<StatusCondition> condition(String type) {
            return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
        }

        /** For example {@code deployment/fraud in namespace bank}. */
        public String label() {
            return kind.toLowerCase(Locale.ROOT) + "/" + name + " in namespace " + namespace;
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import java.util.Locale;
import java.util.function.Predicate;

/** A workload as people name it: {@code deployment/fraud}. */
public final class WorkloadName {
    private WorkloadName() {}

    /**
     * Reads a name.
     *
     * @param written {@code KIND/NAME}, with any word that {@code kubectl} takes for the kind
     * @param namespace where it is
     * @param possible whether what is wanted can be done to a kind
     * @param done what is wanted, for errors: {@code restarted}
     * @throws UserError when it is no name, or it can't be done to its kind
     */
    public static ObjectRef read(String written, String namespace, Predicate<WorkloadKind> possible, String done) {
        int slash = written.indexOf('/');
        Kind kind = WorkloadKinds.named(slash < 0 ? written : written.substring(0, slash))
                .filter(possible)
                .flatMap(WorkloadKind::api)
                .orElseThrow(() -> new UserError("\"" + written + "\" can't be " + done
                        + ": name it as deployment/NAME, statefulset/NAME or daemonset/NAME."));
        String name = slash < 0 ? "" : written.substring(slash + 1);
        if (!name.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
            throw new UserError("\"" + written + "\" names no object: write it as "
                    + kind.kind().toLowerCase(Locale.ROOT) + "/NAME.");
        }
        return new ObjectRef(kind.apiVersion(), kind.kind(), namespace, name);
    }
}

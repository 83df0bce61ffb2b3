package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Definitions;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a deployment makes before something else of it can be: namespaces and kinds. The server can't be asked about what is in
 * them as long as they aren't there.
 */
final class FirstInstall {
    private final Set<String> namespaces = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();

    /** An object that isn't there yet will be made. */
    void makes(JsonNode object) {
        ObjectRef ref = ObjectRef.of(object);
        if (ref.kind().equals("Namespace") && ref.apiVersion().equals("v1")) {
            namespaces.add(ref.name());
        } else if (Definitions.is(ref)) {
            for (Kind kind : Definitions.kinds(object)) {
                kinds.add(kind.apiVersion() + " " + kind.kind());
            }
        }
    }

    /** Why the server can't be asked about an object, in words; empty when it can. */
    Optional<String> before(ObjectRef ref) {
        if (kinds.contains(ref.apiVersion() + " " + ref.kind())) {
            return Optional.of("its kind is made by this deployment");
        }
        return namespaces.contains(ref.namespace())
                ? Optional.of("its namespace is made by this deployment")
                : Optional.empty();
    }
}

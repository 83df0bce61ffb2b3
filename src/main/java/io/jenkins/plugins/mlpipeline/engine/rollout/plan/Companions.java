package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What is deployed with a workload: no verdict is about it. */
final class Companions {
    private Companions() {}

    /**
     * Lets the objects of manifests through whose kinds are allowed, each once, and none of which poses as judged.
     *
     * @param manifests where they stand
     * @param objects the same, to be applied; workloads lose the annotations that a rollout writes anew
     * @param workloads some of them
     * @param clusterScoped whether objects of a kind live outside namespaces
     * @param warnings for people
     * @throws UserError for the first that may not be deployed
     */
    static void admit(
            List<Manifest> manifests,
            List<ObjectNode> objects,
            List<ObjectNode> workloads,
            AllowedKinds allowed,
            Predicate<ObjectRef> clusterScoped,
            List<String> warnings) {
        Map<String, String> sources = new HashMap<>();
        for (int i = 0; i < objects.size(); i++) {
            String source = manifests.get(i).source();
            ObjectNode object = objects.get(i);
            ObjectRef ref = manifests.get(i).ref();
            boolean workload = workloads.stream().anyMatch(w -> w == object);
            if (workload) {
                OwnAnnotations.clear(source, object, warnings);
            }
            // Outside of a namespace nothing is a workload's own, the custom resource that stands for one included; and
            // beside
            // another workload a custom resource is one more object, whatever it runs.
            boolean beside = workloads.size() > 1 && !Kind.isBuiltIn(ref.apiVersion());
            if (!workload || beside || clusterScoped.test(ref)) {
                allowed.require(source, ref);
            }
            OwnAnnotations.refuse(source, object);
            if (ref.name().startsWith(Annotations.INVENTORY_NAMES)) {
                throw new UserError(source + ": " + ref.label() + " has a name that begins with "
                        + Annotations.INVENTORY_NAMES + ". Such objects say what may be pruned, and are a rollout's to"
                        + " write; give it another name.");
            }
            String earlier = sources.putIfAbsent(AllowedKinds.name(ref) + "/" + ref.name(), source);
            if (earlier != null && !ref.name().isEmpty()) {
                throw new UserError(source + ": " + ref.label() + " stands in " + earlier
                        + " already. The second would replace the first; remove one of the two.");
            }
        }
    }
}

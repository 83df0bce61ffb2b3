package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes plans. */
public final class Planner {
    /** What others need comes first. */
    private static final List<String> ORDER = List.of(
            "Namespace",
            "CustomResourceDefinition",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "Secret",
            "ConfigMap",
            "PersistentVolumeClaim",
            "Service");

    private static final Pattern ORDER_NUMBER = Pattern.compile("-?[0-9]{1,3}");

    private Planner() {}

    /**
     * A plan to apply manifests.
     *
     * @param manifests all objects; at least one is a workload
     * @param clusterScoped whether objects of a kind live outside namespaces
     * @throws UserError when they can't be deployed as they are
     */
    public static Plan apply(List<Manifest> manifests, PlanRequest request, Predicate<ObjectRef> clusterScoped) {
        Predicate<ObjectRef> scoped = ref -> clusterScoped(manifests, ref, clusterScoped);
        List<ObjectNode> objects =
                manifests.stream().map(m -> m.object().deepCopy()).toList();
        objects.forEach(Lint::strip);
        List<ObjectNode> workloads = workloads(manifests, objects);
        List<String> warnings = new ArrayList<>();
        Companions.admit(manifests, objects, workloads, request.allowed(), scoped, warnings);
        Images.substitute(objects, request.images());
        String namespace = namespace(manifests, request, scoped);
        for (int i = 0; i < objects.size(); i++) {
            ObjectNode object = objects.get(i);
            if (!scoped.test(ObjectRef.of(object))) {
                Pods.child(object, "metadata").put("namespace", namespace);
            }
            Lint.check(manifests.get(i).source(), object, warnings);
        }
        unselected(objects, workloads, warnings);
        for (ObjectNode workload : workloads) {
            annotate(workload, request);
            WorkloadKinds.of(workload).prepare(workload, request.rolloutId());
        }
        requireNoGeneratedNames(objects);
        List<JsonNode> supporting = objects.stream()
                .filter(o -> workloads.stream().noneMatch(w -> w == o))
                .sorted(Comparator.comparingInt(Planner::rank))
                .map(JsonNode.class::cast)
                .toList();
        List<Plan> then = workloads.stream()
                .skip(1)
                .map(workload -> plan(namespace, request, workload, List.of(), List.of()))
                .toList();
        return plan(namespace, request, workloads.get(0), supporting, warnings).then(then);
    }

    private static Plan plan(
            String namespace,
            PlanRequest request,
            ObjectNode workload,
            List<JsonNode> supporting,
            List<String> warnings) {
        return new Plan(
                namespace,
                request.rolloutId(),
                false,
                ObjectRef.of(workload),
                workload,
                supporting,
                request.modelDigest(),
                request.gateDigest(),
                warnings);
    }

    /**
     * A plan to restart a workload that is there.
     *
     * @param resource for example {@code deployment/fraud}
     * @param restartedAt RFC 3339
     */
    public static Plan restart(String resource, String restartedAt, PlanRequest request) {
        String namespace = request.namespace() != null ? request.namespace() : request.defaultNamespace();
        ObjectRef ref = WorkloadName.read(resource, namespace, WorkloadKind::restartable, "restarted");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", ref.apiVersion()).put("kind", ref.kind());
        Pods.child(body, "metadata").put("name", ref.name()).put("namespace", namespace);
        annotate(body, request);
        forget(body, request);
        templateAnnotations(body).put(Annotations.RESTARTED_AT, restartedAt);
        return new Plan(
                namespace,
                request.rolloutId(),
                true,
                ObjectRef.of(body),
                body,
                List.of(),
                request.modelDigest(),
                request.gateDigest(),
                List.of());
    }

    /** A Service that leads to no pod of the workload is mostly a typing error. */
    private static void unselected(List<ObjectNode> objects, List<ObjectNode> workloads, List<String> warnings) {
        boolean seen = workloads.stream().allMatch(w -> WorkloadKinds.of(w).hasPodTemplate());
        for (ObjectNode object : objects) {
            JsonNode selector = object.path("spec").path("selector");
            boolean service = object.path("kind").asText().equals("Service")
                    && object.path("apiVersion").asText().equals("v1");
            if (service && !selector.isEmpty() && seen && workloads.stream().noneMatch(w -> selects(selector, w))) {
                warnings.add(unselected(object, selector, workloads));
            }
        }
    }

    private static boolean selects(JsonNode selector, ObjectNode workload) {
        return missing(selector, workload).isEmpty();
    }

    private static Optional<Map.Entry<String, JsonNode>> missing(JsonNode selector, ObjectNode workload) {
        JsonNode labels = Pods.template(workload).path("metadata").path("labels");
        return selector.properties().stream()
                .filter(e -> !e.getValue().equals(labels.get(e.getKey())))
                .findFirst();
    }

    private static String unselected(ObjectNode service, JsonNode selector, List<ObjectNode> workloads) {
        Map.Entry<String, JsonNode> label = missing(selector, workloads.get(0)).orElseThrow();
        return ObjectRef.of(service).label() + " selects no pod of "
                + workloads.stream().map(w -> ObjectRef.of(w).label()).collect(Collectors.joining(", "))
                + ": its selector has " + label.getKey() + ": "
                + label.getValue().asText()
                + ", which is not among the labels of the pod template.";
    }

    /** What the server says of a kind that it doesn't know, with the place where that stands. */
    private static boolean clusterScoped(List<Manifest> manifests, ObjectRef ref, Predicate<ObjectRef> asked) {
        try {
            return asked.test(ref);
        } catch (UserError e) {
            String source = manifests.stream()
                    .filter(m -> m.ref().kind().equals(ref.kind())
                            && m.ref().apiVersion().equals(ref.apiVersion()))
                    .map(m -> m.source() + ": ")
                    .findFirst()
                    .orElse("");
            throw new UserError(source + e.getMessage(), e);
        }
    }

    private static String namespace(List<Manifest> manifests, PlanRequest request, Predicate<ObjectRef> clusterScoped) {
        Set<String> given = new LinkedHashSet<>();
        for (Manifest m : manifests) {
            String namespace = m.ref().namespace();
            if (namespace.isEmpty() || clusterScoped.test(m.ref())) {
                continue;
            }
            if (request.namespace() != null && !request.namespace().equals(namespace)) {
                throw new UserError(m.source() + ": has the namespace \"" + namespace + "\", but \""
                        + request.namespace() + "\" was asked for. Leave one of the two out, or make them equal.");
            }
            given.add(namespace);
        }
        if (given.size() > 1) {
            throw new UserError("The manifests name several namespaces (" + String.join(", ", given)
                    + "); one deployment has one. Deploy each by itself.");
        }
        if (request.namespace() != null) {
            return request.namespace();
        }
        return given.isEmpty() ? request.defaultNamespace() : given.iterator().next();
    }

    /** In their order: that of the annotation, else that in which they stand. */
    private static List<ObjectNode> workloads(List<Manifest> manifests, List<ObjectNode> objects) {
        List<ObjectNode> workloads = objects.stream()
                .filter(o -> WorkloadKinds.of(o).hasPodTemplate())
                .toList();
        if (workloads.isEmpty()) {
            workloads = objects.stream()
                    .filter(o -> !Kind.isBuiltIn(o.path("apiVersion").asText()))
                    .toList();
            if (workloads.size() > 1) {
                throw new UserError("The manifests hold no workload with pods and " + workloads.size()
                        + " custom resources (" + names(workloads)
                        + "), of which any may be the one whose rollout is watched. Deploy each by itself.");
            }
        }
        if (workloads.isEmpty()) {
            manifests.forEach(Planner::requireServed);
            throw new UserError("The manifests hold no workload (Deployment, StatefulSet, DaemonSet, Job, or a custom"
                    + " resource) whose rollout could be watched. There is: " + names(objects) + ".");
        }
        Map<ObjectNode, Integer> order = new IdentityHashMap<>();
        workloads.forEach(workload -> order.put(workload, order(workload)));
        return workloads.stream().sorted(Comparator.comparing(order::get)).toList();
    }

    /** A workload of a version that is gone is no workload of any kind that is known. */
    private static void requireServed(Manifest manifest) {
        String removed = RemovedVersions.hint(manifest.ref());
        if (!removed.isEmpty()) {
            throw new UserError(manifest.source() + ": " + manifest.ref().label() + " has the apiVersion "
                    + manifest.ref().apiVersion() + "." + removed);
        }
    }

    private static int order(ObjectNode workload) {
        JsonNode written = workload.path("metadata").path("annotations").path(Annotations.ORDER);
        if (written.isMissingNode()) {
            return 0;
        }
        if (!ORDER_NUMBER.matcher(written.asText()).matches()) {
            throw new UserError(ObjectRef.of(workload).label() + ": the annotation " + Annotations.ORDER + " is \""
                    + written.asText() + "\"; a whole number from -999 to 999 is expected.");
        }
        return Integer.parseInt(written.asText());
    }

    private static String names(List<ObjectNode> objects) {
        return objects.stream()
                .map(o -> o.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                        + o.path("metadata").path("name").asText())
                .collect(Collectors.joining(", "));
    }

    private static void annotate(ObjectNode workload, PlanRequest request) {
        ObjectNode own = Pods.child(Pods.child(workload, "metadata"), "annotations");
        own.put(Annotations.ROLLOUT_ID, request.rolloutId());
        if (request.build() != null) {
            own.put(Annotations.BUILD, request.build());
        }
        if (request.changeCause() != null) {
            own.put(Annotations.CHANGE_CAUSE, request.changeCause());
        }
        boolean hasTemplate = WorkloadKinds.of(workload).hasPodTemplate();
        ObjectNode content = hasTemplate ? templateAnnotations(workload) : own;
        if (request.modelDigest() != null) {
            content.put(Annotations.MODEL_DIGEST, request.modelDigest());
        }
        if (request.gateDigest() != null) {
            content.put(Annotations.GATE_DIGEST, request.gateDigest());
        }
        if (hasTemplate && content.isEmpty()) {
            Pods.child(Pods.child(Pods.child(workload, "spec"), "template"), "metadata")
                    .remove("annotations");
        }
    }

    /** A patch leaves what it doesn't name: digests of an earlier verdict must not stand for pods that have none. */
    private static void forget(ObjectNode patch, PlanRequest request) {
        ObjectNode content = templateAnnotations(patch);
        if (request.modelDigest() == null) {
            content.putNull(Annotations.MODEL_DIGEST);
        }
        if (request.gateDigest() == null) {
            content.putNull(Annotations.GATE_DIGEST);
        }
    }

    private static ObjectNode templateAnnotations(ObjectNode workload) {
        ObjectNode template = Pods.child(Pods.child(workload, "spec"), "template");
        return Pods.child(Pods.child(template, "metadata"), "annotations");
    }

    private static void requireNoGeneratedNames(List<ObjectNode> objects) {
        for (ObjectNode object : objects) {
            if (!object.path("metadata").has("name")) {
                throw new UserError(object.path("kind").asText() + " with generateName \""
                        + object.path("metadata").path("generateName").asText()
                        + "\": an object that is applied needs a name, or the next deployment can't find it.");
            }
        }
    }

    private static int rank(JsonNode object) {
        int rank = ORDER.indexOf(object.path("kind").asText());
        boolean builtIn = Kind.isBuiltIn(object.path("apiVersion").asText());
        return rank >= 0 && builtIn ? rank : ORDER.size() + (builtIn ? 0 : 1);
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.KnownKinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kinds of objects that may be deployed beside a workload. A verdict is about the workload; what rides along with it
 * must not be able to run another model, or to give rights.
 *
 * @param kinds each as {@code KIND}, of Kubernetes' core group, or {@code KIND.group}; never the version
 * @param remedy how one that isn't among them is allowed; the kind is put behind it
 */
public record AllowedKinds(Set<String> kinds, String remedy) {
    /**
     * What a workload needs around it, and what neither runs a container of its own nor gives rights: no Pod, no CronJob, no
     * Role, nothing outside of a namespace, and no custom resource, which may do either.
     */
    public static final AllowedKinds DEFAULT = new AllowedKinds(
            new LinkedHashSet<>(List.of(
                    "Service",
                    "ConfigMap",
                    "Secret",
                    "ServiceAccount",
                    "PersistentVolumeClaim",
                    "HorizontalPodAutoscaler.autoscaling",
                    "PodDisruptionBudget.policy",
                    "Ingress.networking.k8s.io",
                    "NetworkPolicy.networking.k8s.io")),
            "allow it with --allow-kind");

    private static final Pattern NAME =
            Pattern.compile("[A-Z][A-Za-z0-9]{0,62}(\\.[a-z0-9]([-a-z0-9.]{0,250}[a-z0-9])?)?");

    public AllowedKinds {
        kinds = Collections.unmodifiableSet(new LinkedHashSet<>(kinds));
    }

    /** These and others, which are written as {@link #name} reads them. */
    public AllowedKinds and(Collection<String> others) {
        Set<String> all = new LinkedHashSet<>(kinds);
        others.forEach(other -> all.add(name(other)));
        return new AllowedKinds(all, remedy);
    }

    /** Only others, which are written as {@link #name} reads them. */
    public AllowedKinds only(Collection<String> others) {
        return new AllowedKinds(Set.of(), remedy).and(others);
    }

    /** The same with another way to allow more. */
    public AllowedKinds with(String otherRemedy) {
        return new AllowedKinds(kinds, otherRemedy);
    }

    /**
     * Reads {@code KIND} or {@code KIND.group}. A kind of Kubernetes itself needs no group; it never stands for a custom
     * resource of the same name.
     *
     * @throws UserError when it can't be a kind
     */
    public static String name(String written) {
        String word = written.strip();
        if (!NAME.matcher(word).matches()) {
            throw new UserError(
                    "\"" + word + "\" is no kind of object; write it as in a manifest, with the group of its"
                            + " apiVersion behind a dot if it has one: ConfigMap, CronJob.batch,"
                            + " ServiceMonitor.monitoring.coreos.com.");
        }
        return word.contains(".")
                ? word
                : KnownKinds.named(word).map(AllowedKinds::name).orElse(word);
    }

    private static String name(Kind kind) {
        return name(kind.apiVersion(), kind.kind());
    }

    private static String name(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? kind : kind + "." + apiVersion.substring(0, slash);
    }

    /** The kind of an object, as it stands in the list. */
    static String name(ObjectRef ref) {
        return name(ref.apiVersion(), ref.kind());
    }

    /** Whether objects of a kind may be deployed beside a workload. */
    public boolean permits(ObjectRef ref) {
        return kinds.contains(name(ref));
    }

    /**
     * Lets a kind pass, or not.
     *
     * @param source where the object stands
     * @throws UserError when it isn't among the allowed
     */
    void require(String source, ObjectRef ref) {
        String kind = name(ref);
        if (!permits(ref)) {
            List<String> allowed = new ArrayList<>(kinds);
            throw new UserError(source + ": " + ref.label() + " is of the kind " + kind
                    + ", which may not be deployed with a workload: no gate judged what it brings. Allowed "
                    + (allowed.isEmpty() ? "is none" : "are " + String.join(", ", allowed))
                    + ". Leave it out and apply it by itself, or " + remedy + " " + kind + ".");
        }
    }
}

package io.jenkins.plugins.mlpipeline.targets;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.Locale;

/**
 * Names a workload.
 *
 * @param owner by whose word the cluster is the one that it is: the name of a cloud, or the owner of a credential with the
 *     authority that it trusts. Whoever has a credential of their own may call any address by any name, and must not write into
 *     the record of another's cluster
 * @param cluster address of the API server
 * @param namespace its namespace
 * @param kind for example {@code Deployment}
 * @param name its name
 */
public record TargetRef(String owner, String cluster, String namespace, String kind, String name) {
    private static final int ID_LENGTH = 16;

    /** Names a file and a page: hexadecimal digits. */
    public String id() {
        return Digest.hex(Digest.ofText(String.join("\n", owner, cluster, namespace, kind, name)))
                .substring(0, ID_LENGTH);
    }

    /** {@code NAMESPACE/KIND/NAME}, as steps take it. */
    public String path() {
        return namespace + "/" + kind.toLowerCase(Locale.ROOT) + "/" + name;
    }

    /**
     * Whether a text of a pipeline or a form names it.
     *
     * @param written {@code KIND/NAME}, {@code NAMESPACE/KIND/NAME}, or the id of its page
     */
    public boolean isMeantBy(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        return lower.equals(id()) || lower.equals(path()) || path().equals(namespace + "/" + lower);
    }

    /** The workload as the engine names it. */
    public ObjectRef workload() {
        return new ObjectRef("", kind, namespace, name);
    }

    /** For people. */
    public String label() {
        return kind.toLowerCase(Locale.ROOT) + "/" + name + " in namespace " + namespace;
    }
}

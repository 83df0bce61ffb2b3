package io.jenkins.plugins.mlpipeline.targets;

import java.io.Serializable;
import java.util.Objects;

/** A step that deploys to a target, or waits for its turn. (A class: XStream reads no records.) */
public final class Claim implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Externalizable id of the build. */
    private final String build;
    /** Id of the step's flow node. */
    private final String node;
    /** Milliseconds since 1970. */
    private final long since;

    /**
     * A claim.
     *
     * @param build externalizable id of the build
     * @param node id of the step's flow node
     * @param since milliseconds since 1970
     */
    public Claim(String build, String node, long since) {
        this.build = build;
        this.node = node;
        this.since = since;
    }

    public String getBuild() {
        return build;
    }

    public String getNode() {
        return node;
    }

    public long getSince() {
        return since;
    }

    /** Whether it is the same step's; the time doesn't count. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Claim that && build.equals(that.build) && node.equals(that.node);
    }

    @Override
    public int hashCode() {
        return Objects.hash(build, node);
    }
}

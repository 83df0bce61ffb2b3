package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One object of a manifest file.
 *
 * @param source where it stands, for errors: {@code deployment.yaml, document 2}
 * @param object the object as written; not changed by anybody
 */
public record Manifest(String source, ObjectNode object) {
    public ObjectRef ref() {
        return ObjectRef.of(object);
    }
}

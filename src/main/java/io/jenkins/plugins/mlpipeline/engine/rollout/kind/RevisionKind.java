package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;

/** The kinds of objects in which controllers remember pod templates. */
public enum RevisionKind {
    /** Of a Deployment. */
    REPLICA_SET(new Kind("apps/v1", "ReplicaSet", "replicasets", true)) {
        @Override
        public Revision read(JsonNode object) {
            return Reading.replicaSet(object);
        }
    },
    /** Of a StatefulSet or DaemonSet. */
    CONTROLLER_REVISION(new Kind("apps/v1", "ControllerRevision", "controllerrevisions", true)) {
        @Override
        public Revision read(JsonNode object) {
            return Reading.controllerRevision(object);
        }
    };

    private final Kind api;

    RevisionKind(Kind api) {
        this.api = api;
    }

    /** How the API serves it. */
    public Kind api() {
        return api;
    }

    /** Reads an object of this kind. */
    public abstract Revision read(JsonNode object);
}

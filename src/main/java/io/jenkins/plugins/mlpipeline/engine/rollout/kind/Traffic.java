package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;

/** How requests are shared out among revisions, as Knative and KServe write it. */
final class Traffic {
    private static final int ALL = 100;

    private Traffic() {}

    /** Per cent of the requests that a revision gets, from {@code status.traffic}. */
    static int share(JsonNode traffic, String revision) {
        int share = 0;
        for (JsonNode target : traffic) {
            if (target.path("revisionName").asText().equals(revision)) {
                share += target.path("percent").asInt();
            }
        }
        return share;
    }

    /**
     * What is to be said where a revision doesn't get all requests, or {@code null}.
     *
     * @param field where the share is set
     */
    static String partial(int share, String revision, String field) {
        return share >= ALL
                ? null
                : "The other " + (ALL - share) + " % go elsewhere (" + field + "): raise it to give all to " + revision
                        + ".";
    }
}

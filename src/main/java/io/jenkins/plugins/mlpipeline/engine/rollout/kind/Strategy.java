package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a workload's strategy lets happen while it replaces pods.
 *
 * @param mayMiss how many of the wanted pods may be missing
 * @param stopsFirst whether all old pods go before a new one starts
 */
record Strategy(int mayMiss, boolean stopsFirst) {
    private static final int PERCENT = 100;

    /** Of a Deployment, as its controller counts: a share may be missing, rounded down, and a share is started more, rounded up. */
    static Strategy ofDeployment(JsonNode spec, int replicas) {
        JsonNode strategy = spec.path("strategy");
        if (strategy.path("type").asText().equals("Recreate")) {
            return new Strategy(0, true);
        }
        JsonNode rolling = strategy.path("rollingUpdate");
        int missing = share(rolling.path("maxUnavailable"), replicas, "25%", false);
        int more = share(rolling.path("maxSurge"), replicas, "25%", true);
        return new Strategy(missing == 0 && more == 0 ? 1 : missing, false);
    }

    /** Of a StatefulSet or DaemonSet, whose share is rounded up. */
    static Strategy ofSet(JsonNode spec, int wanted) {
        JsonNode rolling = spec.path("updateStrategy").path("rollingUpdate");
        return new Strategy(share(rolling.path("maxUnavailable"), wanted, "1", true), false);
    }

    private static int share(JsonNode given, int of, String otherwise, boolean up) {
        String text = given.isMissingNode() || given.isNull() ? otherwise : given.asText();
        if (text.matches("[0-9]{1,9}")) {
            return Integer.parseInt(text);
        }
        if (!text.matches("[0-9]{1,4}%")) {
            return 0;
        }
        long parts = (long) Integer.parseInt(text.substring(0, text.length() - 1)) * of;
        return (int) ((parts + (up ? PERCENT - 1 : 0)) / PERCENT);
    }
}

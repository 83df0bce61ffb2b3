package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import java.time.Instant;

/** What answers instant queries. */
public interface Prometheus {
    /** What people call it. */
    String name();

    /**
     * Asks.
     *
     * @param query in PromQL
     * @param at the moment that is asked about
     */
    Reply ask(String query, Instant at) throws InterruptedException;
}

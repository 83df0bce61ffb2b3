package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import java.util.List;

/**
 * What one measure came to.
 *
 * @param observation what was observed
 * @param queries what was asked, as it was sent
 * @param notes what the server remarked
 * @param unreachable whether there was no answer, for now
 */
public record Look(Observation observation, List<String> queries, List<String> notes, boolean unreachable) {
    public Look {
        queries = List.copyOf(queries);
        notes = List.copyOf(notes);
    }
}

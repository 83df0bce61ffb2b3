package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A verification between two looks: all that is needed to go on after a restart, as JSON.
 *
 * @param phase what the next step does
 * @param beganAt when it began, in milliseconds
 * @param windowFrom when the window began, in milliseconds; 0 before it did
 * @param baselines what each relative check is compared with, by the check's id
 * @param looks what was seen so far
 * @param queries what the last look asked, by the check's id
 * @param observations what the last look saw, by the check's id
 * @param notes what the server remarked
 */
public record VerificationState(
        Phase phase,
        long beganAt,
        long windowFrom,
        Map<String, Observation> baselines,
        List<Seen> looks,
        Map<String, List<String>> queries,
        Map<String, Observation> observations,
        List<String> notes) {
    /** What the next step does. */
    public enum Phase {
        /** Asks whether the queries are understood. */
        PREFLIGHT,
        /** Waits for series of the new pods. */
        WAITING,
        /** Looks. */
        LOOKING,
        /** Nothing. */
        DONE
    }

    /**
     * One look.
     *
     * @param atMillis when
     * @param results what each check said, in their order
     */
    public record Seen(long atMillis, List<CheckResult> results) {
        public Seen {
            results = List.copyOf(results);
        }
    }

    public VerificationState {
        baselines = Map.copyOf(baselines);
        looks = List.copyOf(looks);
        queries = Map.copyOf(queries);
        observations = Map.copyOf(observations);
        notes = List.copyOf(notes);
    }

    /** One that did nothing yet. */
    public static VerificationState begin(long nowMillis) {
        return new VerificationState(Phase.PREFLIGHT, nowMillis, 0, Map.of(), List.of(), Map.of(), Map.of(), List.of());
    }

    /** Reads what {@link #json} wrote. */
    public static VerificationState parse(String json) {
        return Json.parse(json, VerificationState.class, "verification state");
    }

    public String json() {
        return Json.tree(this).toString();
    }

    public boolean done() {
        return phase == Phase.DONE;
    }

    VerificationState in(Phase next) {
        return new VerificationState(next, beganAt, windowFrom, baselines, looks, queries, observations, notes);
    }

    VerificationState windowFrom(long from, Map<String, Observation> compared) {
        return new VerificationState(Phase.LOOKING, beganAt, from, compared, looks, queries, observations, notes);
    }

    VerificationState seen(
            Seen look, Map<String, List<String>> asked, Map<String, Observation> observed, List<String> remarks) {
        List<Seen> all = new ArrayList<>(looks);
        all.add(look);
        return new VerificationState(phase, beganAt, windowFrom, baselines, all, asked, observed, remarks);
    }
}

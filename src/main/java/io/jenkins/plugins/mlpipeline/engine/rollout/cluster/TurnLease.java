package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi.PatchType;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The turn of one deployment at a workload, among command lines that know of each other by the cluster alone: a Lease in the
 * workload's namespace. It is renewed while it is held; whoever dies with it loses it a minute later.
 */
public final class TurnLease implements AutoCloseable {
    private static final Kind LEASE = new Kind("coordination.k8s.io/v1", "Lease", "leases", true);
    private static final String MANAGER = "ml-pipeline-turn";
    private static final int SECONDS = 60;
    private static final int CONFLICT = 409;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final KubeApi api;
    private final String path;
    private final String name;
    private final String holder;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ml-pipeline-turn");
        thread.setDaemon(true);
        return thread;
    });

    private TurnLease(KubeApi api, ObjectRef workload, String holder) {
        this.api = api;
        // A Lease's name may have 253 characters, and a workload's too.
        String full = "ml-pipeline-" + workload.kind().toLowerCase(Locale.ROOT) + "-" + workload.name();
        this.name = full.length() > 253 ? full.substring(0, 253).replaceAll("[-.]$", "x") : full;
        this.path = LEASE.path(workload.namespace(), name);
        this.holder = holder;
    }

    /**
     * Waits for a workload's turn and takes it; the caller closes it.
     *
     * @param holder names this deployment, among all that ever ask
     * @param most how long to wait
     * @param listener hears for whom
     * @throws UserError when the time is up
     */
    public static TurnLease await(
            KubeApi api, ObjectRef workload, String holder, Duration most, Consumer<String> listener)
            throws InterruptedException {
        TurnLease lease = new TurnLease(api, workload, holder);
        long end = System.nanoTime() + most.toNanos();
        String said = "";
        while (true) {
            Optional<String> other = lease.take();
            if (other.isEmpty()) {
                lease.renewal.scheduleAtFixedRate(lease::renew, SECONDS / 4, SECONDS / 4, TimeUnit.SECONDS);
                return lease;
            }
            if (System.nanoTime() - end >= 0) {
                lease.renewal.shutdownNow();
                throw new UserError("It did not become the turn of " + workload.label() + " within " + most.toSeconds()
                        + " s: " + other.get() + " deploys to it. Nothing was written.");
            }
            String line = "waiting for the turn of " + workload.label() + ": " + other.get() + " deploys to it";
            if (!line.equals(said)) {
                listener.accept(line);
                said = line;
            }
            TimeUnit.NANOSECONDS.sleep(Math.max(1, Math.min(LOOK.toNanos(), end - System.nanoTime())));
        }
    }

    /** Takes the turn if it is free; else who has it. */
    private Optional<String> take() {
        JsonNode live = api.find(path).orElse(null);
        JsonNode spec = live == null ? null : live.path("spec");
        if (spec != null && held(spec)) {
            return Optional.of(spec.path("holderIdentity").asText());
        }
        try {
            write(live, holder);
            return Optional.empty();
        } catch (ApiError e) {
            if (e.code() == CONFLICT) {
                return Optional.of("another one");
            }
            throw e;
        }
    }

    /** By the server's clock, which all who ask have in common. */
    private boolean held(JsonNode spec) {
        String who = spec.path("holderIdentity").asText();
        if (who.isEmpty() || who.equals(holder)) {
            return false;
        }
        Instant renewed = time(spec.path("renewTime").asText());
        int seconds = spec.path("leaseDurationSeconds").asInt(SECONDS);
        return renewed != null && renewed.plusSeconds(seconds).isAfter(api.serverTime());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Counts only for the version that was read: of two that take it at once one gets it. */
    private void write(JsonNode live, String who) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", LEASE.apiVersion()).put("kind", LEASE.kind());
        ObjectNode metadata = body.putObject("metadata").put("name", name);
        Instant now = api.serverTime().truncatedTo(ChronoUnit.SECONDS);
        String micro = now.toString().replace("Z", ".000000Z");
        body.putObject("spec")
                .put("holderIdentity", who)
                .put("leaseDurationSeconds", SECONDS)
                .put("renewTime", micro);
        if (live == null) {
            api.create(path.substring(0, path.lastIndexOf('/')), MANAGER, body);
        } else {
            metadata.set("resourceVersion", live.path("metadata").path("resourceVersion"));
            api.patch(path, PatchType.MERGE, Map.of("fieldManager", MANAGER), body);
        }
    }

    private void renew() {
        try {
            JsonNode live = api.find(path).orElse(null);
            if (live != null
                    && live.path("spec").path("holderIdentity").asText().equals(holder)) {
                write(live, holder);
            }
        } catch (ApiError e) {
            // The next try comes before the turn is lost.
        }
    }

    /** Gives the turn to the next. */
    @Override
    public void close() {
        renewal.shutdownNow();
        try {
            JsonNode live = api.find(path).orElse(null);
            if (live != null
                    && live.path("spec").path("holderIdentity").asText().equals(holder)) {
                api.delete(path, live.path("metadata"));
            }
        } catch (ApiError e) {
            // It ends by itself.
        }
    }
}

package io.jenkins.plugins.mlpipeline.watches;

import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.monitoring.LookLedger;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchState;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * The looks that a job made at a model: a file for each model in the job's own folder, which goes with the job when it is renamed,
 * moved or deleted. A model that serves again goes on where its looks ended.
 *
 * @param file of the looks at this model
 * @param digest {@code sha256:<hex>} of the model
 */
public record WatchLedger(Path file, String digest) {
    private static final String FOLDER = "ml-pipeline-watches";
    private static final String SUFFIX = ".json";
    /** The models of a watch whose looks are kept; of others the oldest go. */
    private static final int MOST_MODELS = 10;

    /** What an agent says must not fill the controller's disk, look by look. */
    private static final int MOST_BYTES = 32 << 20;

    /** The looks so far: their text, which a worker is given, and its digest; both null before the first. */
    public record Before(String text, String digest) {}

    /** The same as a state; one that begins before the first look. */
    public WatchState state(Before before) {
        return before.text() == null ? WatchState.begin(digest) : parse(before.text());
    }

    /**
     * The ledger of a watch.
     *
     * @param target what is watched; null when it is no target but a model
     * @param id names the watch within the job
     */
    public static WatchLedger of(Job<?, ?> job, TargetRef target, String id, String digest) {
        String watch = (target == null ? "model" : target.id()) + "." + id;
        return new WatchLedger(
                job.getRootDir().toPath().resolve(FOLDER).resolve(watch).resolve(Digest.hex(digest) + SUFFIX), digest);
    }

    /**
     * The looks so far.
     *
     * @return their text and its digest, both null before the first look
     * @throws UserError when the file is damaged, or the last look was not before this one
     */
    public Before before(Instant now) throws IOException {
        synchronized (WatchLedger.class) {
            if (!Files.exists(file)) {
                return new Before(null, null);
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Instant last = parse(text).last();
            if (last != null && !last.isBefore(now)) {
                throw new UserError("The last look was at " + last + ", and by the controller's clock it is " + now
                        + ". Looks are made in the order of time; look again later.");
            }
            return new Before(text, Digest.ofText(text));
        }
    }

    /**
     * Keeps a look.
     *
     * @param before digest of the looks that the worker was given; null when there were none
     * @param said the looks as the worker says them, of which one is taken
     * @param windows so many bad looks in a row are an alarm
     * @param at when was looked
     * @return the looks after it
     * @throws UserError when another look was kept in the meantime, or the result is not what the looks say
     */
    public LookLedger keep(String before, WatchState said, int windows, WatchResult result, Instant at)
            throws IOException {
        synchronized (WatchLedger.class) {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
            WatchState kept = text == null ? WatchState.begin(digest) : parse(text);
            LookLedger ledger = new LookLedger(kept, windows);
            // A controller that ended between this and the end of the step keeps the look once.
            if (!at.equals(kept.last())) {
                if (!Objects.equals(before, text == null ? null : Digest.ofText(text))) {
                    throw new UserError(
                            "Another look at this model was recorded while this one was made; it is not counted."
                                    + " Let one build look at a time, or give each watch its own id.");
                }
                ledger = ledger.with(said, at);
            }
            ledger.require(result, at);
            if (!ledger.looks().equals(kept)) {
                byte[] bytes = Json.write(ledger.looks()).getBytes(StandardCharsets.UTF_8);
                if (bytes.length > MOST_BYTES) {
                    throw new UserError("The looks of this watch take more than " + (MOST_BYTES >> 20)
                            + " MiB, and no more are kept. Watch fewer columns, or give the watch another id"
                            + " to begin anew.");
                }
                AtomicFiles.write(file, bytes);
                forget();
            }
            return ledger;
        }
    }

    private WatchState parse(String text) {
        WatchState state;
        try {
            state = Json.parse(text, WatchState.class, "watch.json");
        } catch (UserError e) {
            throw new UserError(
                    file + " is damaged. Bring it back from a backup; an administrator who deletes it makes the"
                            + " next look the first.",
                    e);
        }
        if (!state.model().equals(digest)) {
            throw new UserError(file + " is about another model. Bring it back from a backup, or delete it.");
        }
        return state;
    }

    private void forget() throws IOException {
        File[] models =
                Objects.requireNonNull(file.getParent()).toFile().listFiles((dir, name) -> name.endsWith(SUFFIX));
        if (models != null && models.length > MOST_MODELS) {
            Arrays.sort(models, Comparator.comparingLong(File::lastModified));
            for (File oldest : Arrays.copyOf(models, models.length - MOST_MODELS)) {
                Files.deleteIfExists(oldest.toPath());
            }
        }
    }
}

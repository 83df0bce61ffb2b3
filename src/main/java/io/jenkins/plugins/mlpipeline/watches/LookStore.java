package io.jenkins.plugins.mlpipeline.watches;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import io.jenkins.plugins.mlpipeline.targets.Builds;
import io.jenkins.plugins.mlpipeline.targets.Forgotten;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** What came of looks, by model: a file each, for pages and triggers. What is judged from is in the {@link WatchLedger}. */
@Extension
public final class LookStore {
    private static final Logger LOGGER = Logger.getLogger(LookStore.class.getName());
    private static final String FOLDER = "ml-pipeline-looks";
    private static final String SUFFIX = ".json";
    private static final int MOST_LOOKS = 200;
    /** More are not kept: of the job that looked at the most the one that was looked at the longest ago goes. */
    private static final int MOST_MODELS = 500;

    /** What is known of models without reading their files again, by name of the file; null until somebody asks. */
    private Map<String, Known> known;

    /**
     * What is known of a model.
     *
     * @param newest the newest look of each watch at each target, the newest first
     * @param alarms of each watch the newest look that saw anything, where that is an alarm
     */
    private record Known(List<RecordedLook> newest, List<RecordedLook> alarms) {
        static Known of(List<RecordedLook> oldestFirst) {
            Map<String, RecordedLook> last = new LinkedHashMap<>();
            oldestFirst.stream()
                    .filter(RecordedLook::hasData)
                    .forEach(look -> last.put(look.job() + "/" + look.id(), look));
            return new Known(
                    newestOf(oldestFirst),
                    last.values().stream()
                            .filter(look -> look.state().equals(WatchResult.ALARM))
                            .toList());
        }
    }

    /**
     * The file of a model.
     *
     * @param schemaVersion 1
     * @param looks the oldest first
     */
    private record Document(int schemaVersion, List<RecordedLook> looks) {
        Document {
            looks = looks == null ? List.of() : List.copyOf(looks);
        }
    }

    /** The store of this controller. */
    public static LookStore get() {
        return ExtensionList.lookupSingleton(LookStore.class);
    }

    /** Keeps a look, in place of the same one. */
    public synchronized void add(String model, RecordedLook look) throws IOException {
        List<RecordedLook> looks = new ArrayList<>(read(model));
        looks.removeIf(other -> other.job().equals(look.job())
                && other.id().equals(look.id())
                && other.at().equals(look.at()));
        looks.add(look);
        looks.sort(Comparator.comparing(RecordedLook::at));
        while (looks.size() > MOST_LOOKS) {
            looks.remove(Forgotten.of(looks, other -> List.of(other.job())));
        }
        Json.write(file(model), new Document(1, looks));
        if (known != null) {
            known.put(name(model), Known.of(looks));
        }
        forget();
    }

    /**
     * Of each watch the newest look that saw anything, where that is an alarm, by model. Whether somebody may know of a look is
     * the caller's to ask.
     */
    public synchronized Map<String, List<RecordedLook>> alarms() {
        Map<String, List<RecordedLook>> alarms = new HashMap<>();
        known().forEach((file, of) -> {
            String model = "sha256:" + file.substring(0, file.length() - SUFFIX.length());
            if (Digest.isDigest(model) && !of.alarms().isEmpty()) {
                alarms.put(model, of.alarms());
            }
        });
        return alarms;
    }

    /** The looks at a model, the newest first; none for {@code null}. */
    public synchronized List<RecordedLook> of(String model) {
        if (!Digest.isDigest(model)) {
            return List.of();
        }
        List<RecordedLook> newest = new ArrayList<>(read(model));
        Collections.reverse(newest);
        return newest;
    }

    /** Those of them by jobs that the person who asks may read. */
    public List<RecordedLook> visible(String model) {
        return of(model).stream()
                .filter(look -> Builds.job(look.job() + "#" + look.build()).isPresent())
                .toList();
    }

    /** The newest look of each watch at each target, the newest first. Whether somebody may know of it is the caller's to ask. */
    public synchronized List<RecordedLook> newest() {
        return newestOf(known().values().stream()
                .flatMap(of -> of.newest().stream())
                .sorted(Comparator.comparing(RecordedLook::at))
                .toList());
    }

    private Map<String, Known> known() {
        if (known == null) {
            known = new HashMap<>();
            for (File file : files()) {
                known.put(file.getName(), Known.of(read(file.toPath())));
            }
        }
        return known;
    }

    /** Of each watch at each target the newest, the newest first. */
    private static List<RecordedLook> newestOf(List<RecordedLook> oldestFirst) {
        Map<List<String>, RecordedLook> byWatch = new HashMap<>();
        oldestFirst.forEach(look -> byWatch.put(Arrays.asList(look.job(), look.id(), look.target()), look));
        return byWatch.values().stream()
                .sorted(Comparator.comparing(RecordedLook::at).reversed())
                .toList();
    }

    /** A damaged file counts as none: the next look makes it anew. */
    private static List<RecordedLook> read(String model) {
        return read(file(model));
    }

    private static List<RecordedLook> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return Json.read(file, Document.class).looks();
        } catch (IOException | UserError e) {
            LOGGER.log(Level.WARNING, e, () -> file + " can't be read; what it said of looks is lost");
            return List.of();
        }
    }

    private void forget() throws IOException {
        File[] models = files();
        if (models.length <= MOST_MODELS) {
            return;
        }
        Arrays.sort(models, Comparator.comparingLong(File::lastModified));
        List<File> kept = new ArrayList<>(List.of(models));
        while (kept.size() > MOST_MODELS) {
            File oldest = Forgotten.of(kept, this::jobs);
            kept.remove(oldest);
            Files.deleteIfExists(oldest.toPath());
            known().remove(oldest.getName());
        }
    }

    /** The jobs that looked at the model of a file. */
    private Set<String> jobs(File file) {
        Known of = known().get(file.getName());
        return of == null
                ? Set.of()
                : of.newest().stream().map(RecordedLook::job).collect(Collectors.toSet());
    }

    private static File[] files() {
        File[] models = folder().toFile().listFiles((dir, name) -> name.endsWith(SUFFIX));
        return models == null ? new File[0] : models;
    }

    private static Path file(String model) {
        return folder().resolve(name(model));
    }

    private static String name(String model) {
        return Digest.hex(model) + SUFFIX;
    }

    private static Path folder() {
        return Jenkins.get().getRootDir().toPath().resolve(FOLDER);
    }
}

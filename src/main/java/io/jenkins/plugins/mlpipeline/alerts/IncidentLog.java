package io.jenkins.plugins.mlpipeline.alerts;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * The record of alerts and of what became of them, in a file of the controller; the newest thousand are kept. By it the same alert
 * starts nothing twice, also after a restart.
 */
@Extension
public final class IncidentLog {
    private static final Logger LOGGER = Logger.getLogger(IncidentLog.class.getName());
    private static final String FILE = "ml-pipeline-incidents.json";
    private static final int MOST = 1_000;
    private static final Duration HOUR = Duration.ofHours(1);

    /** The oldest first, by route and alert; null before the file was read. */
    private Map<String, IncidentEntry> entries;

    /** What was started within the last hour; it stays when so many alerts come that the entries do not. */
    private List<Start> starts = new ArrayList<>();

    /**
     * A build that was started.
     *
     * @param at when, ISO 8601
     */
    private record Start(String at, String route, String job) {}

    /**
     * The file.
     *
     * @param schemaVersion 1
     * @param incidents the oldest first
     * @param starts within the hour before the last entry came; null where an earlier release wrote it
     */
    private record Document(int schemaVersion, List<IncidentEntry> incidents, List<Start> starts) {}

    /** The log of this controller. */
    public static IncidentLog get() {
        return ExtensionList.lookupSingleton(IncidentLog.class);
    }

    /** What became of an alert by a route, when nothing more may. */
    synchronized Optional<IncidentEntry> done(String route, String alertKey) {
        return Optional.ofNullable(all().get(name(route, alertKey)))
                .filter(e -> e.outcome().isDone());
    }

    /** How many builds of a job a route started within the last hour. */
    synchronized long started(String route, String job, Instant now) {
        all();
        return starts.stream()
                .filter(start -> start.route().equals(route) && start.job().equals(job))
                .filter(start -> isWithinHour(start, now))
                .count();
    }

    private static boolean isWithinHour(Start start, Instant now) {
        return !Instant.parse(start.at()).isBefore(now.minus(HOUR));
    }

    /** Stores entries, each in place of an earlier one about the same alert and route, before anything follows of them. */
    synchronized void add(List<IncidentEntry> more) throws IOException {
        for (IncidentEntry entry : more) {
            String name = name(entry.route(), entry.key());
            all().remove(name);
            all().put(name, entry);
            begun(entry);
        }
        while (all().size() > MOST) {
            all().remove(all().keySet().iterator().next());
        }
        Json.write(file(), new Document(1, List.copyOf(all().values()), List.copyOf(starts)));
    }

    /** Several alerts of one message start one build. */
    private void begun(IncidentEntry entry) {
        Instant now = Instant.parse(entry.at());
        starts.removeIf(start -> !isWithinHour(start, now));
        if (entry.outcome() == IncidentEntry.Outcome.STARTED) {
            for (String job : entry.jobs()) {
                Start start = new Start(entry.at(), entry.route(), job);
                if (!starts.contains(start)) {
                    starts.add(start);
                }
            }
        }
    }

    /** What became of the alerts since then, by route: how many of each outcome. */
    public synchronized Map<String, Map<IncidentEntry.Outcome, Long>> since(Instant then) {
        String from = then.toString();
        return all().values().stream()
                .filter(e -> e.at().compareTo(from) >= 0)
                .collect(Collectors.groupingBy(
                        IncidentEntry::route,
                        TreeMap::new,
                        Collectors.groupingBy(IncidentEntry::outcome, Collectors.counting())));
    }

    /**
     * Alerts that fire, the newest first: those that came since then and were not said to be over. Whether somebody may know of
     * their targets is the caller's to ask.
     */
    public synchronized List<IncidentEntry> firing(Instant since) {
        Set<String> over = new HashSet<>();
        List<IncidentEntry> firing = new ArrayList<>();
        for (IncidentEntry entry : newest()) {
            String alert = entry.route() + " " + entry.fingerprint() + " " + entry.startsAt();
            if (entry.outcome() == IncidentEntry.Outcome.RESOLVED) {
                over.add(alert);
            } else if (!over.contains(alert) && entry.at().compareTo(since.toString()) >= 0) {
                firing.add(entry);
            }
        }
        return firing;
    }

    /** The newest first. */
    synchronized List<IncidentEntry> newest() {
        List<IncidentEntry> newest = new ArrayList<>(all().values());
        Collections.reverse(newest);
        return newest;
    }

    private static String name(String route, String key) {
        return route + " " + key;
    }

    private Map<String, IncidentEntry> all() {
        if (entries == null) {
            entries = read();
        }
        return entries;
    }

    /** A damaged file is set aside and counts as none: better an alert is responded to again than none ever. */
    private Map<String, IncidentEntry> read() {
        Map<String, IncidentEntry> read = new LinkedHashMap<>();
        Path file = file();
        if (!Files.isRegularFile(file)) {
            return read;
        }
        try {
            Document document = Json.read(file, Document.class);
            document.incidents().forEach(e -> read.put(name(e.route(), e.key()), e));
            if (document.starts() == null) {
                document.incidents().forEach(this::begun);
            } else {
                starts.addAll(document.starts());
            }
        } catch (IOException | UserError | DateTimeException e) {
            starts.clear();
            Path aside = file.resolveSibling(FILE + ".damaged");
            LOGGER.log(Level.WARNING, e, () -> file + " can't be read; it is kept as " + aside);
            setAside(file, aside);
        }
        return read;
    }

    private static void setAside(Path file, Path aside) {
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " can't be set aside; the next alert is written over it");
        }
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve(FILE);
    }
}

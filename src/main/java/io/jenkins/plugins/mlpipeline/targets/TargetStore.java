package io.jenkins.plugins.mlpipeline.targets;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Keeps the targets, a file each, and gives each to one step at a time. The queue is stored too: after a restart of the
 * controller the same step has its turn.
 */
@Extension
public final class TargetStore {
    private static final Logger LOGGER = Logger.getLogger(TargetStore.class.getName());
    private static final String FOLDER = "ml-pipeline-targets";
    private static final String SUFFIX = ".xml";
    /** Of the same once more: a file that a disk or a person damaged must not free a target that a build deploys to. */
    private static final String SECOND = ".copy";

    /** More are not kept: of the job that deployed to the most the one whose last deployment is the oldest goes. */
    private static final int MOST_TARGETS = 500;

    /** Null until somebody asks. */
    private Map<String, Target> targets;

    /** The store of this controller. */
    public static TargetStore get() {
        return ExtensionList.lookupSingleton(TargetStore.class);
    }

    /**
     * Asks for a target; to be asked again while another step has it.
     *
     * @param alive whether a step still runs; one that doesn't loses its turn
     * @return whose turn it is, or empty when it is this step's
     */
    public synchronized Optional<Claim> turn(TargetRef ref, Claim claim, Predicate<Claim> alive) throws IOException {
        Target target = all().computeIfAbsent(ref.id(), id -> new Target(ref));
        List<Claim> before = target.queue();
        Optional<Claim> holder = target.turn(claim, alive);
        if (!before.equals(target.queue())) {
            save(target);
        }
        return holder;
    }

    /** Gives a target back, or stops waiting for it. */
    public synchronized void leave(TargetRef ref, Claim claim) throws IOException {
        Target target = all().get(ref.id());
        if (target != null && target.leave(claim)) {
            save(target);
        }
    }

    /**
     * Notes how a deployment ended.
     *
     * @param build externalizable id of the build
     * @param key of the deployment within the build
     */
    public synchronized void ended(TargetRef ref, Deployment d, String build, String key) throws IOException {
        if (d.status() == Outcome.DRY_RUN) {
            return;
        }
        Target target = all().computeIfAbsent(ref.id(), id -> new Target(ref));
        target.ended(d, build, key);
        save(target);
        forget();
    }

    /**
     * Notes that a deployment that had ended well was gone back from.
     *
     * @param d how that ended
     * @param build externalizable id of the build
     */
    public synchronized void goneBack(TargetRef ref, Deployment d, String build) throws IOException {
        Target target = all().computeIfAbsent(ref.id(), id -> new Target(ref));
        target.goneBack(d, build);
        save(target);
    }

    /** Notes what the verification of the newest deployment said; a target that is not known stays so. */
    public synchronized void verified(TargetRef ref, Verified what) throws IOException {
        Target target = all().get(ref.id());
        if (target != null) {
            target.verified(what);
            save(target);
        }
    }

    /** The targets that the person who asks may know of, by cluster, namespace and name. */
    public synchronized List<Target> visible() {
        return all().values().stream()
                .map(Target::visible)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Target::getCluster)
                        .thenComparing(Target::getNamespace)
                        .thenComparing(Target::getName))
                .toList();
    }

    /** Those of them that serve a model. */
    public ServingTargets serving() {
        return ServingTargets.of(visible());
    }

    /** One of them. */
    public synchronized Optional<Target> visible(String id) {
        return Optional.ofNullable(all().get(id)).flatMap(Target::visible);
    }

    /** Whether there is any, for whoever. */
    synchronized boolean isEmpty() {
        return all().isEmpty();
    }

    private Map<String, Target> all() {
        if (targets == null) {
            targets = load();
        }
        return targets;
    }

    private static Map<String, Target> load() {
        Map<String, Target> loaded = new HashMap<>();
        File[] files = folder().listFiles((dir, name) -> name.endsWith(SUFFIX) || name.endsWith(SECOND));
        Set<String> ids = new TreeSet<>();
        for (File file : files == null ? new File[0] : files) {
            ids.add(file.getName().substring(0, file.getName().indexOf('.')));
        }
        for (String id : ids) {
            read(id).ifPresent(target -> loaded.put(id, target));
        }
        return loaded;
    }

    /** The target in its file; where that is damaged, in the second one, which is as new. */
    private static Optional<Target> read(String id) {
        for (String suffix : List.of(SUFFIX, SECOND)) {
            File file = new File(folder(), id + suffix);
            if (!file.exists()) {
                continue;
            }
            try {
                Target target = (Target) new XmlFile(Jenkins.XSTREAM2, file).read();
                if (target.getId().equals(id)) {
                    return Optional.of(target);
                }
                LOGGER.log(Level.WARNING, "{0} is about another target; it counts for nothing", file);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> file + " is not readable"
                                + (suffix.equals(SUFFIX)
                                        ? "; what " + id + SECOND + " says counts"
                                        : "; what it said of a target is lost"));
            }
        }
        return Optional.empty();
    }

    private void forget() throws IOException {
        List<Target> idle = new ArrayList<>(all().values());
        idle.removeIf(t -> t.getDeploying() != null);
        idle.sort(
                Comparator.comparing(t -> t.getLast() == null ? "" : t.getLast().getAt()));
        while (all().size() > MOST_TARGETS && !idle.isEmpty()) {
            Target oldest = Forgotten.of(idle, TargetStore::job);
            idle.remove(oldest);
            all().remove(oldest.getId());
            for (String suffix : List.of(SUFFIX, SECOND)) {
                Files.deleteIfExists(file(oldest, suffix).toPath());
            }
        }
    }

    /** The job that deployed to it last; none when nobody did. */
    private static List<String> job(Target target) {
        return target.getLast() == null
                ? List.of()
                : List.of(Builds.jobName(target.getLast().getBuild()));
    }

    /** Both files are written whole and one after the other, so that at any time one of them is whole. */
    private static void save(Target target) throws IOException {
        for (String suffix : List.of(SUFFIX, SECOND)) {
            new XmlFile(Jenkins.XSTREAM2, file(target, suffix)).write(target);
        }
    }

    private static File file(Target target, String suffix) {
        return new File(folder(), target.getId() + suffix);
    }

    private static File folder() {
        return new File(Jenkins.get().getRootDir(), FOLDER);
    }
}

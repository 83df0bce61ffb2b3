package io.jenkins.plugins.mlpipeline.index;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * Knows the models of all jobs without loading a build. A job's are in a file of its own folder, which goes with it when it is
 * renamed, moved or deleted; where the file is missing or damaged, it is made anew in the background from the newest builds.
 */
@Extension
public final class ModelIndex {
    private static final Logger LOGGER = Logger.getLogger(ModelIndex.class.getName());
    static final String FILE = "ml-pipeline-models.json";
    /** Says that every job was looked at once: from then on, a job without a file has no models. */
    static final String COMPLETE = "ml-pipeline-models-complete";

    private final Map<String, IndexedJob> jobs = new ConcurrentHashMap<>();
    private volatile boolean ready;

    /** The index of this controller. */
    public static ModelIndex get() {
        return ExtensionList.lookupSingleton(ModelIndex.class);
    }

    /** Reads the index while Jenkins answers already. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void begin() {
        Timer.get().execute(() -> {
            try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                get().readAll();
            }
        });
    }

    /** Whether all jobs have been looked at since the controller began. */
    public boolean isReady() {
        return ready;
    }

    /** Whether there is a model, for whoever. */
    public boolean isEmpty() {
        return jobs.values().stream().allMatch(job -> job.models().isEmpty());
    }

    /** The full names of the jobs that have models. Whether somebody may know of them is the caller's to ask. */
    public List<String> jobs() {
        return jobs.keySet().stream().sorted().toList();
    }

    /** The models of a job, the newest first. */
    public List<IndexedModel> of(String job) {
        return jobs.getOrDefault(job, IndexedJob.EMPTY).models();
    }

    /** Reads the files of all jobs; those that were never looked at, or whose file is damaged, are looked through. */
    @SuppressWarnings("rawtypes")
    void readAll() {
        Path complete = Jenkins.get().getRootDir().toPath().resolve(COMPLETE);
        boolean all = Files.exists(complete);
        for (Job job : Jenkins.get().allItems(Job.class)) {
            read(job, !all);
        }
        ready = true;
        if (!all) {
            try {
                Files.writeString(complete, "");
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> complete + " can't be written; the models are looked for again");
            }
        }
    }

    private synchronized void read(Job<?, ?> job, boolean unknown) {
        // A build that ended since the controller began has brought its job's file.
        if (!jobs.containsKey(job.getFullName()) && (unknown || Files.exists(file(job)))) {
            entry(job);
        }
    }

    /** What is known of a job; where there is no file that can be read, its newest builds are looked through. */
    private IndexedJob entry(Job<?, ?> job) {
        IndexedJob known = jobs.get(job.getFullName());
        if (known != null) {
            return known;
        }
        Path file = file(job);
        if (Files.exists(file)) {
            try {
                IndexedJob stored = Json.read(file, IndexedJob.class);
                jobs.put(job.getFullName(), stored);
                return stored;
            } catch (IOException | UserError e) {
                LOGGER.log(Level.WARNING, e, () -> file + " is not readable; it is made anew from the newest builds");
            }
        }
        return rebuild(job, 0);
    }

    /** Makes the entry of a job anew from its newest builds. */
    private IndexedJob rebuild(Job<?, ?> job, int gone) {
        IndexedJob entry = IndexedJob.EMPTY;
        Run<?, ?> build = job.getLastBuild();
        for (int seen = 0; build != null && seen < IndexedModel.MOST_POINTS; seen++) {
            if (build.getNumber() != gone && !build.isBuilding()) {
                entry = entry.with(models(build));
            }
            build = build.getPreviousBuild();
        }
        if (!entry.models().isEmpty() || Files.exists(file(job))) {
            keep(job, entry);
        }
        return entry;
    }

    /** Notes what a build left. */
    synchronized void ended(Run<?, ?> build) {
        List<IndexedModel> models = models(build);
        if (!models.isEmpty()) {
            Job<?, ?> job = build.getParent();
            keep(job, entry(job).with(models));
        }
    }

    /** Forgets a build that is deleted now. */
    synchronized void deleted(Run<?, ?> build) {
        Job<?, ?> job = build.getParent();
        int number = build.getNumber();
        List<IndexedModel> models = of(job.getFullName());
        if (models.stream().anyMatch(model -> model.build() == number)) {
            rebuild(job, number);
        } else if (models.stream().anyMatch(model -> model.points().stream().anyMatch(p -> p.build() == number))) {
            keep(job, jobs.get(job.getFullName()).each(model -> model.without(number)));
        }
    }

    /** A job has another name, or is in another folder. */
    synchronized void moved(String from, String to) {
        IndexedJob entry = jobs.remove(from);
        if (entry != null) {
            jobs.put(to, entry);
        }
    }

    /** A job is gone. */
    synchronized void gone(String job) {
        jobs.remove(job);
    }

    private void keep(Job<?, ?> job, IndexedJob entry) {
        jobs.put(job.getFullName(), entry);
        try {
            Json.write(file(job), entry);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> file(job) + " can't be written; the page of all models may be behind");
        }
    }

    private static List<IndexedModel> models(Run<?, ?> build) {
        MlPipelineAction record = build.getAction(MlPipelineAction.class);
        return record == null
                ? List.of()
                : record.getModels().stream()
                        .map(model -> IndexedModel.of(build, model))
                        .toList();
    }

    private static Path file(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve(FILE);
    }
}

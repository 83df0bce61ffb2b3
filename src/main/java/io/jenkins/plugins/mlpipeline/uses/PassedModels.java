package io.jenkins.plugins.mlpipeline.uses;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which models of a job have passed their gates, in the job's own directory, so that a first build is one only once: builds
 * are discarded, and nobody looks through all that are left. It goes with a job that is renamed or moved. A branch's is in the
 * directory of its multibranch job too, since a branch is soon deleted and a new one soon made.
 */
public final class PassedModels {
    private static final String NAME = "ml-pipeline-passed.json";
    private static final int SCHEMA_VERSION = 1;
    /** A job with more ids than that has passed before, whatever the id. */
    private static final int MOST_IDS = 1000;
    /** The mark of a branch's job; the plugin that has the class need not be here. */
    private static final String BRANCH = "org.jenkinsci.plugins.workflow.multibranch.BranchJobProperty";

    private PassedModels() {}

    /**
     * What the file holds.
     *
     * @param schemaVersion 1
     * @param builds for each id the newest build that passed, as people read it
     */
    record Passed(int schemaVersion, Map<String, String> builds) {
        Passed {
            if (schemaVersion != SCHEMA_VERSION || builds == null) {
                throw new IllegalArgumentException("this version does not know it");
            }
            builds = Map.copyOf(builds);
        }
    }

    /** Remembers that a model passed. */
    public static synchronized void note(Run<?, ?> run, String id) throws IOException {
        for (Path file : files(run.getParent())) {
            Map<String, String> builds = new TreeMap<>(read(file));
            if (builds.containsKey(id) || builds.size() < MOST_IDS) {
                builds.put(id, run.getParent().getFullName() + " #" + run.getNumber());
                Json.write(file, new Passed(SCHEMA_VERSION, builds));
            }
        }
    }

    /**
     * A build of the job, or of a branch beside it, in which some model passed.
     *
     * @throws UserError when it can't be known
     */
    public static synchronized Optional<String> any(Job<?, ?> job) {
        return files(job).stream().flatMap(file -> read(file).values().stream()).findFirst();
    }

    /**
     * A build of the job, or of a branch beside it, in which the model of an id passed.
     *
     * @throws UserError when it can't be known
     */
    public static synchronized Optional<String> of(Job<?, ?> job, String id) {
        return files(job).stream()
                .map(file -> read(file).get(id))
                .filter(build -> build != null)
                .findFirst();
    }

    private static List<Path> files(Job<?, ?> job) {
        List<Path> files = new ArrayList<>(List.of(job.getRootDir().toPath().resolve(NAME)));
        boolean branch = job.getAllProperties().stream()
                .anyMatch(property -> property.getClass().getName().equals(BRANCH));
        if (branch && job.getParent() instanceof Item around) {
            files.add(around.getRootDir().toPath().resolve(NAME));
        }
        return files;
    }

    private static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return Json.read(file, Passed.class).builds();
        } catch (IOException | UserError e) {
            throw new UserError(
                    "It can't be told whether a model of this job passed its gates before, because " + NAME
                            + " in the job's folder is damaged. Bring it back from a backup; an administrator who deletes"
                            + " it makes the next build a first one.",
                    e);
        }
    }
}

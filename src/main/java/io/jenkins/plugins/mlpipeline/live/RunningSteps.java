package io.jenkins.plugins.mlpipeline.live;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The steps that run now, by build. After a restart of the controller they are known again as soon as they go on. */
@Extension
public final class RunningSteps extends RunListener<Run<?, ?>> {
    private final Map<String, Map<String, RunningStep>> byBuild = new ConcurrentHashMap<>();

    /** Those of this controller. */
    public static RunningSteps get() {
        return ExtensionList.lookupSingleton(RunningSteps.class);
    }

    /**
     * Listens to a step that runs from now on.
     *
     * @param node names the step within its build
     * @param step its name, for example {@code mlTrain}
     * @param id of the model within the build
     * @param log what the step's worker writes to
     * @return what it shall write to instead, so that it is heard
     */
    public TaskListener hear(Run<?, ?> run, String node, String step, String id, TaskListener log) {
        RunningStep running = byBuild.computeIfAbsent(run.getExternalizableId(), build -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(node, begun -> new RunningStep(step, id));
        return new HeardLog(log, running);
    }

    /** A step runs no longer. */
    public void ended(Run<?, ?> run, String node) {
        byBuild.computeIfPresent(run.getExternalizableId(), (build, steps) -> {
            steps.remove(node);
            return steps.isEmpty() ? null : steps;
        });
    }

    /** How far the steps of a build are that run now. */
    public List<RunningStep.State> of(Run<?, ?> run) {
        return byBuild.getOrDefault(run.getExternalizableId(), Map.of()).values().stream()
                .map(RunningStep::state)
                .toList();
    }

    /** A build that ends takes its steps with it, however it ends. */
    @Override
    public void onFinalized(Run<?, ?> run) {
        byBuild.remove(run.getExternalizableId());
    }
}

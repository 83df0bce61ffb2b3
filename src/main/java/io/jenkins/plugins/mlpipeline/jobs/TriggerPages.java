package io.jenkins.plugins.mlpipeline.jobs;

import hudson.model.Action;
import hudson.model.Job;
import hudson.triggers.Trigger;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.model.TransientActionFactory;

/** Gives a page to jobs that have a trigger. */
@SuppressWarnings("rawtypes")
public abstract class TriggerPages<T extends Trigger<?>> extends TransientActionFactory<Job> {
    private final Class<T> trigger;
    private final BiFunction<Job<?, ?>, T, JobPage> page;

    protected TriggerPages(Class<T> trigger, BiFunction<Job<?, ?>, T, JobPage> page) {
        this.trigger = trigger;
        this.page = page;
    }

    @Override
    public final Class<Job> type() {
        return Job.class;
    }

    @Override
    public final Collection<? extends Action> createFor(Job target) {
        T found = ParameterizedJobMixIn.getTrigger(target, trigger);
        return found == null ? List.of() : List.of(page.apply(target, found));
    }
}

package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.View;
import hudson.widgets.Widget;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.index.IndexedModel;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import io.jenkins.plugins.mlpipeline.targets.ServingTargets;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.widgets.WidgetFactory;
import org.jenkinsci.Symbol;

/**
 * A box beside a view: which models of its jobs need somebody, because their gates did not pass or because an alarm is open.
 * Where none does, there is no box. It loads no build.
 */
public final class ModelsWidget extends Widget {
    /** More belong on the page of all models. */
    static final int MOST_ROWS = 5;

    /** Of how many the reader's permission is asked: a view does not wait for all models of a large controller. */
    private static final int MOST_CANDIDATES = 1000;

    private final String viewUrl;
    private final List<ModelRow> rows;

    private ModelsWidget(String viewUrl, List<ModelRow> rows) {
        this.viewUrl = viewUrl;
        this.rows = rows;
    }

    @Override
    protected String getOwnerUrl() {
        return viewUrl;
    }

    /** The newest of these models, as many as there is room for. */
    public List<ModelRow> getRows() {
        return rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    }

    /** Whether there are more. */
    public boolean isMore() {
        return rows.size() > MOST_ROWS;
    }

    /** A model of which something is not as it should be, and its job's name. */
    private record Candidate(String job, IndexedModel model, List<Target> serving, List<OpenAlarm> alarms) {}

    private static List<Candidate> candidates() {
        ServingTargets serving = TargetStore.get().serving();
        OpenAlarms open = new OpenAlarms();
        List<Candidate> candidates = new ArrayList<>();
        for (String job : ModelIndex.get().jobs()) {
            for (IndexedModel model : ModelIndex.get().of(job)) {
                List<Target> targets = serving.of(model.digest());
                List<OpenAlarm> alarms = open.of(model.digest(), targets);
                boolean passed = model.verdict() == null || model.verdict().equals(Verdict.PASS.name());
                if (!passed || !alarms.isEmpty()) {
                    candidates.add(new Candidate(job, model, targets, alarms));
                }
            }
        }
        candidates.sort(
                Comparator.comparingLong((Candidate c) -> c.model().at()).reversed());
        return candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()));
    }

    /** One more than there is room for, when there are more. */
    private static List<ModelRow> rows(View view) {
        List<ModelRow> rows = new ArrayList<>();
        List<Candidate> candidates = candidates();
        Set<Item> shown = candidates.isEmpty() ? Set.of() : new HashSet<>(view.getItems());
        for (Candidate candidate : candidates) {
            Job<?, ?> job = ModelList.readable(candidate.job());
            if (job != null && isIn(shown, job)) {
                rows.add(new ModelRow(job, candidate.model(), candidate.serving(), candidate.alarms()));
                if (rows.size() > MOST_ROWS) {
                    break;
                }
            }
        }
        return rows;
    }

    /** Whether a view shows a job or a folder that holds it. */
    private static boolean isIn(Set<Item> shown, Job<?, ?> job) {
        Item item = job;
        while (!shown.contains(item)) {
            ItemGroup<?> around = item.getParent();
            if (!(around instanceof Item parent)) {
                return false;
            }
            item = parent;
        }
        return true;
    }

    /** Puts the box beside views. */
    @Extension
    @Symbol("mlModels")
    public static final class FactoryImpl extends WidgetFactory<View, ModelsWidget> {
        @Override
        public Class<View> type() {
            return View.class;
        }

        @Override
        public Class<ModelsWidget> widgetType() {
            return ModelsWidget.class;
        }

        @Override
        public Collection<ModelsWidget> createFor(View view) {
            // Every view asks: where no job has a model, neither targets nor alarms are read.
            List<ModelRow> rows = ModelIndex.get().isEmpty() ? List.of() : rows(view);
            return rows.isEmpty() ? List.of() : List.of(new ModelsWidget(view.getUrl(), rows));
        }
    }
}

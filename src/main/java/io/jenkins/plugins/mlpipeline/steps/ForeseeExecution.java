package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.connection.MetricServers;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Scope;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.ForesightAction;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code mlForesee} on the controller, without an agent. It only asks, so that it begins anew after a restart. */
final class ForeseeExecution extends AnewExecution {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    private final MlForeseeStep step;

    ForeseeExecution(StepContext context, MlForeseeStep step) {
        super(context);
        this.step = step;
    }

    @Override
    Map<String, Object> work() throws Exception {
        Run<?, ?> run = getContext().get(Run.class);
        FlowNode node = getContext().get(FlowNode.class);
        TargetRef target = step.getTarget() == null
                ? null
                : DeployedTarget.find(step.getTarget(), new OtherJobs(run, node.getExecution()))
                        .ref();
        Duration since = step.back();
        Scope scope =
                target == null ? new Scope(List.of(), Map.of()) : VerifiedDeployment.allPods(target.workload(), null);
        List<Notes> notes = step.numbers()
                .ask(MetricServers.open(step.getPrometheus()), query -> scope.of(query, since), since, Instant.now());
        TaskListener log = getContext().get(TaskListener.class);
        notes.stream()
                .flatMap(note -> note.sentences().stream())
                .forEach(line -> log.getLogger().println(Progress.MARK + PlainText.line(line)));
        ForesightAction.of(run).add(node.getId(), target == null ? null : target.label(), notes);
        String news = notes.stream().filter(Notes::isNews).map(Notes::metric).collect(Collectors.joining(", "));
        if (step.isUnstableOnNotes() && !news.isEmpty()) {
            node.addOrReplaceAction(
                    new WarningAction(Result.UNSTABLE).withMessage("There is something to be looked at: " + news));
            run.setResult(Result.UNSTABLE);
        }
        return answer(notes);
    }

    private static Map<String, Object> answer(List<Notes> notes) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("news", notes.stream().anyMatch(Notes::isNews));
        answer.put("numbers", notes.stream().map(ForeseeExecution::number).toList());
        answer.put("notes", ForesightAction.URL);
        return answer;
    }

    private static Map<String, Object> number(Notes notes) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", notes.metric());
        one.put("value", notes.value());
        one.put("news", notes.isNews());
        one.put("unexplained", notes.unexplained());
        one.put("earliest", notes.crossing() == null ? null : notes.crossing().earliest());
        one.put("latest", notes.crossing() == null ? null : notes.crossing().latest());
        one.put("sentences", List.copyOf(notes.sentences()));
        return one;
    }
}

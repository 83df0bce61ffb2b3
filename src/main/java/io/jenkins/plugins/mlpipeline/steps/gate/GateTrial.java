package io.jenkins.plugins.mlpipeline.steps.gate;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.index.IndexedModel;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What gates that are being written would have said of the job's newest evaluation of a model. Nothing is recorded, no use of the test
 * set is counted, and what an administrator's policy demands is left out.
 */
@Restricted(NoExternalUse.class)
public final class GateTrial {
    private static final int MOST_GATES = 12;

    private GateTrial() {}

    /**
     * Judges.
     *
     * @param item where the form is; only those who may configure it are answered
     * @param id of the model within the build
     * @param written the gates
     * @param gates makes a spec of them
     */
    public static FormValidation of(Item item, String id, String written, Written gates) {
        if (!(item instanceof Job<?, ?> job) || !Checks.mayConfigure(item)) {
            return FormValidation.warning(Messages.GateTrial_NoJob());
        }
        if (Util.fixEmptyAndTrim(written) == null) {
            return FormValidation.warning(Messages.GateTrial_NoGates());
        }
        if (written.length() > Checks.MOST_TYPED) {
            return Checks.tooLong(written);
        }
        try {
            Spec spec = gates.spec(written);
            Optional<Run<?, ?>> build = newest(job, id);
            Optional<Evaluation> evaluation = build.isEmpty()
                    ? Optional.empty()
                    : RecordFolder.of(build.get(), id).evaluation();
            return evaluation.isEmpty()
                    ? FormValidation.warning(Messages.GateTrial_NoEvaluation(id))
                    : said(
                            build.get(),
                            GateEvaluator.evaluate(
                                    evaluation.get(),
                                    spec.gates(),
                                    new GateResult.Reference("evaluation.json", null),
                                    null,
                                    Instant.now()));
        } catch (UserError | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        } catch (IOException e) {
            return FormValidation.error(Messages.GateTrial_NotReadable());
        }
    }

    /** Makes a spec of what was written. */
    @FunctionalInterface
    public interface Written {
        /** @throws UserError when a gate is not understood */
        Spec spec(String gates);
    }

    private static Optional<Run<?, ?>> newest(Job<?, ?> job, String id) {
        return ModelIndex.get().of(job.getFullName()).stream()
                .filter(model -> model.id().equals(id))
                .map(IndexedModel::build)
                .findFirst()
                .map(job::getBuildByNumber);
    }

    private static FormValidation said(Run<?, ?> build, GateResult result) {
        String sentence = Messages.GateTrial_Said(
                Integer.toString(build.getNumber()), result.verdict().name(), result.summary());
        String html = Util.xmlEscape(sentence) + HtmlReport.gates(result, MOST_GATES);
        return switch (result.verdict()) {
            case PASS -> FormValidation.okWithMarkup(html);
            case INCONCLUSIVE -> FormValidation.warningWithMarkup(html);
            case FAIL, ERROR -> FormValidation.errorWithMarkup(html);
        };
    }
}

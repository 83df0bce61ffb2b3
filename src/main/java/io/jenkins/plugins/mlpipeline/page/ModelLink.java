package io.jenkins.plugins.mlpipeline.page;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * A model of a build, as an address names it: {@code bank/fraud#12:candidate}, and {@code bank/fraud#12} where the build has one
 * model. None of the marks can be in a job's name.
 */
record ModelLink(Run<?, ?> build, ModelRecord model) {
    private static final Pattern FORM = Pattern.compile("([^#:]{1,1000})#([0-9]{1,9})(?::([A-Za-z0-9_.-]{1,64}))?");

    /** How an address names a model. */
    static String of(Run<?, ?> build, String id) {
        return build.getExternalizableId() + ":" + id;
    }

    /**
     * Finds a model.
     *
     * @throws UserError when there is none that the reader may see
     */
    static ModelLink find(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UserError(Messages.ModelRef_Form(PlainText.cut(PlainText.line(text))));
        }
        Run<?, ?> build = job(form.group(1))
                .map(job -> job.getBuildByNumber(Integer.parseInt(form.group(2))))
                .orElse(null);
        MlPipelineAction record = build == null ? null : build.getAction(MlPipelineAction.class);
        List<ModelRecord> models = record == null ? List.of() : record.getModels();
        Optional<ModelRecord> model = form.group(3) != null
                ? models.stream().filter(m -> m.getId().equals(form.group(3))).findFirst()
                : models.size() == 1 ? Optional.of(models.get(0)) : Optional.empty();
        return model.map(m -> new ModelLink(build, m))
                .orElseThrow(() -> new UserError(Messages.ModelRef_NotThere(PlainText.cut(PlainText.line(text)))));
    }

    private static Optional<Job<?, ?>> job(String name) {
        try {
            return Optional.ofNullable(Jenkins.get().getItemByFullName(name, Job.class));
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }
}

package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.tokenmacro.DataBoundTokenMacro;
import org.jenkinsci.plugins.tokenmacro.MacroEvaluationException;

/**
 * {@code ${ML_PIPELINE}} in mails, names of builds and the like: what the build says of its models, when the plugin Token Macro is
 * installed. {@code ${ML_PIPELINE, model="champion", show="accuracy"}} is one thing about one model.
 */
@Extension(optional = true)
public final class ModelMacro extends DataBoundTokenMacro {
    private static final String NAME = "ML_PIPELINE";
    private static final String LINE = "line";

    /** The model's id; empty for each of the build's models, a line for each. */
    @Parameter
    public String model = "";

    /** {@code line} (id, verdict and why), {@code verdict}, {@code summary}, {@code digest}, or the key of a metric. */
    @Parameter
    public String show = LINE;

    @Override
    public boolean acceptsMacroName(String macroName) {
        return NAME.equals(macroName);
    }

    @Override
    public List<String> getAcceptedMacroNames() {
        return List.of(NAME);
    }

    @Override
    public String evaluate(AbstractBuild<?, ?> build, TaskListener listener, String macroName)
            throws MacroEvaluationException {
        return evaluate(build, null, listener, macroName);
    }

    @Override
    public String evaluate(Run<?, ?> run, FilePath workspace, TaskListener listener, String macroName)
            throws MacroEvaluationException {
        MlPipelineAction action = run.getAction(MlPipelineAction.class);
        List<ModelRecord> models = action == null ? List.of() : action.getModels();
        if (model.isEmpty()) {
            List<String> lines = new ArrayList<>();
            for (ModelRecord each : models) {
                lines.add(shown(each));
            }
            return String.join("\n", lines);
        }
        for (ModelRecord each : models) {
            if (each.getId().equals(model)) {
                return shown(each);
            }
        }
        List<String> ids = models.stream().map(ModelRecord::getId).toList();
        throw new MacroEvaluationException("This build has no model \"" + model + "\". " + NearNames.hint(model, ids));
    }

    private String shown(ModelRecord record) throws MacroEvaluationException {
        switch (show) {
            case LINE:
                return record.getId() + ": " + verdict(record)
                        + (record.getSummary() == null ? "" : ". " + record.getSummary());
            case "verdict":
                return verdict(record);
            case "summary":
                return record.getSummary() == null ? "" : record.getSummary();
            case "digest":
                return record.getModelDigest() == null ? "" : record.getModelDigest();
            default:
                Double value = record.getMetrics().get(show);
                if (value != null) {
                    return Figures.rounded(value);
                }
                throw unknown(record);
        }
    }

    private static String verdict(ModelRecord record) {
        return record.getVerdict() == null ? Messages.ModelMacro_NoGate() : record.getVerdict();
    }

    private MacroEvaluationException unknown(ModelRecord record) {
        Set<String> known = new LinkedHashSet<>(List.of(LINE, "verdict", "summary", "digest"));
        known.addAll(record.getMetrics().keySet());
        return new MacroEvaluationException("show is \"" + show + "\", and the model \"" + record.getId()
                + "\" has no such metric. " + NearNames.hint(show, known));
    }
}

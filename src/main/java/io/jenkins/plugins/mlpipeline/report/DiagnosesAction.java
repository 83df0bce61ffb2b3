package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The record of a build's diagnoses, and the page that lists them. */
@ExportedBean
public final class DiagnosesAction extends BuildRecord {
    /** The address of the page below the build's. */
    public static final String URL = "ml-diagnoses";

    private static final String FOLDER = "ml-pipeline-diagnoses";
    /** A loop in a pipeline must not fill the build's folder. */
    private static final int MOST = 100;

    private final List<DiagnosisRecord> diagnoses = new ArrayList<>();

    private DiagnosesAction() {}

    /** The record of a build, made when there is none. */
    public static DiagnosesAction of(Run<?, ?> run) {
        return of(run, DiagnosesAction.class, DiagnosesAction::new);
    }

    /** The diagnoses in the order in which they were made. */
    @Exported(inline = true)
    public synchronized List<DiagnosisRecord> getDiagnoses() {
        return List.copyOf(diagnoses);
    }

    /**
     * Records a diagnosis, in place of one of the same step: a controller that ended in its middle makes it anew.
     *
     * @param node id of the step's flow node
     * @throws UserError when the build has made very many
     */
    public DiagnosisRecord add(String node, TargetRef target, Diagnosis diagnosis) throws IOException {
        DiagnosisRecord record = record(node, target);
        Json.write(file(getRun(), record.getKey()), diagnosis);
        synchronized (this) {
            record.found(diagnosis);
        }
        getRun().save();
        return record;
    }

    private synchronized DiagnosisRecord record(String node, TargetRef target) {
        return diagnoses.stream().filter(d -> d.node().equals(node)).findFirst().orElseGet(() -> {
            if (diagnoses.size() >= MOST) {
                throw new UserError("This build has made " + MOST + " diagnoses; no more are recorded in one build.");
            }
            DiagnosisRecord made = new DiagnosisRecord(String.valueOf(diagnoses.size() + 1), node, target);
            diagnoses.add(made);
            return made;
        });
    }

    /** Where the document of a diagnosis is. */
    static Path file(Run<?, ?> run, String key) {
        return run.getRootDir().toPath().resolve(FOLDER).resolve(Integer.parseInt(key) + ".json");
    }

    @Override
    public String getDisplayName() {
        return Messages.DiagnosesAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The page of a diagnosis; an unknown number has none. */
    public synchronized DiagnosisPage getDynamic(String key) {
        return diagnoses.stream()
                .filter(d -> d.getKey().equals(key))
                .findFirst()
                .map(d -> new DiagnosisPage(getRun(), d))
                .orElse(null);
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}

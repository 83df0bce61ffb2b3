package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of one deployment: how it ended, what it is bound to, what ran before, and the evidence of a failure. */
@ExportedBean
public final class DeploymentPage {
    private final Run<?, ?> run;
    private final DeploymentRecord record;

    DeploymentPage(Run<?, ?> run, DeploymentRecord record) {
        this.run = run;
        this.record = record;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Exported(inline = true)
    public DeploymentRecord getRecord() {
        return record;
    }

    public String getDisplayName() {
        return record.getLabel();
    }

    /** How it ended; null while it goes on. */
    public Deployment getDeployment() throws IOException {
        return new DeploymentFolder(run, record).deployment().orElse(null);
    }

    /** How its verification ended; null while it goes on, or when there is none. */
    public Verification getVerification() throws IOException {
        return new DeploymentFolder(run, record).verification().orElse(null);
    }

    /** A measured value with its interval at 95 %, as far as there is one. */
    public String measured(Verification.Checked check) {
        if (check.value() == null) {
            return "";
        }
        String interval = check.lower() == null || check.upper() == null
                ? ""
                : " (" + Figures.rounded(check.lower()) + " to " + Figures.rounded(check.upper()) + ")";
        return Figures.rounded(check.value()) + interval;
    }

    /** Whether what ran at the end is not what was to be deployed. */
    public boolean isRolledBack() throws IOException {
        Deployment d = getDeployment();
        return d != null && d.rollback() != null && d.rollback().status().isBack();
    }

    /** Lines as a text: a template would put them into one. */
    public String text(List<String> lines) {
        return String.join("\n", lines);
    }

    /** What was compared with the digest that the gate judged, in words. */
    public String bound(GateLink link) {
        return compared(link)
                + (link == null || link.approval() == null
                        ? ""
                        : " " + Messages.DeploymentPage_Approved(link.approval().sentence()));
    }

    private static String compared(GateLink link) {
        if (link == null) {
            return Messages.DeploymentPage_NotBound();
        }
        if (!link.gated()) {
            return Messages.DeploymentPage_Ungated(link.reason());
        }
        String container = link.container() == null ? "" : ", container " + link.container();
        String what = link.compared() == null ? "" : " " + Messages.DeploymentPage_Compared(link.compared());
        return link.how() + container + ": " + link.how().meaning() + "." + what;
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}

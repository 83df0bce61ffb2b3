package io.jenkins.plugins.mlpipeline.report;

import hudson.Functions;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.approval.ApprovalPermission;
import io.jenkins.plugins.mlpipeline.approval.Approvals;
import io.jenkins.plugins.mlpipeline.approval.Approved;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.report.HtmlReport;
import io.jenkins.plugins.mlpipeline.engine.report.ReportInput;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page of one model: its gates and metrics, and the report. Made anew for each request. */
@ExportedBean
public final class ModelPage {
    private final Run<?, ?> run;
    private final ModelRecord record;
    private final ModelDocuments documents;

    ModelPage(Run<?, ?> run, ModelRecord record) {
        this.run = run;
        this.record = record;
        this.documents = ModelDocuments.of(RecordFolder.of(run, record.getId()));
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Exported(inline = true)
    public ModelRecord getRecord() {
        return record;
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }

    public String getDisplayName() {
        return record.getId();
    }

    /** Why the documents about the model can't be read; null when they can. */
    public String getProblem() {
        return documents.problem();
    }

    /** The metrics in the evaluation's order; empty when there is no evaluation. */
    public List<MetricRow> getMetrics() {
        return documents.evaluation() == null
                ? List.of()
                : documents.evaluation().metrics().entrySet().stream()
                        .map(e -> MetricRow.of(e.getKey(), e.getValue()))
                        .toList();
    }

    /** What the gates said; null when there were none. */
    public GateResult getGate() {
        return documents.gate();
    }

    /** The gates in their order; empty when there were none. */
    public List<GateRow> getGates() {
        return documents.gate() == null
                ? List.of()
                : documents.gate().gates().stream().map(GateRow::of).toList();
    }

    /** How the evaluation came about, in a sentence; null when not known. */
    @Exported
    public String getOrigin() {
        return documents.gate() == null || documents.gate().origin() == null
                ? null
                : Messages.ModelPage_Origin(documents.gate().origin().source().meaning());
    }

    /** Whether the records of the verdict were signed and by which key, in a sentence; null when there is no verdict. */
    @Exported
    public String getSignature() {
        if (documents.gate() == null) {
            return null;
        }
        if (documents.signed() == null) {
            return Messages.ModelPage_NotSigned();
        }
        String key = documents.signed().signatures().get(0).keyid();
        return key == null || key.isEmpty() ? Messages.ModelPage_SignedWithoutName() : Messages.ModelPage_Signed(key);
    }

    /** The last approval of the verdict, which may have ended; null when there was none. */
    @Exported(inline = true)
    public Approved getApproval() {
        return MlPipelineAction.of(run).approval(record);
    }

    /** Why no approval counts, where one could; null otherwise. */
    @Exported
    public String getApprovalsProblem() {
        return record.isApprovable() ? Approvals.get().problem(run.getParent()) : null;
    }

    /** Whether whoever looks at the page can approve the model. */
    public boolean isApprovable() {
        return ApprovalPermission.isHeld(run)
                && getApprovalsProblem() == null
                && Approvals.get().refusal(run, documents.gate()) == null;
    }

    /** How long an approval holds when nothing else is said. */
    public int getStandardDays() {
        return Approvals.STANDARD_DAYS;
    }

    /** The longest that an approval can hold. */
    public int getMostDays() {
        return Approvals.MOST_DAYS;
    }

    /**
     * Approves the model although it did not pass.
     *
     * @param reason why
     * @param days how long it holds
     */
    @RequirePOST
    public HttpResponse doApprove(@QueryParameter String reason, @QueryParameter String days) throws IOException {
        run.checkPermission(ApprovalPermission.APPROVE);
        try {
            int number = Util.fixNull(days).strip().matches("[0-9]{1,4}") ? Integer.parseInt(days.strip()) : 0;
            Approvals.get().approve(run, record.getId(), reason, number);
        } catch (UserError e) {
            throw new Failure(e.getMessage());
        }
        return HttpResponses.redirectTo(".");
    }

    /** The symbol beside the verdict. */
    public String getIcon() {
        return VerdictIcon.of(record.getVerdict());
    }

    /** Where the archived files are, below the build's address; null when there are none that the reader may see. */
    public String getArchive() {
        boolean visible = !Functions.isArtifactsPermissionEnabled() || run.hasPermission(Run.ARTIFACTS);
        return record.isArchived() && visible ? "artifact/" + ModelArchive.path(record.getModelDigest()) + "/" : null;
    }

    /** The records of the decision. */
    public RecordDownloads getRecords() {
        return new RecordDownloads(run, record.getId());
    }

    /**
     * The static report, rendered here from the recorded documents. The page may neither run a script nor load anything,
     * so that a hostile agent can put nothing into it that acts.
     */
    public void doReport(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        if (documents.evaluation() == null) {
            response.sendError(
                    StaplerResponse2.SC_NOT_FOUND,
                    documents.problem() == null ? Messages.ModelPage_NotValidated() : documents.problem());
            return;
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", "sandbox; " + HtmlReport.CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter()
                .print(HtmlReport.page(ReportInput.of(documents.evaluation(), documents.gate(), documents.training())));
    }
}

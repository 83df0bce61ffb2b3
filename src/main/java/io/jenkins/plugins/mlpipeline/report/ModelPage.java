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
import io.jenkins.plugins.mlpipeline.watches.LookStore;
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
    private static final int MOST_GATES = 200;
    private static final int MOST_LOOKS = 20;

    private final Run<?, ?> run;
    private final ModelRecord record;
    private final ModelDocuments documents;
    /** Null when the model was not validated, or its documents can't be shown. */
    private final ReportInput report;

    private final String problem;

    ModelPage(Run<?, ?> run, ModelRecord record) {
        this.run = run;
        this.record = record;
        this.documents = ModelDocuments.of(RecordFolder.of(run, record.getId()));
        ReportInput input = null;
        String wrong = documents.problem();
        try {
            input = documents.evaluation() == null
                    ? null
                    : ReportInput.of(documents.evaluation(), documents.gate(), documents.training());
        } catch (UserError e) {
            wrong = e.getMessage();
        }
        this.report = input;
        this.problem = wrong;
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

    /** Why the documents about the model can't be read or don't belong together; null when they can be shown. */
    public String getProblem() {
        return problem;
    }

    /**
     * Verdict, gates, metrics and all else that was measured, as HTML that the engine has escaped, the same as in the report;
     * null when there is no evaluation.
     */
    public String getSections() {
        return report == null ? null : HtmlReport.embedded(decided());
    }

    /** The gates of a verdict on metrics that came without an evaluation; null when there are none. */
    public String getGatesAlone() {
        return documents.gate() == null ? null : HtmlReport.gates(documents.gate(), MOST_GATES);
    }

    /** As it was decided: what became of an approval since is said by the page. */
    private ReportInput decided() {
        GateResult gate = report.gate() == null ? null : report.gate().approved(null);
        return new ReportInput(report.evaluation(), gate, report.training());
    }

    /** What the gates said; null when there were none. */
    public GateResult getGate() {
        return documents.gate();
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

    /** What came of looks at this model while it served, the newest first, by jobs that the reader may read. */
    @Exported(inline = true)
    public List<SeenLook> getLooks() {
        String digest = record.getModelDigest() == null ? record.getTrainedDigest() : record.getModelDigest();
        return LookStore.get().visible(digest).stream()
                .limit(MOST_LOOKS)
                .map(SeenLook::new)
                .toList();
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
        if (report == null) {
            response.sendError(
                    StaplerResponse2.SC_NOT_FOUND, problem == null ? Messages.ModelPage_NotValidated() : problem);
            return;
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", "sandbox; " + HtmlReport.CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(HtmlReport.page(report));
    }
}

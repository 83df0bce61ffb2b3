package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.approval.Approvals;
import io.jenkins.plugins.mlpipeline.approval.Approved;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.ledger.LedgerEntry;
import io.jenkins.plugins.mlpipeline.live.RunningSteps;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.kohsuke.stapler.StaplerOverridable;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The record of a build's models, and the page that lists them. */
@ExportedBean
public final class MlPipelineAction extends BuildRecord implements StaplerOverridable {
    /** The address of the page below the build's. */
    public static final String URL = "ml-pipeline";

    /** Below it, how far steps are; no model can be called so. */
    private static final String LIVE = "~live";

    /** Each model is trained, validated and gated. */
    private static final int MOST_CLAIMS = 3 * RecordBudget.MOST_MODELS;

    private final List<ModelRecord> models = new ArrayList<>();

    /** Which step has which id, by kind and id. */
    private final Map<String, Claim> claims = new LinkedHashMap<>();

    private MlPipelineAction() {}

    /** The record of a build, made when there is none. */
    public static MlPipelineAction of(Run<?, ?> run) {
        return of(run, MlPipelineAction.class, MlPipelineAction::new);
    }

    /** A record that was made anew from documents. */
    static MlPipelineAction restored(List<ModelRecord> models) {
        MlPipelineAction record = new MlPipelineAction();
        record.models.addAll(models);
        return record;
    }

    /** The models in the order in which they appeared. */
    @Exported(inline = true)
    public synchronized List<ModelRecord> getModels() {
        return new ArrayList<>(models);
    }

    /** The record of a model. */
    public synchronized Optional<ModelRecord> model(String id) {
        return models.stream().filter(m -> m.getId().equals(id)).findFirst();
    }

    /** The last approval of a model's verdict, which may have ended; null when there was none. */
    public Approved approval(ModelRecord model) {
        String digest = model.judgedDigest();
        Job<?, ?> job = getRun().getParent();
        if (digest == null || !model.isApprovable() || !Approvals.get().areThere(job, model.getId(), digest)) {
            return null;
        }
        try {
            return RecordFolder.of(getRun(), model.getId())
                    .gate()
                    .flatMap(gate -> Approvals.get().approved(job, model.getId(), gate))
                    .orElse(null);
        } catch (IOException | UserError e) {
            // The page of the model says what is wrong with its documents; what can't be read is not approved.
            return null;
        }
    }

    /** The same of all models that have one. */
    @Exported(inline = true)
    public List<Approved> getApprovals() {
        return getModels().stream().map(this::approval).filter(Objects::nonNull).toList();
    }

    /** Why no approval counts, where one could; null otherwise. */
    @Exported
    public String getApprovalsProblem() {
        return getModels().stream().anyMatch(ModelRecord::isApprovable)
                ? Approvals.get().problem(getRun().getParent())
                : null;
    }

    /** Changes the record of a model and saves the build. */
    void change(String id, Consumer<ModelRecord> change) throws IOException {
        synchronized (this) {
            List<ModelRecord> changed = changed(id, change);
            models.clear();
            models.addAll(changed);
        }
        getRun().save();
    }

    /**
     * Asks whether there is room for what a validation would record, before anything is written.
     *
     * @throws UserError when the build's record would grow beyond its limits
     */
    synchronized void admit(String id, ModelRecord.Validated what) {
        changed(id, record -> record.validated(what));
    }

    private List<ModelRecord> changed(String id, Consumer<ModelRecord> change) {
        List<ModelRecord> all = new ArrayList<>(models);
        int index = indexOf(id);
        ModelRecord record = index < 0 ? new ModelRecord(id) : models.get(index).copy();
        change.accept(record);
        if (index < 0) {
            all.add(record);
        } else {
            all.set(index, record);
        }
        RecordBudget.check(all);
        return all;
    }

    private int indexOf(String id) {
        return models.stream().map(ModelRecord::getId).toList().indexOf(id);
    }

    /** Records that a model was trained. */
    public void trained(String id, String algorithm, String digest) throws IOException {
        change(id, record -> record.trained(algorithm, digest));
    }

    /** Records what may change together with a model's metrics. */
    public void known(String id, Map<String, String> facts) throws IOException {
        if (!facts.isEmpty()) {
            change(id, record -> record.known(facts));
        }
    }

    /** Records that a model was validated; what the gates said before is no longer about it. */
    public void validated(String id, ModelRecord.Validated what) throws IOException {
        change(id, record -> record.validated(what));
    }

    /** Records what the gates said. */
    public void gated(String id, String verdict, String sentence, boolean deployable) throws IOException {
        change(id, record -> record.gated(verdict, sentence, deployable));
    }

    /** Records what the gates said, with what a trend draws of them. */
    void gated(String id, GateResult result) throws IOException {
        change(id, record -> {
            record.gated(result.verdict().name(), result.summary(), result.deployable());
            record.marked(GateMark.of(result));
            if (result.ledger() != null && result.ledger().isObject()) {
                LedgerEntry ledger = Json.convert(result.ledger(), LedgerEntry.class, "gate.json");
                record.used(ledger.uses(), ledger.maxUses());
            }
        });
    }

    /** Records that a model was registered. */
    public void registered(String id, Registration where) throws IOException {
        change(id, record -> record.registered(where));
    }

    /** Records that the signed verdict was attached to an image. */
    public void attested(String id, String image) throws IOException {
        change(id, record -> record.attested(image));
    }

    /** How far the steps are that still run, and whether the build does. */
    @WebMethod(name = LIVE)
    public void doLive(StaplerResponse2 response) throws IOException {
        getRun().checkPermission(Item.READ);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        Map<String, Object> live = new LinkedHashMap<>();
        live.put("building", getRun().isBuilding());
        live.put("steps", RunningSteps.get().of(getRun()));
        response.getWriter().print(Json.write(live));
    }

    /** Where the build's page asks how far steps are; null once the build has ended. */
    public String getLive() {
        return getRun().isBuilding() ? URL + "/" + LIVE : null;
    }

    /** Whether the build's page has anything to show: a model, or steps that may bring one. */
    public boolean isShown() {
        return getRun().isBuilding() || !getModels().isEmpty();
    }

    /** Whether the reader has the new build page, where models have a card of their own. */
    public boolean isNewPage() {
        return ModelsTab.isNewPage();
    }

    /** The build, for the frame of its pages. */
    public Run<?, ?> getObject() {
        return getRun();
    }

    /** A card for each model, for the build's own page. */
    public List<ModelCard> getCards() {
        return getModels().stream()
                .map(model -> new ModelCard(getRun(), model, approval(model)))
                .toList();
    }

    /**
     * Takes an id for a step.
     *
     * @param step name of the step, for example {@code mlTrain}
     * @param node id of the step's flow node
     * @param active whether the step of a flow node still runs
     * @throws IllegalStateException when a step of this kind has it, or had it and completed
     */
    public void claim(String step, String id, String node, Predicate<String> active) throws IOException {
        synchronized (this) {
            Claim other = claims.get(step + "/" + id);
            if (other != null && !other.node.equals(node)) {
                if (other.completed) {
                    throw new IllegalStateException("The id \"" + id + "\" was already used by another " + step
                            + " of this build. Give each model its own id, for example id: 'challenger'.");
                }
                if (active.test(other.node)) {
                    throw new IllegalStateException("The id \"" + id + "\" is in use by another " + step
                            + " that still runs. Give each model its own id, for example id: 'challenger'.");
                }
            }
            if (other == null && claims.size() >= MOST_CLAIMS) {
                throw new IllegalStateException("This build has used " + MOST_CLAIMS
                        + " ids already, as many as a build may. Use another build for more.");
            }
            claims.put(step + "/" + id, new Claim(node));
        }
        getRun().save();
    }

    /**
     * Frees an id from steps, and forgets what they recorded under it.
     *
     * @param former whether the step of a flow node is one of them
     */
    public void forget(String id, Predicate<String> former) throws IOException {
        Set<String> steps = new LinkedHashSet<>();
        synchronized (this) {
            for (String step : ModelRecord.STEPS) {
                Claim claim = claims.get(step + "/" + id);
                if (claim != null && former.test(claim.node)) {
                    claims.remove(step + "/" + id);
                    steps.add(step);
                }
            }
        }
        if (!steps.isEmpty()) {
            RecordFolder folder = RecordFolder.of(getRun(), id);
            for (String step : steps) {
                folder.forget(step);
            }
            change(id, record -> steps.forEach(record::forget));
        }
    }

    /** Notes that a step came to its end, so that its id cannot be used by another of its kind. */
    public void completed(String step, String id) throws IOException {
        synchronized (this) {
            Claim claim = claims.get(step + "/" + id);
            if (claim != null) {
                claim.completed = true;
            }
        }
        getRun().save();
    }

    @Override
    public String getDisplayName() {
        return Messages.MlPipelineAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public Collection<ModelLookup> getOverrides() {
        return List.of(new ModelLookup(this));
    }

    /** A step that has an id. */
    private static final class Claim {
        private final String node;
        private boolean completed;

        Claim(String node) {
            this.node = node;
        }
    }
}

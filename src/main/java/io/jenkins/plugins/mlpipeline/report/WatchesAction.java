package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The record of a build's looks at models that serve, and the page that lists them. */
@ExportedBean
public final class WatchesAction extends BuildRecord {
    /** The address of the page below the build's. */
    public static final String URL = "ml-watches";

    private static final String FOLDER = "ml-pipeline-watches";
    /** A loop in a pipeline must not fill the build's folder. */
    private static final int MOST = 100;

    private final List<WatchRecord> looks = new ArrayList<>();

    private WatchesAction() {}

    /** The record of a build, made when there is none. */
    public static WatchesAction of(Run<?, ?> run) {
        return of(run, WatchesAction.class, WatchesAction::new);
    }

    /** The looks in the order in which they were made. */
    @Exported(inline = true)
    public synchronized List<WatchRecord> getLooks() {
        return List.copyOf(looks);
    }

    /**
     * Records a look, in place of one of the same step: a controller that ended in its middle makes it anew.
     *
     * @param node id of the step's flow node
     * @param id of the watch within the job
     * @param target where the model serves, and the page of it; null when a model was looked at that is named otherwise
     * @throws UserError when the build has made very many
     */
    public WatchRecord add(String node, String id, WatchRecord.Place target, WatchResult result) throws IOException {
        WatchRecord record = record(node, id, target);
        Json.write(file(getRun(), record.getKey()), result);
        synchronized (this) {
            record.looked(result);
        }
        getRun().save();
        return record;
    }

    private synchronized WatchRecord record(String node, String id, WatchRecord.Place target) {
        return looks.stream().filter(l -> l.node().equals(node)).findFirst().orElseGet(() -> {
            if (looks.size() >= MOST) {
                throw new UserError("This build has made " + MOST + " looks; no more are recorded in one build.");
            }
            WatchRecord made = new WatchRecord(String.valueOf(looks.size() + 1), node, id, target);
            looks.add(made);
            return made;
        });
    }

    /** Where the document of a look is. */
    static Path file(Run<?, ?> run, String key) {
        return run.getRootDir().toPath().resolve(FOLDER).resolve(Integer.parseInt(key) + ".json");
    }

    @Override
    public String getDisplayName() {
        return Messages.WatchesAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The page of a look; an unknown number has none. */
    public synchronized WatchPage getDynamic(String key) {
        return looks.stream()
                .filter(l -> l.getKey().equals(key))
                .findFirst()
                .map(l -> new WatchPage(getRun(), l))
                .orElse(null);
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}

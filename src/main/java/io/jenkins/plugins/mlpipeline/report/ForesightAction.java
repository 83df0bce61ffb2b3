package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What builds of this job noted of numbers of a service, and the page that lists it. */
@ExportedBean
public final class ForesightAction extends BuildRecord {
    /** The address of the page below the build's. */
    public static final String URL = "ml-foresight";

    /** A loop in a pipeline must not fill the build's record. */
    private static final int MOST = 100;

    private final List<ForesightRecord> numbers = new ArrayList<>();

    private ForesightAction() {}

    /** The record of a build, made when there is none. */
    public static ForesightAction of(Run<?, ?> run) {
        return of(run, ForesightAction.class, ForesightAction::new);
    }

    /** The numbers in the order in which they were looked at. */
    @Exported(inline = true)
    public synchronized List<ForesightRecord> getNumbers() {
        return List.copyOf(numbers);
    }

    /**
     * Records notes, in place of those of the same step: a controller that ended in its middle makes them anew.
     *
     * @param node id of the step's flow node
     * @param target the service for people; null when none was named
     * @throws UserError when the build has made very many
     */
    public void add(String node, String target, List<Notes> notes) throws IOException {
        synchronized (this) {
            numbers.removeIf(number -> number.node().equals(node));
            if (numbers.size() + notes.size() > MOST) {
                throw new UserError(
                        "This build has looked at " + MOST + " numbers; no more are recorded in one build.");
            }
            notes.forEach(note -> numbers.add(new ForesightRecord(node, target, note)));
        }
        getRun().save();
    }

    @Override
    public String getDisplayName() {
        return Messages.ForesightAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}

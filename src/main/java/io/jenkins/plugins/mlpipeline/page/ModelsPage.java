package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of all models of the controller; everybody sees those of jobs that they may read. */
@Extension
@ExportedBean
public final class ModelsPage implements RootAction {
    /** The address of the page. */
    public static final String URL = "ml-models";

    @Override
    public String getIconFileName() {
        return ModelIndex.get().isEmpty() || !Jenkins.get().hasPermission(Jenkins.READ)
                ? null
                : "symbol-ml-pipeline plugin-ml-pipeline";
    }

    @Override
    public String getDisplayName() {
        return Messages.ModelsPage_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The models that the reader may see and asked for; made anew for each request. */
    @Exported(inline = true)
    public ModelList getFound() {
        return ModelList.of(Stapler.getCurrentRequest2());
    }

    /** Two models beside each other, as the parameters of the address name them. */
    public ComparePage getCompare() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String[] asked = request == null ? null : request.getParameterValues("model");
        return new ComparePage(Stream.of(asked == null ? new String[0] : asked)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .limit(2)
                .toList());
    }

    /** Whether all jobs have been looked at; until then, models may be missing. */
    @Exported
    public boolean isComplete() {
        return ModelIndex.get().isReady();
    }

    /** What a model can be: the verdicts, and none. */
    public List<String> getStates() {
        return Stream.concat(Stream.of(Verdict.values()).map(Verdict::name), Stream.of(ModelRow.UNJUDGED))
                .toList();
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}

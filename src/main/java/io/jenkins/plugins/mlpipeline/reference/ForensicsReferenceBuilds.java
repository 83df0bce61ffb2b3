package io.jenkins.plugins.mlpipeline.reference;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.forensics.reference.ReferenceBuild;
import java.util.Optional;

/** The reference build that the step {@code discoverReferenceBuild} of the plugin "forensics-api", or of one upon it, recorded. */
@Extension(optional = true)
public final class ForensicsReferenceBuilds extends ReferenceBuilds {
    @Override
    protected Optional<Reference> recorded(Run<?, ?> run) {
        ReferenceBuild action = run.getAction(ReferenceBuild.class);
        return action == null || !action.hasReferenceBuild()
                ? Optional.empty()
                : reference(action.getReferenceBuildId());
    }

    /** Of the external id of a build: {@code folder/job#12}. */
    private static Optional<Reference> reference(String id) {
        int mark = id.lastIndexOf('#');
        String number = id.substring(mark + 1);
        return mark > 0 && number.matches("[0-9]{1,9}")
                ? Optional.of(new Reference(id.substring(0, mark), Integer.parseInt(number)))
                : Optional.empty();
    }
}

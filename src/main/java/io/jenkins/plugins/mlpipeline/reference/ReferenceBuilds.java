package io.jenkins.plugins.mlpipeline.reference;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Optional;

/** Knows the reference build of a build: that of the branch that it will be merged into. */
public abstract class ReferenceBuilds implements ExtensionPoint {
    /**
     * A reference build. It may have been deleted since.
     *
     * @param job full name of its job
     * @param number its number
     */
    public record Reference(String job, int number) {}

    /** What is recorded in a build, or empty when nothing is. */
    protected abstract Optional<Reference> recorded(Run<?, ?> run);

    /** What any plugin recorded in a build. Nobody's permission is asked here. */
    public static Optional<Reference> of(Run<?, ?> run) {
        return ExtensionList.lookup(ReferenceBuilds.class).stream()
                .map(builds -> builds.recorded(run))
                .flatMap(Optional::stream)
                .findFirst();
    }
}

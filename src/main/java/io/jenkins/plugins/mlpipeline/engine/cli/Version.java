package io.jenkins.plugins.mlpipeline.engine.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"ml-pipeline " + number(), "Java " + System.getProperty("java.version")};
    }

    /** {@code development} when it is not run from a jar. */
    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}

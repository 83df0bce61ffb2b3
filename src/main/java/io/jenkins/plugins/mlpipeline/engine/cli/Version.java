package io.jenkins.plugins.mlpipeline.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit in the jar's manifest. */
final class Version implements IVersionProvider {
    private static final String CLASS_FILE = "/" + Version.class.getName().replace('.', '/') + ".class";

    @Override
    public String[] getVersion() {
        return new String[] {"ml-pipeline " + number(), "Java " + System.getProperty("java.version")};
    }

    /** For example {@code 1-SNAPSHOT (2dbf86a)}; {@code development} when it is not run from a jar. */
    static String number() {
        return manifest().map(Version::of).orElse("development");
    }

    /** What a manifest says; the commit is left out when the build did not know one. */
    static String of(Manifest manifest) {
        Attributes main = manifest.getMainAttributes();
        String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        String commit = main.getValue("Implementation-Commit");
        if (version == null) {
            return "development";
        }
        return commit == null || commit.isBlank() || commit.equals("unknown") ? version : version + " (" + commit + ")";
    }

    /** That of the jar which this class is in. */
    private static Optional<Manifest> manifest() {
        URL here = Version.class.getResource(CLASS_FILE);
        if (here == null || !here.getProtocol().equals("jar")) {
            return Optional.empty();
        }
        String jar = here.toString();
        try (InputStream in =
                new URL(jar.substring(0, jar.length() - CLASS_FILE.length()) + "/META-INF/MANIFEST.MF").openStream()) {
            return Optional.of(new Manifest(in));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

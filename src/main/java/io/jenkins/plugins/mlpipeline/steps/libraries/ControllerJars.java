package io.jenkins.plugins.mlpipeline.steps.libraries;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.runtime.Artifact;
import io.jenkins.plugins.mlpipeline.engine.runtime.HttpRepository;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import io.jenkins.plugins.mlpipeline.engine.runtime.Natives;
import io.jenkins.plugins.mlpipeline.engine.runtime.PlatformCut;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/**
 * The controller's cache of the worker's libraries, {@code $JENKINS_HOME/caches/ml-pipeline}: filled by hand, or from the
 * repository that the administrator named. What travels to agents is cut to their platform. The jars are never put on a
 * class path of the controller.
 */
@Extension
public class ControllerJars {
    /** The folder in Jenkins' home, and in an agent's root folder. */
    public static final String FOLDER = "caches/ml-pipeline";

    /** A library for a kind of machine. */
    private record Wanted(String sha256, Natives kind) {
        @Override
        public String toString() {
            return sha256 + " for " + kind;
        }
    }

    private final Map<Wanted, AgentJar> cutFor = new ConcurrentHashMap<>();
    private final SingleFlight<Optional<AgentJar>> bringing = new SingleFlight<>();
    private AgentJar engine;

    static ControllerJars get() {
        return ExtensionList.lookupSingleton(ControllerJars.class);
    }

    /** The engine's own classes. */
    public synchronized AgentJar engine() throws IOException {
        if (engine == null
                || store().find(engine.fileName(), engine.sha256(), engine.bytes())
                        .isEmpty()) {
            byte[] bytes = EngineJar.bytes();
            String sha = Digest.hex(Digest.ofBytes(bytes));
            store().put(EngineJar.NAME, sha, new ByteArrayInputStream(bytes), "the plugin");
            engine = new AgentJar(EngineJar.NAME, sha, bytes.length);
        }
        return engine;
    }

    /** The class path of the process that asks Maven repositories. */
    synchronized List<AgentJar> resolver() throws IOException {
        List<AgentJar> jars = new ArrayList<>(List.of(engine()));
        jars.addAll(CarriedJars.resolver(store()));
        return jars;
    }

    /** What will do for a library where an agent has it already: whole, or as this controller cut it before. */
    List<AgentJar> known(Artifact artifact, Natives kind) {
        AgentJar cut = cutFor.get(new Wanted(artifact.sha256(), kind));
        AgentJar whole = AgentJar.whole(artifact);
        return cut == null || cut.equals(whole) ? List.of(whole) : List.of(whole, cut);
    }

    /**
     * A library, cut to what the agent is. A download holds up those that need the same library, and nobody else.
     *
     * @return empty when the controller has no way to it
     * @throws UserError when the repository that was named does not give it
     */
    Optional<AgentJar> library(Artifact artifact, Natives kind) throws IOException, InterruptedException {
        Wanted wanted = new Wanted(artifact.sha256(), kind);
        AgentJar known = cutFor.get(wanted);
        if (known != null
                && store().find(known.fileName(), known.sha256(), known.bytes()).isPresent()) {
            return Optional.of(known);
        }
        Optional<AgentJar> cut = bringing.once(wanted.toString(), () -> bring(artifact, kind));
        cut.ifPresent(jar -> cutFor.put(wanted, jar));
        return cut;
    }

    private static Optional<AgentJar> bring(Artifact artifact, Natives kind) throws IOException, InterruptedException {
        Optional<Path> whole = store().find(artifact.fileName(), artifact.sha256(), artifact.bytes());
        String repository = MlPipelineConfiguration.get().getRepositoryUrl();
        if (whole.isEmpty() && repository != null) {
            whole = Optional.of(new HttpRepository(
                            URI.create(repository),
                            ProxyConfiguration.newHttpClientBuilder().build())
                    .fetch(artifact, store()));
        }
        return whole.isEmpty() ? Optional.empty() : Optional.of(cut(artifact, kind, whole.get()));
    }

    /** The bytes of a jar that {@link #engine} or {@link #library} named. */
    InputStream open(AgentJar jar) throws IOException {
        return Files.newInputStream(store().path(jar.fileName(), jar.sha256()));
    }

    private static AgentJar cut(Artifact artifact, Natives kind, Path whole) throws IOException {
        Path cut = Files.createTempFile(folder(), ".", ".part");
        try {
            if (!PlatformCut.cut(whole, kind, cut)) {
                return new AgentJar(artifact.fileName(), artifact.sha256(), artifact.bytes());
            }
            String sha = Digest.hex(Digest.ofFile(cut));
            try (InputStream bytes = Files.newInputStream(cut)) {
                store().put(artifact.fileName(), sha, bytes, "the controller");
            }
            return new AgentJar(artifact.fileName(), sha, Files.size(cut));
        } finally {
            Files.deleteIfExists(cut);
        }
    }

    private static JarStore store() {
        return new JarStore(folder());
    }

    private static Path folder() {
        return Jenkins.get().getRootDir().toPath().resolve(FOLDER);
    }
}

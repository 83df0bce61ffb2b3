package io.jenkins.plugins.mlpipeline.setup;

import hudson.Extension;
import hudson.ProxyConfiguration;
import hudson.Util;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.runtime.Artifact;
import io.jenkins.plugins.mlpipeline.engine.runtime.HttpRepository;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import io.jenkins.plugins.mlpipeline.engine.runtime.RuntimeLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Whether the repository gives the smallest of the worker's libraries, with the bytes that the plugin was built with. */
@Extension(ordinal = 60)
public final class LibrariesCheck implements SetupCheck {
    private static final Logger LOGGER = Logger.getLogger(LibrariesCheck.class.getName());

    @Override
    public String title() {
        return Messages.LibrariesCheck_Title();
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        if (configuration.getRuntimeDirectory() != null) {
            return List.of(Finding.unsure(configuration.getRuntimeDirectory(), Messages.LibrariesCheck_OnAgents()));
        }
        String repository = configuration.getRepositoryUrl();
        if (repository == null) {
            return List.of(Finding.unsure(Messages.LibrariesCheck_Maven(), Messages.LibrariesCheck_ByAgents()));
        }
        Artifact smallest = RuntimeLock.load().artifacts().stream()
                .min(Comparator.comparingLong(Artifact::bytes))
                .orElseThrow();
        Path folder = null;
        try {
            folder = Files.createTempDirectory("ml-pipeline-setup");
            new HttpRepository(
                            URI.create(repository),
                            ProxyConfiguration.newHttpClientBuilder().build())
                    .fetch(smallest, new JarStore(folder));
            return List.of(Finding.works(repository, Messages.LibrariesCheck_Fine(smallest.fileName())));
        } catch (UserError | IOException e) {
            return List.of(Finding.fails(repository, e.getMessage()));
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try {
            if (folder != null) {
                Util.deleteRecursive(folder.toFile());
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> folder + " can't be removed");
        }
    }
}

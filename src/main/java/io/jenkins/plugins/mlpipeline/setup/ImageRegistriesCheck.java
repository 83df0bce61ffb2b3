package io.jenkins.plugins.mlpipeline.setup;

import hudson.Extension;
import io.jenkins.plugins.mlpipeline.config.ImageRegistryConnection;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ImageRegistries;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.util.List;

/** Whether each registry of images answers. */
@Extension(ordinal = 9)
public final class ImageRegistriesCheck implements SetupCheck {
    @Override
    public String title() {
        return Messages.ImageRegistriesCheck_Title();
    }

    @Override
    public List<Finding> look() {
        return MlPipelineConfiguration.get().getImageRegistries().stream()
                .map(ImageRegistriesCheck::tried)
                .toList();
    }

    private static Finding tried(ImageRegistryConnection server) {
        try {
            ImageRegistries.reading(server).probe();
            return Finding.works(server.getName(), Messages.ImageRegistriesCheck_Fine());
        } catch (UserError | IOException e) {
            return Finding.fails(server.getName(), String.valueOf(e.getMessage()));
        }
    }
}

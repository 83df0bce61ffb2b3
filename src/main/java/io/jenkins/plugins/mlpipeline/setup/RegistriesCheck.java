package io.jenkins.plugins.mlpipeline.setup;

import hudson.Extension;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.RegistryConnection;
import io.jenkins.plugins.mlpipeline.connection.ModelRegistries;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.util.List;

/** Whether each registry answers who reads from it. */
@Extension(ordinal = 10)
public final class RegistriesCheck implements SetupCheck {
    @Override
    public String title() {
        return Messages.RegistriesCheck_Title();
    }

    @Override
    public List<Finding> look() {
        return MlPipelineConfiguration.get().getRegistries().stream()
                .map(RegistryConnection::getName)
                .map(RegistriesCheck::tried)
                .toList();
    }

    private static Finding tried(String name) {
        try {
            ModelRegistries.reading(name).probe();
            return Finding.works(name, Messages.RegistriesCheck_Fine());
        } catch (UserError | IOException e) {
            return Finding.fails(name, String.valueOf(e.getMessage()));
        }
    }
}

package io.jenkins.plugins.mlpipeline.connection;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.RegistryConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowClient;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowServer;
import java.time.Duration;

/** Connections to the registries of models that an administrator named. */
public final class ModelRegistries {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final NamedServers SERVERS = new NamedServers("MLflow server", "registry");

    private ModelRegistries() {}

    /**
     * The name of the one that a step means.
     *
     * @param name as it is configured; null for the only one
     * @throws UserError when there is none of that name
     */
    public static String nameOf(String name) {
        return named(name).getName();
    }

    /**
     * Opens one to read models, with the credential that the administrator gave it.
     *
     * @param name as it is configured; null for the only one
     * @throws UserError when there is none of that name, or its credential is gone
     */
    public static MlflowClient reading(String name) {
        RegistryConnection server = named(name);
        return client(server, SERVERS.authorization(server).orElse(null));
    }

    /**
     * Opens one to register models, with a credential that the job may use; the use is tracked.
     *
     * @param name as it is configured; null for the only one
     * @throws UserError when there is none of that name, or the job has no such credential
     */
    public static MlflowClient writing(String name, Run<?, ?> run, String credentialsId) {
        RegistryConnection server = named(name);
        StandardCredentials credential = JobCredentials.tracked(run, credentialsId, server.getUrl());
        return client(server, NamedServers.authorization(credential, "The credential \"" + credentialsId + "\""));
    }

    private static RegistryConnection named(String name) {
        return SERVERS.named(MlPipelineConfiguration.get().getRegistries(), name);
    }

    private static MlflowClient client(RegistryConnection server, String authorization) {
        MlflowServer asked =
                new MlflowServer("the registry \"" + server.getName() + "\"", server.address(), authorization);
        return new MlflowClient(asked, SERVERS.client(server), PATIENCE);
    }
}

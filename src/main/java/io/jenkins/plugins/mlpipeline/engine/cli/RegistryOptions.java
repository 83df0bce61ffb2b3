package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelSource;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowClient;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowCredentials;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowRegistry;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowServer;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciModels;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which registry; what is secret comes from the environment or a file. */
final class RegistryOptions {
    /** Names the server as MLflow's own client has it. */
    static final String VARIABLE = "MLFLOW_TRACKING_URI";

    private static final String NAME_ONE = "Give --registry, or set " + VARIABLE + ".";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The MLflow server of models:/ and runs:/, for example https://mlflow.example; " + VARIABLE
                    + " when left out. User and password are taken from MLFLOW_TRACKING_USERNAME and"
                    + " MLFLOW_TRACKING_PASSWORD, or a token from MLFLOW_TRACKING_TOKEN.",
            order = 50)
    private String address;

    @Option(
            names = "--registry-credentials",
            paramLabel = "FILE",
            description = "They from a file, as MLflow's ~/.mlflow/credentials is.",
            order = 51)
    private Path credentials;

    @Option(
            names = "--registry-ca",
            paramLabel = "FILE",
            description = "The certificate of the server's authority (PEM).",
            order = 52)
    private Path authority;

    /**
     * The models that a piece of work takes from there.
     *
     * @param says told which they are
     */
    FetchedModels models(Consumer<String> says) {
        return new FetchedModels((reference, into) -> source(reference).fetch(reference, into), says);
    }

    private ModelSource source(ModelReference reference) throws IOException {
        if (reference instanceof ModelReference.Artefact) {
            return new OciModels(place -> ImageRegistryOptions.client(place.registry(), authority));
        }
        return written() == null ? ModelSource.none(NAME_ONE) : new MlflowRegistry(client());
    }

    /** @throws UserError when none is named */
    MlflowClient client() throws IOException {
        String written = written();
        if (written == null) {
            throw new UserError("no registry is named. " + NAME_ONE);
        }
        MlflowServer server =
                new MlflowServer("the MLflow server", MlflowServer.address(written), header(System.getenv()));
        HttpClient http =
                (authority == null ? Clients.standard() : Clients.trusting(Files.readString(authority))).build();
        return new MlflowClient(server, http, PATIENCE);
    }

    private String written() {
        String named = address == null ? System.getenv(VARIABLE) : address;
        return named == null || named.isBlank() ? null : named;
    }

    private String header(Map<String, String> environment) throws IOException {
        return credentials == null ? MlflowCredentials.header(environment) : MlflowCredentials.header(credentials);
    }
}

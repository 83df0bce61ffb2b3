package io.jenkins.plugins.mlpipeline.connection;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.config.ImageRegistryConnection;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciClient;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciCredentials;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciServer;
import java.time.Duration;
import java.util.List;

/** Connections to the registries of images that an administrator named: an image says which of them, and no other is asked. */
public final class ImageRegistries {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final NamedServers SERVERS = new NamedServers("registry of images", "image");

    private ImageRegistries() {}

    /**
     * Opens the registry of an image, with a credential that the job may use; the use is tracked.
     *
     * @throws UserError when an administrator has not named that registry, or the job has no such credential
     */
    public static OciClient writing(OciReference image, Run<?, ?> run, String credentialsId) {
        ImageRegistryConnection server = of(image);
        String what = "The credential \"" + credentialsId + "\"";
        return client(server, credentials(JobCredentials.tracked(run, credentialsId, server.getUrl()), what));
    }

    /**
     * Opens a registry with the credential that the administrator gave it, or none.
     *
     * @throws UserError when that is gone
     */
    public static OciClient reading(ImageRegistryConnection server) {
        String id = server.getCredentialsId();
        if (id == null) {
            return client(server, null);
        }
        String what = "The credential \"" + id + "\" of the registry of images \"" + server.getName() + "\"";
        StandardCredentials found = ServerCredentials.find(id)
                .orElseThrow(() -> new UserError(what + " is not among those of this controller."));
        return client(server, credentials(found, what));
    }

    /**
     * The registry of an image or an artefact.
     *
     * @throws UserError when an administrator has not named it
     */
    public static ImageRegistryConnection of(OciReference image) {
        List<ImageRegistryConnection> all = MlPipelineConfiguration.get().getImageRegistries();
        return all.stream()
                .filter(server -> image.registry().equals(server.address().getRawAuthority()))
                .findFirst()
                .orElseThrow(
                        () -> new UserError(
                                "The registry " + image.registry() + " of the image is not among those that an"
                                        + " administrator named ("
                                        + (all.isEmpty()
                                                ? "there are none"
                                                : String.join(
                                                        ", ",
                                                        all.stream()
                                                                .map(server -> server.address()
                                                                        .getRawAuthority())
                                                                .toList()))
                                        + "), and no other is asked. An administrator adds it, under \"ML Pipeline\" on the system page."));
    }

    private static OciCredentials credentials(StandardCredentials credential, String what) {
        if (credential instanceof UsernamePasswordCredentials user) {
            return new OciCredentials(user.getUsername(), user.getPassword().getPlainText());
        }
        throw new UserError(
                what + " is of a kind that a registry of images does not take; a user name with password is expected.");
    }

    private static OciClient client(ImageRegistryConnection server, OciCredentials credentials) {
        return new OciClient(new OciServer(server.address(), credentials), SERVERS.client(server), PATIENCE);
    }
}

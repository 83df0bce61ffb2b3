package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowServer;
import java.net.URI;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * An MLflow server whose models jobs may read. Its credential reads; who registers brings one of the job's own.
 */
public final class RegistryConnection extends NamedServer<RegistryConnection> {
    /**
     * @param name what jobs call it
     * @param url its address
     */
    @DataBoundConstructor
    public RegistryConnection(String name, String url) {
        super(name, url);
    }

    @Override
    String kind() {
        return "MLflow server";
    }

    @Override
    public URI address() {
        return MlflowServer.address(getUrl());
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends ServerDescriptor<RegistryConnection> {
        @Override
        public String getDisplayName() {
            return Messages.RegistryConnection_DisplayName();
        }

        @Override
        void checkAddress(String written) {
            MlflowServer.address(written);
        }
    }
}

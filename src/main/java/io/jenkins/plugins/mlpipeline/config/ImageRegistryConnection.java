package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciServer;
import java.net.URI;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A registry of images that jobs may read models from and attach their verdicts in. Its credential reads; who attaches brings one of
 * the job's own.
 */
public final class ImageRegistryConnection extends NamedServer<ImageRegistryConnection> {
    /**
     * @param name what messages call it
     * @param url its address, without a path
     */
    @DataBoundConstructor
    public ImageRegistryConnection(String name, String url) {
        super(name, url);
    }

    @Override
    String kind() {
        return "registry of images";
    }

    @Override
    public URI address() {
        return OciServer.address(getUrl());
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends ServerDescriptor<ImageRegistryConnection> {
        @Override
        public String getDisplayName() {
            return Messages.ImageRegistryConnection_DisplayName();
        }

        @Override
        void checkAddress(String written) {
            OciServer.address(written);
        }
    }
}

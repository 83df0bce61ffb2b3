package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusServer;
import java.net.URI;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A Prometheus server that verifications may ask. */
public final class PrometheusConnection extends NamedServer<PrometheusConnection> {
    private String tenant;

    /**
     * @param name what jobs call it
     * @param url its address
     */
    @DataBoundConstructor
    public PrometheusConnection(String name, String url) {
        super(name, url);
    }

    /** Sent as X-Scope-OrgID; null for none. */
    public String getTenant() {
        return tenant;
    }

    @DataBoundSetter
    public void setTenant(String tenant) {
        this.tenant = Util.fixEmptyAndTrim(tenant);
    }

    @Override
    String kind() {
        return "Prometheus server";
    }

    @Override
    public URI address() {
        return PrometheusServer.address(getUrl());
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends ServerDescriptor<PrometheusConnection> {
        @Override
        public String getDisplayName() {
            return Messages.PrometheusConnection_DisplayName();
        }

        @Override
        void checkAddress(String written) {
            PrometheusServer.address(written);
        }
    }
}

package io.jenkins.plugins.mlpipeline.connection;

import hudson.ProxyConfiguration;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.Proxy;
import java.net.URI;
import jenkins.model.Jenkins;

/** The proxy that the controller itself uses: no job and no credential names another. */
final class ControllerProxy {
    private ControllerProxy() {}

    /** The configuration with the controller's proxy, or with none where its server is not reached through it. */
    static Config of(Config config) {
        ConfigBuilder way = new ConfigBuilder(config)
                .withHttpProxy(null)
                .withHttpsProxy(null)
                .withProxyUsername(null)
                .withProxyPassword(null);
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        String host = URI.create(config.getMasterUrl()).getHost();
        if (proxy != null && host != null && proxy.createProxy(host) != Proxy.NO_PROXY) {
            way.withHttpsProxy("http://" + proxy.getName() + ":" + proxy.getPort());
            if (proxy.getUserName() != null) {
                way.withProxyUsername(proxy.getUserName());
                way.withProxyPassword(proxy.getSecretPassword().getPlainText());
            }
        }
        return way.build();
    }
}

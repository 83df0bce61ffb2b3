package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusServer;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A Prometheus server that verifications may ask: jobs name it, and give no address of their own. */
public final class PrometheusConnection extends AbstractDescribableImpl<PrometheusConnection> {
    private final String name;
    private final String url;
    private String credentialsId;
    private String caCertificate;
    private String tenant;

    /**
     * @param name what jobs call it
     * @param url its address
     */
    @DataBoundConstructor
    public PrometheusConnection(String name, String url) {
        this.name = Util.fixNull(name).strip();
        this.url = Util.fixNull(url).strip();
    }

    public String getName() {
        return name;
    }

    public String getUrl() {
        return url;
    }

    /** A user name with password, or a secret text that is sent as a bearer token; null for none. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** PEM of the authority that signed its certificate; null for what Java trusts. */
    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    /** Sent as X-Scope-OrgID; null for none. */
    public String getTenant() {
        return tenant;
    }

    @DataBoundSetter
    public void setTenant(String tenant) {
        this.tenant = Util.fixEmptyAndTrim(tenant);
    }

    private void check() {
        if (name.isEmpty()) {
            throw new UserError("A Prometheus server has no name; jobs ask for it by name.");
        }
        try {
            PrometheusServer.address(url);
            if (caCertificate != null) {
                Clients.trusting(caCertificate);
            }
        } catch (UserError e) {
            throw new UserError("The Prometheus server \"" + name + "\": " + e.getMessage(), e);
        }
    }

    /** @throws UserError for the first that can't be asked, or a second one of a name */
    static void check(List<PrometheusConnection> servers) {
        Set<String> names = new HashSet<>();
        for (PrometheusConnection server : servers) {
            server.check();
            if (!names.add(server.name)) {
                throw new UserError("There are two Prometheus servers \"" + server.name + "\"; rename one of them.");
            }
        }
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<PrometheusConnection> {
        @Override
        public String getDisplayName() {
            return Messages.PrometheusConnection_DisplayName();
        }

        /** Checks the address while it is typed. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            if (Util.fixNull(value).length() > Checks.MOST_TYPED) {
                return Checks.tooLong(value);
            }
            try {
                if (Util.fixEmptyAndTrim(value) != null) {
                    PrometheusServer.address(value);
                }
                return FormValidation.ok();
            } catch (UserError e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}

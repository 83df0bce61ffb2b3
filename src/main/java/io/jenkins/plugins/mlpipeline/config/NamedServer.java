package io.jenkins.plugins.mlpipeline.config;

import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import io.jenkins.plugins.mlpipeline.form.Checks;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A server that an administrator named: jobs ask for it by its name, and give no address of their own. */
public abstract class NamedServer<T extends NamedServer<T>> extends AbstractDescribableImpl<T> {
    private final String name;
    private final String url;
    private String credentialsId;
    private String caCertificate;

    /**
     * @param name what jobs call it
     * @param url its address
     */
    protected NamedServer(String name, String url) {
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

    /** What such a server is, for messages: {@code Prometheus server}. */
    abstract String kind();

    /**
     * Its address.
     *
     * @throws UserError when it is none
     */
    public abstract URI address();

    private void check() {
        if (name.isEmpty()) {
            throw new UserError("A " + kind() + " has no name; jobs ask for it by name.");
        }
        try {
            address();
            if (caCertificate != null) {
                Clients.trusting(caCertificate);
            }
        } catch (UserError e) {
            throw new UserError("The " + kind() + " \"" + name + "\": " + e.getMessage(), e);
        }
    }

    /** @throws UserError for the first that can't be asked, or a second one of a name */
    static void check(List<? extends NamedServer<?>> servers) {
        Set<String> names = new HashSet<>();
        for (NamedServer<?> server : servers) {
            server.check();
            if (!names.add(server.getName())) {
                throw new UserError(
                        "There are two " + server.kind() + "s \"" + server.getName() + "\"; rename one of them.");
            }
        }
    }

    /** Describes one. */
    public abstract static class ServerDescriptor<T extends NamedServer<T>> extends Descriptor<T> {
        /** @throws UserError when a text is no address of such a server */
        abstract void checkAddress(String written);

        /** Checks the address while it is typed. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            if (Util.fixNull(value).length() > Checks.MOST_TYPED) {
                return Checks.tooLong(value);
            }
            try {
                if (Util.fixEmptyAndTrim(value) != null) {
                    checkAddress(value);
                }
                return FormValidation.ok();
            } catch (UserError e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}

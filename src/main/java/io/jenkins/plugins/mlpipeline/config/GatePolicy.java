package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Policy;
import io.jenkins.plugins.mlpipeline.engine.spec.PolicyReader;
import io.jenkins.plugins.mlpipeline.form.Checks;
import io.jenkins.plugins.mlpipeline.form.GateCatalogue;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Gates that apply to every job, or to those of a folder, whatever their pipelines say. */
public final class GatePolicy extends AbstractDescribableImpl<GatePolicy> {
    private final String folder;
    private final String gates;

    /**
     * @param folder full name of a folder or a job; null or empty: everywhere
     * @param gates a gate in each line, see {@link Policy#parse}
     */
    @DataBoundConstructor
    public GatePolicy(String folder, String gates) {
        this.folder = Util.fixNull(folder).strip();
        this.gates = Util.fixNull(gates).strip();
    }

    public String getFolder() {
        return folder;
    }

    public String getGates() {
        return gates;
    }

    /** Whether it applies to the job of that full name. */
    boolean covers(String job) {
        return Folders.covers(folder, job);
    }

    /** The same for the folder's new name, when it or a folder around it was renamed or moved. */
    GatePolicy moved(String from, String to) {
        return Folders.covers(from, folder) ? new GatePolicy(to + folder.substring(from.length()), gates) : this;
    }

    /**
     * What is wrong with the folder: there is none of that name, now.
     *
     * @return a sentence for an administrator; null when nothing is
     */
    String folderProblem() {
        return Folders.problem(folder, "these gates apply to nothing; they will");
    }

    /** @throws UserError when a line is not understood, or there is none */
    Policy read() {
        String name = folder.isEmpty() ? "The policy for every job" : "The policy for \"" + folder + "\"";
        Policy policy = PolicyReader.parse(gates, name);
        if (policy.rules().isEmpty()) {
            throw new UserError(name + " has no gates; write one in each line, for example accuracy>=0.9.");
        }
        return policy;
    }

    /** @throws UserError for the first that is not understood */
    static void check(List<GatePolicy> policies) {
        policies.forEach(GatePolicy::read);
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<GatePolicy> {
        @Override
        public String getDisplayName() {
            return Messages.GatePolicy_DisplayName();
        }

        /** What the form chooses gates from. */
        public String getGateCatalogue() {
            return GateCatalogue.json();
        }

        /** Checks the folder while it is typed. It may be made later, so that it can be stored all the same. */
        @POST
        public FormValidation doCheckFolder(@QueryParameter String value) {
            return Checks.byAdministrator(value, typed -> new GatePolicy(typed, "").folderProblem());
        }

        /** Checks the gates while they are typed. */
        @POST
        public FormValidation doCheckGates(@QueryParameter String folder, @QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            if (Util.fixNull(value).length() > Checks.MOST_TYPED) {
                return Checks.tooLong(value);
            }
            try {
                new GatePolicy(folder, value).read();
                return FormValidation.ok();
            } catch (UserError e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}

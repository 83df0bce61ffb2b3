package io.jenkins.plugins.mlpipeline.page;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.UnprotectedRootAction;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.report.Badge;
import io.jenkins.plugins.mlpipeline.index.IndexedModel;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/**
 * The newest verdict of a job's model as a picture, for a README: {@code ml-badge/verdict.svg?job=bank/fraud&model=fraud}. It is
 * for those who may read the job, and for those who hold the permission ViewStatus of the plugin Embeddable Build Status, where
 * that is installed. Others can't tell whether there is such a job.
 */
@Extension
public final class BadgePage implements UnprotectedRootAction {
    private static final String VIEW_STATUS = "hudson.model.Item.ViewStatus";

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.BadgePage_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "ml-badge";
    }

    /**
     * The picture.
     *
     * @param job full name of the job
     * @param model id of the model; empty for the one of the newest build
     */
    @GET
    @WebMethod(name = "verdict.svg")
    public void doVerdict(StaplerResponse2 response, @QueryParameter String job, @QueryParameter String model)
            throws IOException {
        Optional<IndexedModel> found = find(Util.fixNull(job), Util.fixNull(model));
        if (found.isEmpty()) {
            response.sendError(StaplerResponse2.SC_NOT_FOUND, Messages.BadgePage_NotThere());
            return;
        }
        response.setContentType("image/svg+xml;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache, private");
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter()
                .print(Badge.svg(
                        found.get().id(),
                        Stream.of(Verdict.values())
                                .filter(v -> v.name().equals(found.get().verdict()))
                                .findFirst()
                                .orElse(null)));
    }

    private static Optional<IndexedModel> find(String name, String model) {
        Job<?, ?> job;
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            job = Jenkins.get().getItemByFullName(name, Job.class);
        }
        Permission status = Permission.fromId(VIEW_STATUS);
        if (job == null || !(job.hasPermission(Item.READ) || status != null && job.hasPermission(status))) {
            return Optional.empty();
        }
        return ModelIndex.get().of(job.getFullName()).stream()
                .filter(m -> model.isEmpty() || m.id().equals(model))
                .findFirst();
    }
}

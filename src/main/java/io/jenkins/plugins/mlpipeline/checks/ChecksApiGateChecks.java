package io.jenkins.plugins.mlpipeline.checks;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksDetails.ChecksDetailsBuilder;
import io.jenkins.plugins.checks.api.ChecksOutput.ChecksOutputBuilder;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.checks.steps.ChecksInfo;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Checks of the plugin "checks-api", which plugins for code hosts bring to commits and pull requests. */
@Extension(optional = true)
public final class ChecksApiGateChecks extends GateChecks {
    /** GitHub's limit of a summary, in bytes of UTF-8. */
    static final int MOST_BYTES = 65_535;

    private static final String CUT = "\n\nThe rest is on the page of the build.\n";

    @Override
    protected void publish(GateCheck check, StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        TaskListener listener = context.get(TaskListener.class);
        String name = name(check, context.get(ChecksInfo.class));
        try {
            ChecksPublisher publisher = ChecksPublisherFactory.fromRun(run, listener);
            // Where no code host takes checks, it would say so at every gate.
            if (!(publisher instanceof ChecksPublisher.NullChecksPublisher)) {
                publisher.publish(details(check, name, run));
            }
        } catch (RuntimeException e) {
            listener.getLogger().println(Progress.MARK + "The check \"" + name + "\" was not published: " + e + ".");
        }
    }

    static ChecksDetails details(GateCheck check, String name, Run<?, ?> run) {
        ChecksDetailsBuilder details = new ChecksDetailsBuilder()
                .withName(name)
                .withStatus(ChecksStatus.COMPLETED)
                .withConclusion(ChecksConclusion.valueOf(check.conclusion().name()))
                .withOutput(new ChecksOutputBuilder()
                        .withTitle(check.title())
                        .withSummary(capped(check.summary()))
                        .build());
        String root = Jenkins.get().getRootUrl();
        if (root != null) {
            details.withDetailsURL(root + run.getUrl() + MlPipelineAction.URL + "/" + check.id() + "/");
        }
        return details.build();
    }

    /** A block withChecks has begun a check, which waits for the one that is published under its name. */
    private static String name(GateCheck check, ChecksInfo block) {
        return block == null ? "ML gate / " + check.id() : block.getName();
    }

    /** Cut between two lines; those who publish would cut anywhere. */
    private static String capped(String markdown) {
        if (bytes(markdown) <= MOST_BYTES) {
            return markdown;
        }
        StringBuilder kept = new StringBuilder();
        int left = MOST_BYTES - bytes(CUT);
        for (String line : markdown.split("(?<=\n)")) {
            left -= bytes(line);
            if (left < 0) {
                break;
            }
            kept.append(line);
        }
        return kept.append(CUT).toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

package io.jenkins.plugins.mlpipeline.engine.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RollbackRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline rollback}. */
@Command(
        name = "rollback",
        sortOptions = false,
        description = {
            "Takes a workload back to a revision that is known to work, with the care of a rollback after a failed"
                    + " deployment: the evidence first, images by their digests, then watched until it is stable.",
            "",
            "What is gone back from is marked, and no later rollback goes to it. A revision that failed its"
                    + " verification or was rolled back from is never gone back to."
        },
        footer = {
            "",
            "Examples:",
            "  ml-pipeline rollback --target deployment/fraud -n bank --to verified --reason 'too many errors'"
                    + " --dry-run",
            "  ml-pipeline rollback --target deployment/fraud -n bank --to 7 --reason 'INC-42' --output"
                    + " deployment.json",
            "",
            "Exit codes, as those of deploy: 0 back and stable, or a dry run; 1 not back, or back to one that is"
                    + " neither verified nor gated although that was asked for; 2 wrong usage, not permitted or refused; 3"
                    + " superseded by another deployment; 70 internal error."
        })
public final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private WorkloadOptions target;

    @Option(
            names = "--to",
            paramLabel = "WHAT",
            description =
                    "previous (the newest other revision that was found deployed), gated, verified, or a revision's"
                            + " number. Default: previous.",
            order = 3)
    private String to = "previous";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; recorded.", order = 4)
    private String reason;

    @Option(names = "--dry-run", description = "Ask the server what would change; write nothing.", order = 5)
    private boolean dryRun;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the record here, as deployment.json, which verify takes.",
            order = 6)
    private Path output;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Default: the workload's deadline and a minute.",
            order = 10)
    private String timeout;

    @Option(
            names = "--stable-for",
            paramLabel = "TIME",
            description = "How long everything must stay up. Default: 30s.",
            order = 11)
    private String stableFor = "30s";

    @Option(
            names = "--delete-broken-pods",
            description = "Delete the broken pods of a StatefulSet, which waits for them forever.",
            order = 12)
    private boolean deleteBrokenPods;

    @Option(
            names = "--build",
            paramLabel = "URL",
            description = "Recorded on the object and in the result.",
            order = 54)
    private String build;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private CommonOptions common;

    private String server = "";

    @Override
    public Integer call() throws IOException {
        Outputs outputs = Outputs.begin(Stream.ofNullable(output).toList(), List.of());
        Signals interruption = Signals.ofThisThread();
        try {
            RolloutOptions options = options();
            return ended(connected(options), outputs);
        } catch (ApiError e) {
            throw recorded(new UserError(e.sentence(), e), outputs);
        } catch (UserError e) {
            throw recorded(e, outputs);
        } finally {
            interruption.over();
        }
    }

    private Deployment connected(RolloutOptions options) throws IOException {
        try (KubernetesClient client = cluster.open()) {
            KubeApi api = new KubeApi(client);
            server = api.server();
            RollbackRequest request =
                    RollbackRequest.read(target.workload(), target.namespace(client), to, reason, build, null);
            RolloutRun run =
                    new RolloutRun(api, options, new LogMask(UnaryOperator.identity()), new Rollout.Listener() {
                        @Override
                        public void progress(String line) {
                            common.console().say(line);
                        }

                        @Override
                        public void save(RolloutState state) {
                            // A command that ends has nothing to go on from.
                        }
                    });
            return dryRun ? run.dryRun(request) : run.goBack(request);
        }
    }

    private RolloutOptions options() {
        RolloutOptions options = RolloutOptions.DEFAULT.withStableFor(seconds("--stable-for", stableFor));
        if (timeout != null) {
            options = options.withTimeout(Math.max(1, seconds("--timeout", timeout)));
        }
        return deleteBrokenPods ? options.withDeleteBrokenPods() : options;
    }

    private static int seconds(String name, String time) {
        return (int) OptionText.duration(name, time).toSeconds();
    }

    /** What ends with an error leaves its record all the same. */
    private UserError recorded(UserError e, Outputs outputs) throws IOException {
        write(RolloutRun.failed(null, e.getMessage(), server, build), outputs);
        return e;
    }

    private int ended(Deployment d, Outputs outputs) throws IOException {
        Console console = common.console();
        if (d.diff() != null) {
            d.diff().forEach(console::say);
        }
        d.warnings().forEach(warning -> console.say("warning: " + warning));
        console.say(d.status() + ": " + d.message());
        write(d, outputs);
        return d.exitCode();
    }

    private void write(Deployment d, Outputs outputs) throws IOException {
        common.console().result(d);
        if (output != null) {
            outputs.write(output, Json.write(d));
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.Aftermath;
import io.jenkins.plugins.mlpipeline.engine.verification.Conclusion;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationPlan;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationRun;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.engine.verification.Verifier;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.NoData;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ml-pipeline verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Watches a deployment that serves by its metrics, asks it rows that the gate judged, or both, and goes back when"
                    + " it does not do what was asked of it.",
            "",
            "Only a pass marks the revision as verified, which is what a later rollback looks for first. Too little data,"
                    + " or a server that can't be reached, is neither a pass nor a failure."
        },
        footer = {
            "",
            "Examples:",
            "  Errors and latency of MLServer's pods, for ten minutes:",
            "    ml-pipeline verify --deployment deployment.json --prometheus http://prometheus.example:9090"
                    + " --check 'mlserver.errors<=1 %%' --check 'mlserver.latency_p95<=250ms'",
            "  No more errors than the pods before:",
            "    ... --check 'mlserver.errors<=previous*1.1'",
            "  Whether what was gated is what answers:",
            "    ml-pipeline verify --deployment deployment.json --endpoint http://fraud.example/v2/models/fraud/infer"
                    + " --data test.csv --outcomes outcomes.gz",
            "  Whether recorded requests are answered as by the model before:",
            "    ... --endpoint http://new.example/invocations --protocol mlflow --shadow requests.jsonl"
                    + " --former http://old.example/invocations --shadow-max 0.01",
            "  Counters of one's own:",
            "    ... --check '{id: shift, numerator: \"predictions_total{label=\\\"bad\\\"}\", denominator:"
                    + " predictions_total, max: 0.4}'",
            "",
            "Exit codes: 0 PASS; 1 FAIL (rolled back or not: said); 2 ERROR: a check is wrong, or wrong usage; 3"
                    + " INCONCLUSIVE; 70 internal error."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Option(
            names = "--deployment",
            paramLabel = "FILE",
            required = true,
            description = "What \"deploy --output\" wrote.",
            order = 1)
    private Path deployment;

    @Mixin
    private PrometheusOptions prometheus;

    @Option(
            names = "--check",
            paramLabel = "EXPR",
            description = "preset.criterion<=value, or a mapping in braces; may be given several times.",
            order = 3)
    private List<String> checks = new ArrayList<>();

    @Option(names = "--window", paramLabel = "TIME", description = "How long is watched. Default: 10m.", order = 4)
    private String window;

    @Option(names = "--interval", paramLabel = "TIME", description = "Between two looks. Default: 1m.", order = 5)
    private String interval;

    @Option(
            names = "--bad-looks",
            paramLabel = "N",
            description = "So many of the last --looks make a failure. Default: 1.",
            order = 6)
    private int badLooks = VerificationPlan.BAD_LOOKS;

    @Option(names = "--looks", paramLabel = "M", description = "See --bad-looks. Default: 3.", order = 7)
    private int looks = VerificationPlan.LOOKS;

    @Option(
            names = "--min-requests",
            paramLabel = "N",
            description = "Fewer are too little to judge. Default: 100.",
            order = 8)
    private long minRequests = Check.MIN_REQUESTS;

    @Option(
            names = "--no-data",
            paramLabel = "WHAT",
            description = "inconclusive, or pass for checks that may be silent. Default: inconclusive.",
            order = 9)
    private String noData = "inconclusive";

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "A verification.json that passed, for checks against \"verified\".",
            order = 10)
    private Path baseline;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "What $service stands for. Default: the workload's name.",
            order = 11)
    private String service;

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            description = "rollback or leave. Default: rollback.",
            order = 12)
    private String onFailure = "rollback";

    @Mixin
    private EndpointOptions endpoint;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the record here, as verification.json.",
            order = 13)
    private Path output;

    @Option(names = "--build", paramLabel = "URL", description = "Recorded in the result.", order = 54)
    private String build;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Outputs outputs = Outputs.begin(
                Stream.ofNullable(output).toList(),
                Stream.concat(Stream.of(deployment, baseline).filter(Objects::nonNull), endpoint.inputs().stream())
                        .toList());
        Console console = common.console();
        VerificationPlan plan = prometheus.given() ? plan() : null;
        if (plan == null && !endpoint.given()) {
            throw new UserError(
                    "Name what is verified by: a Prometheus with checks (--prometheus, --check), the endpoint"
                            + " (--endpoint), or both.");
        }
        if (plan == null && !checks.isEmpty()) {
            throw new UserError("--check needs --prometheus, which answers it.");
        }
        if (endpoint.given()) {
            endpoint.require();
        }
        Deployment record = Json.read(deployment, Deployment.class);
        VerifiedDeployment subject = new VerifiedDeployment(record, service);
        Recovery recovery = OptionText.recovery("--on-failure", onFailure);
        Verification end;
        try (KubernetesClient client = recovery == Recovery.LEAVE ? null : open()) {
            KubeApi api = client == null ? null : new KubeApi(client);
            if (api != null) {
                Aftermath.require(api, record);
            }
            Verification seen = verify(plan, subject, console);
            end = api == null ? seen : new Aftermath(api, console::say).of(seen, record);
        } catch (ApiError e) {
            throw new UserError(e.sentence(), e);
        }
        say(end, recovery, console);
        console.result(end);
        if (output != null) {
            outputs.write(output, Json.write(end));
        }
        return end.verdict().exitCode();
    }

    private KubernetesClient open() throws IOException {
        try {
            return cluster.open();
        } catch (UserError e) {
            throw new UserError(
                    e.getMessage()
                            + " With --on-failure leave no cluster is needed: nothing is marked or gone back from.",
                    e);
        }
    }

    private VerificationPlan plan() {
        CheckReader.Defaults defaults = new CheckReader.Defaults(minRequests, NoData.of(noData));
        return new VerificationPlan(
                checks.stream().map(c -> CheckReader.parse(c, defaults)).toList(),
                window == null ? VerificationPlan.WINDOW : OptionText.duration("--window", window),
                interval == null ? VerificationPlan.INTERVAL : OptionText.duration("--interval", interval),
                badLooks,
                looks,
                service);
    }

    private Verification verify(VerificationPlan plan, VerifiedDeployment subject, Console console)
            throws IOException, InterruptedException {
        Verification asked = endpoint.given() ? ask(subject) : null;
        boolean ended = asked != null && (asked.verdict() == Verdict.FAIL || asked.verdict() == Verdict.ERROR);
        if (plan == null || ended) {
            return asked;
        }
        PrometheusClient client = prometheus.open();
        Map<String, Observation> verified = baseline == null
                ? Map.of()
                : Json.read(baseline, Verification.class).baselines();
        Verifier verifier = new Verifier(plan, subject, client, verified, Clock.systemUTC(), console::say);
        VerificationState state = VerificationRun.run(verifier, Clock.systemUTC());
        Verification watched = Conclusion.of(plan, subject, state, client.name(), build);
        return asked == null ? watched : Conclusion.both(subject, watched, asked);
    }

    private Verification ask(VerifiedDeployment subject) throws IOException, InterruptedException {
        Instant began = Instant.now();
        List<CheckResult> results = endpoint.ask();
        return Conclusion.asked(subject, results, endpoint.shown(), began, Instant.now(), build);
    }

    private static void say(Verification end, Recovery recovery, Console console) {
        end.checks().forEach(check -> console.say(check.answer() + " " + check.id() + ": " + check.reason()));
        end.warnings().forEach(warning -> console.say("warning: " + warning));
        console.say(end.verdict() + ": " + end.message());
        if (end.verdict() == Verdict.PASS && !end.verified()) {
            console.say("The revision is not marked as verified"
                    + (recovery == Recovery.LEAVE ? ", since --on-failure leave does not ask the cluster." : "."));
        }
    }
}

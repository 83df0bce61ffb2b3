package io.jenkins.plugins.mlpipeline.engine.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.DeployJob;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Unexplained;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Connection;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.TurnLease;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.ConditionRule;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Rendering;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ml-pipeline deploy}. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Applies manifests to Kubernetes, or restarts a workload, waits until the new pods serve and stay up,"
                    + " and goes back when they don't.",
            "",
            "Only a model that a gate passed is deployed: --gate names the verdict, --model the bytes it was given for."
        },
        footer = {
            "",
            "Examples:",
            "  Deploy, with the model that was gated:",
            "    ml-pipeline deploy deployment.yaml --namespace bank --gate gate.json --model model/",
            "  What would change:",
            "    ml-pipeline deploy deployment.yaml --gate gate.json --model model/ --dry-run",
            "  An image by digest:",
            "    ml-pipeline deploy k8s/ --image fraud=registry.example/fraud@sha256:... --gate gate.json",
            "  An overlay of kustomize, a chart of Helm:",
            "    ml-pipeline deploy --kustomize overlays/prod --gate gate.json",
            "    ml-pipeline deploy --helm chart/ --release fraud --values prod.yaml --gate gate.json",
            "  Restart a workload that fetches its model itself:",
            "    ml-pipeline deploy --restart deployment/ml-fraud-detection --gate gate.json --model model/",
            "",
            "Exit codes: 0 DEPLOYED, UNCHANGED, DRY_RUN; 1 FAILED (rolled back or not: said), TIMED_OUT, PAUSED,"
                    + " ROLLBACK_FAILED, NOT_RESTORABLE, NO_KNOWN_GOOD, UNGATED_RESTORED; 2 UNGATED, TAMPERED, CONFLICT,"
                    + " IMMUTABLE, FORBIDDEN, INVALID, ERROR, or wrong usage: nothing was rolled out; 3 UNVERIFIED, SCALED_TO_ZERO,"
                    + " SUPERSEDED, or deployed without a verdict; 4 a dry run with --exit-code-on-change that would change"
                    + " something; 70 internal error."
        })
public final class DeployCommand implements Callable<Integer> {
    /** A dry run that found a difference, where that is asked for. */
    private static final int EXIT_CHANGE = 4;

    @Parameters(
            paramLabel = "MANIFEST",
            arity = "0..*",
            description =
                    "YAML or JSON files, folders of them, patterns ('k8s/*.yaml'), or - for standard input; one of the"
                            + " objects is the workload.")
    private List<Path> manifests = new ArrayList<>();

    @Option(names = "--restart", paramLabel = "KIND/NAME", description = "Restart this workload instead of applying.")
    private String restart;

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Default: the manifests', else the context's.")
    private String namespace;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Default: as kubectl's.")
    private Path kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "A context of the kubeconfig. Default: its current.")
    private String context;

    @Option(
            names = "--image",
            paramLabel = "FROM=TO",
            description = "Replace an image of the manifests, named as a whole or by its repository.")
    private Map<String, String> images = new LinkedHashMap<>();

    @Option(
            names = "--allow-kind",
            paramLabel = "KIND[.GROUP]",
            description = "Another kind of object that may be deployed with the workload, for example CronJob.batch;"
                    + " may be given several times. Without it: Service, ConfigMap, Secret, ServiceAccount,"
                    + " PersistentVolumeClaim, HorizontalPodAutoscaler, PodDisruptionBudget, Ingress, NetworkPolicy.")
    private List<String> allowKinds = new ArrayList<>();

    @Option(
            names = "--kind-rule",
            paramLabel = "RULE",
            description = "When a custom resource works: 'KIND.group ready=TYPE failed=TYPE:False observed=generation';"
                    + " may be given several times, for several kinds.")
    private List<String> kindRules = new ArrayList<>();

    @Option(names = "--gate", paramLabel = "gate.json", description = "The verdict. Without one nothing is deployed.")
    private Path gate;

    @Option(
            names = "--model",
            paramLabel = "PATH",
            description = "The model that is delivered: a file, a package, or one of a registry (models:/NAME/3,"
                    + " models:/NAME@ALIAS, runs:/RUN/PATH, oci://...), whose bytes are hashed again.")
    private String model;

    @Mixin
    private RegistryOptions registry;

    @Option(
            names = "--image-model-digest",
            paramLabel = "sha256:...",
            description = "The model digest that an annotation of the image names.")
    private String imageModelDigest;

    @Option(
            names = "--container",
            paramLabel = "NAME",
            description = "The container that serves, where the manifests don't tell.")
    private String container;

    @Option(
            names = "--minimum-binding",
            paramLabel = "LEVEL",
            description = "How much must have been compared with what the gate judged: BYTES, IMAGE, PIPELINE or"
                    + " DECLARED_ONLY. Default: DECLARED_ONLY.")
    private String minimumBinding;

    @Option(
            names = "--covered-text",
            paramLabel = "FILE",
            description =
                    "A text file in a volume that may stand beside the model, for example labels.txt; may be given"
                            + " several times.")
    private Set<String> coveredTexts = new LinkedHashSet<>();

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "Of the verdict. Default: 24h.")
    private String maxAge;

    @Option(
            names = "--allow-ungated",
            paramLabel = "REASON",
            description = "Deploy without a passing verdict; recorded, and exit code 3 at best.")
    private String allowUngated;

    @Option(names = "--dry-run", description = "Ask the server what would change; write nothing.")
    private boolean dryRun;

    @Option(
            names = "--exit-code-on-change",
            description = "With --dry-run: exit code 4 when something would change, 0 when nothing would.")
    private boolean exitCodeOnChange;

    @Option(
            names = "--wait-for-turn",
            paramLabel = "TIME",
            description = "Wait so long while another deployment that asks for its turn deploys to the same workload; a"
                    + " Lease in the namespace says who does. Default: nobody is waited for.")
    private String waitForTurn;

    @Option(names = "--timeout", paramLabel = "TIME", description = "Default: the workload's deadline and a minute.")
    private String timeout;

    @Option(
            names = "--stable-for",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long everything must stay up. Default: 30s.")
    private String stableFor;

    @Option(
            names = "--allow-failures",
            paramLabel = "N",
            defaultValue = "1",
            description = "Broken new pods that are let be while others work. Default: 1.")
    private int allowFailures;

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            defaultValue = "rollback",
            description = "rollback or leave. Default: rollback.")
    private String onFailure;

    @Option(
            names = "--on-timeout",
            paramLabel = "WHAT",
            defaultValue = "leave",
            description = "rollback or leave. Default: leave.")
    private String onTimeout;

    @Option(
            names = "--rollback-to",
            paramLabel = "WHAT",
            defaultValue = "previous",
            description = "previous (what ran healthy immediately before), gated or verified. Default: previous.")
    private String rollbackTo;

    @Option(
            names = "--outage-patience",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long fewer pods may be available than the strategy allows. Default: 60s.")
    private String outagePatience;

    @Option(
            names = "--unexplained",
            paramLabel = "WHAT",
            defaultValue = "warn",
            description = "Fields of the template that neither the manifest, a default nor another manager explains:"
                    + " warn, fail or ignore. Default: warn.")
    private String unexplained;

    @Option(
            names = "--restart-on-config",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Start pods anew when a ConfigMap or Secret of the manifests changes that they read, which is done"
                            + " unless it is negated.")
    private boolean restartOnConfig;

    @Option(
            names = "--promote",
            description = "Promote a Rollout of Argo at each of its pauses without an end, rather than ending PAUSED.")
    private boolean promote;

    @Option(
            names = "--prune",
            description =
                    "Once it serves, delete what the last deployment with --prune had and the manifests no longer have,"
                            + " where it is as that left it; a list in the namespace says what that was. With --dry-run: what"
                            + " would go.")
    private boolean prune;

    @Option(
            names = "--conflicts",
            paramLabel = "WHAT",
            defaultValue = "fail",
            description = "fail, force, or the field managers whose fields are taken over. Default: fail.")
    private String conflicts;

    @Option(
            names = "--replicas",
            paramLabel = "WHOSE",
            defaultValue = "preserve",
            description = "preserve what a scaler set, or the manifest's. Default: preserve.")
    private String replicas;

    @Option(
            names = "--delete-broken-pods",
            description = "Let a rollback delete the broken pods of a StatefulSet, which waits for them forever.")
    private boolean deleteBrokenPods;

    @Option(
            names = "--log-lines",
            paramLabel = "N",
            defaultValue = "100",
            description = "Of each failed container's log. Default: 100.")
    private int logLines;

    @Option(
            names = "--field-manager",
            paramLabel = "NAME",
            defaultValue = "jenkins-ml-pipeline",
            description = "Who owns the fields. Default: jenkins-ml-pipeline.")
    private String fieldManager;

    @Option(names = "--build", paramLabel = "URL", description = "Recorded on the object and in the result.")
    private String build;

    @Option(names = "--change-cause", paramLabel = "TEXT", description = "Shown by kubectl rollout history.")
    private String changeCause;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the record here, as deployment.json.")
    private Path output;

    /** What was to be deployed and where, as far as it came to that. */
    private Plan planned;

    private String server = "";

    private Outputs outputs = Outputs.begin(List.of(), List.of());

    @Option(names = "--json", description = "Print the record on standard output, all else on standard error.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress lines.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        outputs = Outputs.begin(
                Stream.ofNullable(output).toList(),
                Stream.concat(
                                manifests.stream(),
                                Stream.of(
                                        gate,
                                        model == null || ModelReference.isOne(model) ? null : Path.of(model),
                                        kubeconfig))
                        .filter(Objects::nonNull)
                        .toList());
        Signals interruption = Signals.ofThisThread();
        try {
            return end(ended());
        } finally {
            interruption.over();
        }
    }

    private Deployment ended() throws IOException {
        try {
            return connected();
        } catch (ApiError e) {
            throw recorded(new UserError(e.sentence(), e));
        } catch (UserError e) {
            throw recorded(e);
        }
    }

    private Deployment connected() throws IOException {
        sources.require(restart, manifests);
        List<ConditionRule> rules = ConditionRule.read(kindRules);
        if (prune && restart != null) {
            throw new UserError("--prune is for manifests: a restart has none, so that nothing is missing from them.");
        }
        RolloutOptions options = options();
        try (KubernetesClient client = Connection.fromUser(kubeconfig, context)) {
            return deploy(client, options, rules);
        }
    }

    /** What ends with an error leaves its record all the same; where that can't be, both are said. */
    private UserError recorded(UserError e) {
        try {
            write(RolloutRun.failed(planned, e.getMessage(), server, build));
            return e;
        } catch (UserError unwritten) {
            return new UserError(e.getMessage() + " " + unwritten.getMessage(), e);
        }
    }

    private Deployment deploy(KubernetesClient client, RolloutOptions options, List<ConditionRule> rules)
            throws IOException {
        KubeApi api = new KubeApi(client);
        server = api.server();
        DeployJob job = new DeployJob(api, wanted(api, client.getConfiguration().getNamespace(), rules), options);
        Plan draft = job.draft();
        planned = draft;
        TurnLease turn = dryRun || waitForTurn == null ? null : turn(api, draft);
        try {
            return decided(job, draft);
        } finally {
            if (turn != null) {
                turn.close();
            }
        }
    }

    private TurnLease turn(KubeApi api, Plan draft) {
        String who = (build == null ? "ml-pipeline deploy" : build) + " ("
                + UUID.randomUUID().toString().substring(0, 8) + ")";
        PrintWriter out = progress();
        try {
            return TurnLease.await(
                    api,
                    draft.serving().get(0).workload(),
                    who,
                    OptionText.duration("--wait-for-turn", waitForTurn),
                    line -> {
                        out.println(line);
                        out.flush();
                    });
        } catch (InterruptedException e) {
            throw new UserError("It was stopped while it waited for its turn. Nothing was written.", e);
        }
    }

    private Deployment decided(DeployJob job, Plan draft) throws IOException {
        Delivery.Hashed delivered;
        try {
            delivered = delivered();
        } catch (TamperedVersion e) {
            Binding.Decision.Refused tampered = new Binding.Decision.Refused(Outcome.TAMPERED, e.sentence());
            return RolloutRun.refused(draft, tampered, server, build);
        }
        DeployJob.Answer answer = job.decide(
                draft,
                new DeployJob.Grounds(
                        delivered,
                        gate == null ? null : GateVerdict.read(gate),
                        terms(),
                        new Binding.Ungated(allowUngated, true)));
        if (answer instanceof DeployJob.Answer.Refused refused) {
            return refused.deployment();
        }
        DeployJob.Answer.Allowed allowed = (DeployJob.Answer.Allowed) answer;
        LogMask mask = new LogMask(UnaryOperator.identity());
        Rollout.Listener listener = new Printer(progress());
        return dryRun ? job.dryRun(allowed, mask, listener) : job.run(allowed, mask, listener);
    }

    /** The model that is delivered, hashed now; null when none is named. */
    private Delivery.Hashed delivered() throws IOException {
        if (!ModelReference.isOne(model)) {
            return model == null ? null : Delivery.hash(Path.of(model));
        }
        try (FetchedModels models = registry.models(said -> progress().println(said))) {
            Delivery.Hashed hashed = Delivery.hash(Path.of(models.place(model)));
            return new Delivery.Hashed(models.sourceOf(hashed.name()), hashed.digest(), hashed.files());
        }
    }

    private DeployJob.Wanted wanted(KubeApi api, String context, List<ConditionRule> rules) throws IOException {
        String fallback = context == null ? "default" : context;
        Rendering rendering = sources.render(api, namespace == null ? fallback : namespace);
        return new DeployJob.Wanted(
                rendering == null ? Manifests.read(manifests) : rendering.manifests(),
                restart,
                namespace,
                fallback,
                images,
                AllowedKinds.DEFAULT.and(allowKinds),
                new Delivery.Said(imageModelDigest, container),
                build,
                changeCause,
                rendering,
                rules);
    }

    private Binding.Terms terms() {
        GateLink.How minimum = minimumBinding == null
                ? GateLink.How.DECLARED_ONLY
                : GateLink.How.level("--minimum-binding", minimumBinding);
        return new Binding.Terms(OptionText.duration("--max-age", maxAge), List.of(), null, minimum, coveredTexts);
    }

    private int end(Deployment d) {
        PrintWriter out = progress();
        if (d.diff() != null) {
            d.diff().forEach(out::println);
        }
        if (d.gate() != null && !d.gate().gated()) {
            out.println("warning: deployed without a gate verdict: " + d.gate().reason());
        }
        if (d.gate() != null && d.gate().gated()) {
            d.gate().lines().forEach(out::println);
        }
        out.println(d.status() + ": " + d.message());
        out.flush();
        try {
            write(d);
        } catch (UserError e) {
            // What was done stands; to call it failed would be as wrong as to call it recorded.
            throw new UserError(
                    "The deployment ended as " + d.status() + ", and only its record is missing: " + e.getMessage(), e);
        }
        return exitCodeOnChange && d.status() == Outcome.DRY_RUN && d.changed() ? EXIT_CHANGE : d.exitCode();
    }

    private void write(Deployment d) {
        if (json) {
            spec.commandLine().getOut().print(Json.write(d));
            spec.commandLine().getOut().flush();
        }
        if (output != null) {
            outputs.write(output, Json.write(d));
        }
    }

    private PrintWriter progress() {
        return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    private RolloutOptions options() {
        return new RolloutOptions(
                fieldManager,
                Conflicts.parse(conflicts),
                OptionText.choice("--replicas", replicas, "preserve", "manifest"),
                timeout == null
                        ? 0
                        : Math.max(1, (int)
                                OptionText.duration("--timeout", timeout).toSeconds()),
                (int) OptionText.duration("--stable-for", stableFor).toSeconds(),
                allowFailures,
                OptionText.recovery("--on-failure", onFailure),
                OptionText.recovery("--on-timeout", onTimeout),
                Recovery.LEAVE,
                deleteBrokenPods,
                logLines,
                Patience.DEFAULT.withOutage((int)
                        OptionText.duration("--outage-patience", outagePatience).toSeconds()),
                RollbackTo.parse("--rollback-to", rollbackTo),
                Unexplained.parse("--unexplained", unexplained),
                restartOnConfig,
                promote,
                prune ? AllowedKinds.DEFAULT.and(allowKinds) : null);
    }

    /** Prints progress; a command that ends has nothing to go on from, so that nothing is stored. */
    private final class Printer implements Rollout.Listener {
        private final PrintWriter out;

        Printer(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void progress(String line) {
            if (!quiet) {
                out.println(line);
                out.flush();
            }
        }

        @Override
        public void save(RolloutState state) {
            // Nothing to do: see above.
        }
    }
}

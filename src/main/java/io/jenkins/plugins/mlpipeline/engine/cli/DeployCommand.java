package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.cli.TargetsOptions.Place;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.Outputs;
import io.jenkins.plugins.mlpipeline.engine.job.DeployJob;
import io.jenkins.plugins.mlpipeline.engine.job.TargetsJob;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.ConditionRule;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Rendering;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.WaveSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
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
            "  To several clusters, a quarter of them at a time:",
            "    ml-pipeline deploy deployment.yaml --targets sites.yaml --wave 25%% --gate gate.json --model model/",
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

    @Mixin
    private TargetsOptions targets = new TargetsOptions();

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

    @Mixin
    private GroundsOptions grounds = new GroundsOptions();

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

    @Mixin
    private RolloutSettings settings = new RolloutSettings();

    @Option(names = "--build", paramLabel = "URL", description = "Recorded on the object and in the result.")
    private String build;

    @Option(names = "--change-cause", paramLabel = "TEXT", description = "Shown by kubectl rollout history.")
    private String changeCause;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the record here, as deployment.json.")
    private Path output;

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
                Stream.of(manifests, grounds.files(), Arrays.asList(kubeconfig, targets.file()))
                        .flatMap(List::stream)
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
        OneDeployment.Wish wish;
        List<Place> places;
        WaveSize size;
        try {
            wish = wish();
            size = targets.size();
            places = targets.file() == null ? List.of() : places();
        } catch (UserError e) {
            throw recorded(e, RolloutRun.failed(null, e.getMessage(), "", build));
        }
        if (!places.isEmpty()) {
            return several(wish, places, size);
        }
        try (OneDeployment one = new OneDeployment(wish, new Place("", kubeconfig, context, namespace), this::say)) {
            try {
                return one.deploy();
            } catch (ApiError e) {
                throw recorded(new UserError(e.sentence(), e), one.failed(e.sentence()));
            } catch (UserError e) {
                throw recorded(e, one.failed(e.getMessage()));
            }
        }
    }

    private List<Place> places() throws IOException {
        if (context != null) {
            throw new UserError("--context is for one target; with --targets each names its own.");
        }
        if (restart != null) {
            throw new UserError("--targets is for manifests: of a restart nothing tells which targets had it, so that a"
                    + " later run could not go on from there.");
        }
        return targets.read().stream()
                .map(place -> new Place(
                        place.name(),
                        place.kubeconfig() == null ? kubeconfig : place.kubeconfig(),
                        place.context(),
                        place.namespace() == null ? namespace : place.namespace()))
                .toList();
    }

    private Deployment several(OneDeployment.Wish wish, List<Place> places, WaveSize size) {
        List<OneDeployment> all = places.stream()
                .map(place -> new OneDeployment(wish, place, line -> say(place.name() + ": " + line)))
                .toList();
        try {
            return new TargetsJob(all, size, this::say).run();
        } finally {
            all.forEach(OneDeployment::close);
        }
    }

    /** What ends with an error leaves its record all the same; where that can't be, both are said. */
    private UserError recorded(UserError e, Deployment record) {
        try {
            write(record);
            return e;
        } catch (UserError unwritten) {
            return new UserError(e.getMessage() + " " + unwritten.getMessage(), e);
        }
    }

    private OneDeployment.Wish wish() {
        sources.require(restart, manifests);
        List<ConditionRule> rules = ConditionRule.read(kindRules);
        if (settings.prunes() && restart != null) {
            throw new UserError("--prune is for manifests: a restart has none, so that nothing is missing from them.");
        }
        AllowedKinds kinds = AllowedKinds.DEFAULT.and(allowKinds);
        // Standard input can be read once, and what a registry names must not change between two targets.
        OneDeployment.Source<List<Manifest>> read = new Once<>(() -> Manifests.read(manifests));
        return new OneDeployment.Wish(
                (api, into, fallback) ->
                        wanted(read, sources.render(api, into == null ? fallback : into), into, fallback, kinds, rules),
                new Once<>(() -> grounds.read(this::say)),
                settings.options(kinds),
                dryRun,
                waitForTurn == null ? null : OptionText.duration("--wait-for-turn", waitForTurn),
                build);
    }

    private DeployJob.Wanted wanted(
            OneDeployment.Source<List<Manifest>> read,
            Rendering rendering,
            String into,
            String fallback,
            AllowedKinds kinds,
            List<ConditionRule> rules)
            throws IOException {
        return new DeployJob.Wanted(
                rendering != null ? rendering.manifests() : restart == null ? read.get() : List.of(),
                restart,
                into,
                fallback,
                images,
                kinds,
                grounds.said(),
                build,
                changeCause,
                rendering,
                rules);
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

    private synchronized void say(String line) {
        if (!quiet) {
            progress().println(line);
            progress().flush();
        }
    }

    /** What is read when it is first needed, and then kept. */
    private static final class Once<T> implements OneDeployment.Source<T> {
        private final OneDeployment.Source<T> source;
        private T value;

        Once(OneDeployment.Source<T> source) {
            this.source = source;
        }

        @Override
        public synchronized T get() throws IOException {
            if (value == null) {
                value = source.get();
            }
            return value;
        }
    }
}

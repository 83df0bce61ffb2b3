package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Connection;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Kinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi.PatchType;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.PlanRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Planner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/** A namespace of a control plane, for one test. */
public final class Cluster implements AutoCloseable {
    static final String MODEL = "sha256:" + "a".repeat(64);
    static final String OTHER_MODEL = "sha256:" + "b".repeat(64);
    static final GateLink GATED = new GateLink(GateLink.How.BYTES, "sha256:" + "c".repeat(64), null, null);

    private final ControlPlane.Running running;
    private final KubernetesClient client;
    final KubeApi api;
    final Kinds kinds;
    public final String namespace;
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final List<RolloutState> saved = Collections.synchronizedList(new ArrayList<>());

    /** Short times, so that tests are quick; no failure is waited out for longer than it must. */
    RolloutOptions options = RolloutOptions.DEFAULT.withStableFor(0).withTimeout(40);

    Cluster(ControlPlane.Running running, String namespace) {
        this.running = running;
        this.namespace = namespace;
        try {
            client = Connection.fromUser(running.kubeconfig(), null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        api = new KubeApi(client);
        kinds = new Kinds(api);
        write("setup", "{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}");
        await(
                "the default service account",
                () -> api.find("/api/v1/namespaces/" + namespace + "/serviceaccounts/default")
                        .isPresent());
    }

    @Override
    public void close() {
        client.close();
    }

    public Path kubeconfig() {
        return running.kubeconfig();
    }

    public Testbed testbed() {
        assumeTrue(running.testbed() != null, "needs the testbed, not any cluster");
        return running.testbed();
    }

    /** A Deployment with three replicas of an image. */
    public String deployment(String image) {
        return deployment("fraud", image, 3, "");
    }

    public String deployment(String name, String image, int replicas, String moreOfSpec) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: %3$d
                  progressDeadlineSeconds: 2
                  selector: {matchLabels: {app: %1$s}}
                %4$s
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                      - name: app
                        image: %2$s
                        ports: [{containerPort: 8080}]
                """.formatted(name, image, replicas, moreOfSpec);
    }

    Plan plan(String yaml) {
        return plan(yaml, MODEL);
    }

    Plan plan(String yaml, String model) {
        return plan(yaml, model, namespace);
    }

    Plan plan(String yaml, String model, String into) {
        return Planner.apply(Manifests.parse("test.yaml", yaml), request(model, into), kinds::clusterScoped);
    }

    Plan restart(String resource) {
        return Planner.restart(resource, Instant.now().toString(), request(MODEL, namespace));
    }

    private static PlanRequest request(String model, String into) {
        return new PlanRequest(
                into,
                "default",
                Map.of(),
                model,
                null,
                "job#1",
                null,
                UUID.randomUUID().toString());
    }

    Deployment run(Plan plan) throws InterruptedException {
        return run(plan, null);
    }

    Deployment run(Plan plan, GateLink gate) throws InterruptedException {
        return rollout(api).run(plan, gate, "job#1");
    }

    RolloutRun rollout(KubeApi with) {
        return new RolloutRun(with, options, new LogMask(UnaryOperator.identity()), listener(l -> {}));
    }

    /** Runs something once, when a line with this word is said. */
    Deployment run(Plan plan, String word, Runnable once) throws InterruptedException {
        boolean[] done = {false};
        return new RolloutRun(api, options, new LogMask(UnaryOperator.identity()), listener(line -> {
                    if (!done[0] && line.contains(word)) {
                        done[0] = true;
                        once.run();
                    }
                }))
                .run(plan, null, "job#1");
    }

    Rollout.Listener listener(Consumer<String> more) {
        return new Rollout.Listener() {
            @Override
            public void progress(String line) {
                lines.add(line);
                more.accept(line);
            }

            @Override
            public void save(RolloutState state) {
                // Through JSON and back: what is stored is what a resumed rollout gets.
                saved.add(RolloutState.parse(state.json()));
            }
        };
    }

    /** Another writer's server-side apply, by force. */
    public JsonNode write(String manager, String yaml) {
        JsonNode last = null;
        for (Manifest m : Manifests.parse("test.yaml", yaml)) {
            ObjectNode object = m.object();
            ObjectRef ref = ObjectRef.of(object);
            String into = ref.namespace().isEmpty() ? namespace : ref.namespace();
            last = api.patch(
                    kinds.of(ref).path(into, ref.name()),
                    PatchType.APPLY,
                    Map.of("fieldManager", manager, "force", "true"),
                    object);
        }
        return last;
    }

    /** What {@code kubectl apply} without {@code --server-side} makes of new objects. */
    public void clientSideApply(String yaml) {
        create("kubectl-client-side-apply", yaml, true);
    }

    /** Makes new objects; the writer's name stands on every field. */
    public void create(String manager, String yaml, boolean lastApplied) {
        for (Manifest m : Manifests.parse("test.yaml", yaml)) {
            ObjectNode object = m.object().deepCopy();
            ObjectRef ref = ObjectRef.of(object);
            if (lastApplied) {
                object.withObject("/metadata/annotations")
                        .put(
                                "kubectl.kubernetes.io/last-applied-configuration",
                                m.object().toString());
            }
            client.raw(kinds.of(ref).path(namespace) + "?fieldManager=" + manager, "POST", object.toString());
        }
    }

    /** Another writer's merge patch, below the namespace: {@code apps/v1 deployments/fraud}. */
    public void patch(String apiVersion, String path, String merge) {
        String root = apiVersion.contains("/") ? "/apis/" : "/api/";
        api.patch(
                root + apiVersion + "/namespaces/" + namespace + "/" + path,
                PatchType.MERGE,
                Map.of("fieldManager", "somebody-else"),
                Json.parse(merge, JsonNode.class, "patch"));
    }

    /** Plays the kubelet: merges fields into the status of a pod's first container. */
    void containerStatus(String pod, String fields) {
        JsonNode status = get("v1", "pods/" + pod)
                .path("status")
                .path("containerStatuses")
                .path(0);
        ObjectNode changed = status.deepCopy();
        Json.parse(fields, JsonNode.class, "fields").properties().forEach(e -> changed.set(e.getKey(), e.getValue()));
        String ready = changed.path("ready").asBoolean() ? "True" : "False";
        patch(
                "v1",
                "pods/" + pod + "/status",
                "{\"status\":{\"containerStatuses\":[" + changed + "],\"conditions\":[{\"type\":\"Ready\",\"status\":\""
                        + ready + "\"},{\"type\":\"ContainersReady\",\"status\":\"" + ready + "\"}]}}");
    }

    public JsonNode get(String apiVersion, String path) {
        String root = apiVersion.contains("/") ? "/apis/" : "/api/";
        return api.get(root + apiVersion + "/namespaces/" + namespace + "/" + path, Map.of());
    }

    /** Whether the server has a collection. */
    public boolean served(String path) {
        return api.find(path).isPresent();
    }

    public JsonNode deployment() {
        return get("apps/v1", "deployments/fraud");
    }

    public List<JsonNode> pods(Predicate<JsonNode> wanted) {
        List<JsonNode> pods = new ArrayList<>();
        get("v1", "pods").path("items").forEach(p -> {
            if (wanted.test(p)) {
                pods.add(p);
            }
        });
        return pods;
    }

    /** A connection as a service account of this namespace; the caller closes it. */
    public KubernetesClient as(String serviceAccount) throws IOException {
        String token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        String ca = client.getConfiguration().getCaCertData();
        return Connection.fromConfig(
                Connection.tokens(client.getConfiguration().getMasterUrl(), () -> token, namespace),
                new String(Base64.getDecoder().decode(ca), StandardCharsets.UTF_8));
    }

    /** A proxy in front of the API server; the caller closes it. */
    FaultyProxy proxy(BiFunction<String, String, FaultyProxy.Fault> faults) throws IOException {
        OkHttpClient upstream = ((OkHttpClientImpl) client.getHttpClient()).getOkHttpClient();
        return new FaultyProxy(api.server(), upstream, faults);
    }

    /** A connection through a proxy; the caller closes it. */
    KubernetesClient through(FaultyProxy proxy) throws IOException {
        String token = Manifests.plain("kubeconfig", Files.readString(kubeconfig()))
                .path("users")
                .path(0)
                .path("user")
                .path("token")
                .asText();
        return Connection.fromConfig(Connection.tokens(proxy.address(), () -> token, namespace), null);
    }

    /** A request of a client, as the API server's audit log has it. */
    public record Request(String verb, String resource, String name, String uri, int code) {
        public boolean dry() {
            return uri.contains("dryRun=All");
        }
    }

    /** The writes of rollouts in this namespace, dry runs left out. */
    public List<String> writes() {
        return requests().stream()
                .filter(r -> !r.dry() && r.uri().contains("fieldManager=jenkins-ml-pipeline"))
                .map(r -> r.verb() + " " + r.resource() + " " + r.code())
                .toList();
    }

    /** Those without attempts that lost a race with a controller of the cluster, and were made again. */
    public List<String> writesThatHeld() {
        return writes().stream().filter(w -> !w.endsWith(" 409")).toList();
    }

    /** The applies and restarts of the workload itself, marks left out. */
    public long applies() {
        return writes().stream()
                .filter(w -> !w.contains("replicasets") && !w.contains("controllerrevisions"))
                .count();
    }

    public List<Request> requests() {
        testbed();
        // Written just after the answer went out: a request of our own that comes later must be there.
        String marker = UUID.randomUUID().toString();
        api.find("/api/v1/namespaces/" + namespace + "/configmaps/" + marker);
        List<Request> requests = new ArrayList<>();
        await("the audit log", () -> {
            requests.clear();
            boolean complete = false;
            for (String line : auditLines()) {
                JsonNode e = Json.parse(line, JsonNode.class, "audit");
                JsonNode o = e.path("objectRef");
                if (o.path("namespace").asText().equals(namespace)) {
                    requests.add(new Request(
                            e.path("verb").asText(),
                            o.path("resource").asText()
                                    + (o.has("subresource")
                                            ? "/" + o.path("subresource").asText()
                                            : ""),
                            o.path("name").asText(),
                            e.path("requestURI").asText(),
                            e.path("responseStatus").path("code").asInt()));
                    complete |= o.path("name").asText().equals(marker);
                }
            }
            return complete;
        });
        return requests;
    }

    private List<String> auditLines() {
        try {
            String text = Files.readString(running.testbed().audit());
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits up to 20 s. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not there after 20 s: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}

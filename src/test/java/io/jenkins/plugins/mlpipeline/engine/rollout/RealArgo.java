package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The real controller of Argo Rollouts as a process, with its kinds, on the control plane of these tests: one for the whole JVM.
 * {@code ML_PIPELINE_ARGO_ROLLOUTS} names a folder with both, which {@code src/test/field/argo.sh} makes; without it the tests are
 * skipped, or fail when {@code ML_PIPELINE_REQUIRE_ARGO_ROLLOUTS} is {@code true}. They run alone: others play this controller.
 */
final class RealArgo implements ExecutionCondition, BeforeAllCallback {
    private static final String NAMED = System.getenv("ML_PIPELINE_ARGO_ROLLOUTS");
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(RealArgo.class);

    /** The store ends it with the JVM's tests. */
    private record Controller(Process process) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (NAMED != null) {
            return ConditionEvaluationResult.enabled("a controller is at hand");
        }
        String reason = "ARGO ROLLOUTS NOT RUN: run src/test/field/argo.sh, which builds its controller";
        if ("true".equals(System.getenv("ML_PIPELINE_REQUIRE_ARGO_ROLLOUTS"))) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ControlPlane.Running running = ControlPlane.running(context);
        context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(Controller.class, key -> start(running, Path.of(NAMED)), Controller.class);
    }

    private static Controller start(ControlPlane.Running running, Path folder) {
        try (Cluster cluster = new Cluster(running, "argo-rollouts")) {
            List<Path> kinds;
            try (Stream<Path> files = Files.list(folder.resolve("crds"))) {
                kinds = files.sorted().toList();
            }
            for (Path kind : kinds) {
                write(cluster, Files.readString(kind));
            }
            for (String plural : List.of("rollouts", "experiments", "analysisruns", "analysistemplates")) {
                Cluster.await(
                        plural + " to be served",
                        () -> cluster.served("/apis/argoproj.io/v1alpha1/namespaces/argo-rollouts/" + plural));
            }
            Cluster.await(
                    "cluster templates to be served",
                    () -> cluster.served("/apis/argoproj.io/v1alpha1/clusteranalysistemplates"));
            return started(cluster, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each is more than half a megabyte, for which a busy machine needs longer than a request may take. */
    private static void write(Cluster cluster, String kind) {
        for (int attempt = 1; ; attempt++) {
            try {
                cluster.write("setup", kind);
                return;
            } catch (ApiError e) {
                if (!e.passing() || attempt == 10) {
                    throw e;
                }
            }
        }
    }

    private static Controller started(Cluster cluster, Path folder) throws IOException {
        String health = Integer.toString(port());
        Process process = new ProcessBuilder(
                        folder.resolve("rollouts-controller").toString(),
                        "--kubeconfig=" + cluster.kubeconfig(),
                        "--leader-elect=false",
                        "--healthzPort=" + health,
                        "--metricsPort=" + port())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("controller.log").toFile())
                .start();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/healthz"))
                .build();
        Cluster.await("the controller", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended; see " + folder.resolve("controller.log"));
            }
            try {
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
        return new Controller(process);
    }

    private static int port() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.rollout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real control plane: one for the whole JVM, and a namespace for each test, as a {@link Cluster} parameter.
 *
 * <p>{@code ML_PIPELINE_KUBECONFIG} names a cluster (kind, for example), {@code ML_PIPELINE_TESTBED} a binary of
 * {@code src/test/kubernetes}; else what {@code testbed.sh} built is used. Without any of them the tests are skipped, or
 * fail when {@code ML_PIPELINE_REQUIRE_KUBERNETES} is {@code true}.
 */
public final class ControlPlane implements ExecutionCondition, ParameterResolver {
    private static final Namespace STORE = Namespace.create(ControlPlane.class);
    private static final AtomicInteger TESTS = new AtomicInteger();

    /** The running control plane; the store closes it at the end of the JVM's tests. */
    record Running(Path kubeconfig, Testbed testbed) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (testbed != null) {
                testbed.close();
            }
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            if (System.getenv("ML_PIPELINE_KUBECONFIG") != null
                    || Testbed.find().isPresent()) {
                return ConditionEvaluationResult.enabled("a control plane can be had");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        String reason = "KUBERNETES TESTS NOT RUN: no control plane; run src/test/kubernetes/testbed.sh, or set"
                + " ML_PIPELINE_TESTBED or ML_PIPELINE_KUBECONFIG";
        if ("true".equals(System.getenv("ML_PIPELINE_REQUIRE_KUBERNETES"))) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = running(context);
        String namespace = "test-" + ProcessHandle.current().pid() + "-" + TESTS.incrementAndGet();
        Cluster cluster = new Cluster(running, namespace);
        context.getStore(STORE).put(namespace, cluster);
        return cluster;
    }

    /** The one of this JVM, started when nobody did before. */
    static Running running(ExtensionContext context) {
        return context.getRoot().getStore(STORE).computeIfAbsent(Running.class, k -> start(), Running.class);
    }

    private static Running start() {
        try {
            String external = System.getenv("ML_PIPELINE_KUBECONFIG");
            if (external != null) {
                return new Running(Path.of(external), null);
            }
            Optional<Path> binary = Testbed.find();
            Testbed testbed = Testbed.start(binary.orElseThrow());
            return new Running(testbed.kubeconfig(), testbed);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

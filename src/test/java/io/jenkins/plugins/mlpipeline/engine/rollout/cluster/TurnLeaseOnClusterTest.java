package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose turn it is, on a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class TurnLeaseOnClusterTest {
    private static final String LEASES = "coordination.k8s.io/v1";
    private static final String LEASE = "leases/ml-pipeline-deployment-fraud";

    private static ObjectRef workload(Cluster cluster) {
        return new ObjectRef("apps/v1", "Deployment", cluster.namespace, "fraud");
    }

    @Test
    void oneAfterTheOther(Cluster cluster) throws Exception {
        try (KubernetesClient client = Connection.fromUser(cluster.kubeconfig(), null)) {
            KubeApi api = new KubeApi(client);
            ObjectRef workload = workload(cluster);
            TurnLease first = TurnLease.await(api, workload, "first", Duration.ZERO, line -> {});
            assertThat(cluster.get(LEASES, LEASE)
                            .path("spec")
                            .path("holderIdentity")
                            .asText())
                    .isEqualTo("first");
            assertThatThrownBy(() -> TurnLease.await(api, workload, "second", Duration.ZERO, line -> {}))
                    .isInstanceOf(UserError.class)
                    .hasMessage("It did not become the turn of deployment/fraud in namespace " + cluster.namespace
                            + " within 0 s: first deploys to it. Nothing was written.");
            List<String> said = new ArrayList<>();
            CountDownLatch waits = new CountDownLatch(1);
            CompletableFuture<TurnLease> second = CompletableFuture.supplyAsync(() -> {
                try {
                    return TurnLease.await(api, workload, "second", Duration.ofMinutes(1), line -> {
                        said.add(line);
                        waits.countDown();
                    });
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            waits.await();
            first.close();
            try (TurnLease held = second.get()) {
                assertThat(held).isNotNull();
                assertThat(cluster.get(LEASES, LEASE)
                                .path("spec")
                                .path("holderIdentity")
                                .asText())
                        .isEqualTo("second");
            }
            assertThat(said)
                    .containsExactly("waiting for the turn of deployment/fraud in namespace " + cluster.namespace
                            + ": first deploys to it");
            assertThat(api.find("/apis/" + LEASES + "/namespaces/" + cluster.namespace + "/" + LEASE))
                    .isEmpty();
        }
    }

    @Test
    void whoDiedLosesItsTurn(Cluster cluster) throws Exception {
        cluster.write("somebody", """
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: ml-pipeline-deployment-fraud}
                spec: {holderIdentity: dead, leaseDurationSeconds: 60, renewTime: "2026-01-01T00:00:00.000000Z"}
                """);
        try (KubernetesClient client = Connection.fromUser(cluster.kubeconfig(), null);
                TurnLease lease =
                        TurnLease.await(new KubeApi(client), workload(cluster), "next", Duration.ZERO, line -> {})) {
            assertThat(lease).isNotNull();
            assertThat(cluster.get(LEASES, LEASE)
                            .path("spec")
                            .path("holderIdentity")
                            .asText())
                    .isEqualTo("next");
        }
    }
}

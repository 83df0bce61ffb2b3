package io.jenkins.plugins.mlpipeline.engine.hostile;

import static io.jenkins.plugins.mlpipeline.engine.hostile.Mutator.one;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Puts beside a workload what nobody judged: other workloads, rights, forged annotations, other namespaces. */
final class SmuggleMutator implements Mutator {
    private static final String GATE = "ml-pipeline.jenkins.io/gate-digest: sha256:" + "a".repeat(64);

    @Override
    public byte[] mutate(byte[] input, Random random) {
        String text = new String(input, StandardCharsets.UTF_8);
        String object = object(random);
        String smuggled =
                switch (random.nextInt(5)) {
                    case 0 -> object + "\n---\n" + text;
                    case 1 -> text + "\n---\n" + listed(object, 1 + random.nextInt(20));
                    case 2 -> text.replaceFirst("metadata:", "metadata: {annotations: {" + GATE + "}}\nother:");
                    case 3 -> text.replaceFirst("kind: [A-Za-z]+", "kind: " + kind(random));
                    default -> text + "\n---\n" + object;
                };
        return smuggled.getBytes(StandardCharsets.UTF_8);
    }

    private static String kind(Random random) {
        return one(
                random,
                "Pod",
                "Job",
                "CronJob",
                "DaemonSet",
                "ReplicaSet",
                "ClusterRoleBinding",
                "Namespace",
                "MutatingWebhookConfiguration",
                "CustomResourceDefinition",
                "List",
                "list",
                "DeploymentList",
                "Service",
                "ConfigMap",
                "NetworkPolicy",
                "");
    }

    private static String object(Random random) {
        String version = one(random, "v1", "apps/v1", "batch/v1", "rbac.authorization.k8s.io/v1", "evil.example/v1");
        String metadata = one(
                random,
                "{name: evil}",
                "{generateName: evil-}",
                "{name: evil, namespace: kube-system}",
                "{name: ../../evil}",
                "{name: evil, annotations: {" + GATE + "}}",
                "{name: evil, ownerReferences: [{kind: Node}]}",
                "{name: [evil]}",
                "evil");
        return "{apiVersion: " + version + ", kind: " + kind(random) + ", metadata: " + metadata + ", "
                + Words.spec(random) + "}";
    }

    private static String listed(String object, int depth) {
        return "{apiVersion: v1, kind: List, items: [".repeat(depth) + object + "]}".repeat(depth);
    }
}

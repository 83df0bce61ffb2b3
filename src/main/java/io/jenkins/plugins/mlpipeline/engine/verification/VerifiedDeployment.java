package io.jenkins.plugins.mlpipeline.engine.verification;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Selector.Matcher;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Scope;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The deployment that is verified: which series are of its pods, and which are of those before. */
public final class VerifiedDeployment {
    private static final String POD = "pod";
    private static final String NAMESPACE = "namespace";

    private final Deployment deployment;
    private final String service;

    /**
     * A subject.
     *
     * @param service what {@code $service} stands for; null for the workload's name
     * @throws UserError when nothing was deployed that could be verified
     */
    public VerifiedDeployment(Deployment deployment, String service) {
        if (deployment.targets() != null) {
            throw new UserError(
                    "The record is of a deployment to several targets. Verify each by its own record, which is"
                            + " \"deployment\" of its entry in \"targets\".");
        }
        if (!isDeployed(deployment) && !waits(deployment)) {
            throw new UserError("The deployment of " + deployment.kind() + "/" + deployment.name() + " ended as "
                    + deployment.status() + "; only what is deployed can be verified.");
        }
        if (deployment.name() == null || deployment.namespace() == null || deployment.kind() == null) {
            throw new UserError("The record of the deployment names no workload; write it with \"deploy --output\".");
        }
        this.deployment = deployment;
        this.service = service;
    }

    /** Whether it came to something that could be verified. */
    public static boolean isDeployed(Deployment deployment) {
        Outcome status = deployment.status();
        return status == Outcome.DEPLOYED || status == Outcome.UNCHANGED || status == Outcome.UNVERIFIED;
    }

    /** Whether it is a canary, or another colour, that waits for somebody to let it go on: its pods are there. */
    private static boolean waits(Deployment deployment) {
        return deployment.status() == Outcome.PAUSED
                && "Rollout".equals(deployment.kind())
                && deployment.pods() != null
                && !deployment.pods().isEmpty();
    }

    /** The deployment's record. */
    public Deployment deployment() {
        return deployment;
    }

    /** What people call it. */
    public String label() {
        return deployment.kind().toLowerCase(java.util.Locale.ROOT) + "/" + deployment.name() + " in namespace "
                + deployment.namespace();
    }

    /** The new pods. */
    public Scope now() {
        return scope(pods(deployment.replicaSet()));
    }

    /** The pods before; empty when there was nothing before, or it is not known what. */
    public Optional<Scope> before() {
        Deployment.Before before = deployment.previous();
        return before == null ? Optional.empty() : Optional.of(scope(pods(before.replicaSet())));
    }

    /** When the rollout began, until which the pods before were all there was; empty when the record does not say. */
    public Optional<Instant> began() {
        try {
            return deployment.startedAt() == null
                    ? Optional.empty()
                    : Optional.of(Instant.parse(deployment.startedAt()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * All pods of a workload, of whatever revision.
     *
     * @param service what {@code $service} stands for; null for the workload's name
     */
    public static Scope allPods(ObjectRef workload, String service) {
        String name = literal(workload.name());
        String pods =
                switch (workload.kind()) {
                    case "Deployment", "Rollout" -> name + "-[a-z0-9]+-[a-z0-9]+";
                    case "StatefulSet" -> name + "-[0-9]+";
                    default -> name + "-.*";
                };
        return scope(workload.namespace(), workload.name(), service, pods);
    }

    private Scope scope(String pods) {
        return scope(deployment.namespace(), deployment.name(), service, pods);
    }

    private static Scope scope(String namespace, String workload, String service, String pods) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(NAMESPACE, namespace);
        words.put("workload", workload);
        words.put("service", service == null ? workload : service);
        return new Scope(List.of(new Matcher(NAMESPACE, "=", namespace), new Matcher(POD, "=~", pods)), words);
    }

    /** A regular expression for the names of pods: a scaler adds some that the record does not know. */
    private String pods(String revision) {
        String name = literal(deployment.name());
        return switch (deployment.kind()) {
            case "Deployment", "Rollout" -> (revision == null ? name : literal(revision)) + "-[a-z0-9]+";
            case "StatefulSet" -> name + "-[0-9]+";
            case "DaemonSet" -> name + "-[a-z0-9]+";
            case "InferenceService" -> name + "-predictor-.*";
            default ->
                deployment.pods() == null || deployment.pods().isEmpty()
                        ? name + "-.*"
                        : deployment.pods().stream().map(p -> literal(p.name())).collect(Collectors.joining("|"));
        };
    }

    /** Names of Kubernetes are letters, digits, "-" and "."; anything else would be a part of an expression. */
    private static String literal(String name) {
        StringBuilder quoted = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (c >= 128 || !Character.isLetterOrDigit(c) && c != '-') {
                quoted.append('\\');
            }
            quoted.appendCodePoint(c);
        });
        return quoted.toString();
    }
}

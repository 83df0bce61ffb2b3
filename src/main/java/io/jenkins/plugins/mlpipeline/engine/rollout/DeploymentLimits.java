package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink.How;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.ConditionRule;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the deployments of a job are held to, whatever its pipeline says.
 *
 * @param kinds that may be deployed beside a workload
 * @param namespaces that may be deployed to; empty for any
 * @param clusters names of clouds, or addresses of API servers, that may be deployed to; empty for any
 * @param minimum how much must have been compared with what the gate judged
 * @param texts paths of text files in volumes that may stand beside the model
 * @param rules when custom resources work
 * @param rollbackTo what a rollback looks for at least
 */
public record DeploymentLimits(
        AllowedKinds kinds,
        List<String> namespaces,
        List<String> clusters,
        How minimum,
        Set<String> texts,
        List<ConditionRule> rules,
        RollbackTo rollbackTo) {
    /** Stands for the standard kinds in a rule. */
    public static final String STANDARD = "default";
    /** Stands for no kind in a rule. */
    public static final String NONE = "none";

    private static final AllowedKinds KINDS = AllowedKinds.DEFAULT.with(
            "ask the administrator to add to the kinds of the deployment rules (system page, ML Pipeline)");

    public DeploymentLimits {
        namespaces = List.copyOf(namespaces);
        clusters = List.copyOf(clusters);
        texts = Set.copyOf(texts);
        rules = List.copyOf(rules);
    }

    /**
     * A rule for the jobs below a folder. What it leaves empty is as in the rule of the next folder around it, in the end as
     * in the one for every job, and without that as by default.
     *
     * @param folder full name of a folder or a job; empty for every job
     * @param kinds all that may be deployed beside a workload; {@code default} stands for the standard ones, {@code none}
     *     for none
     * @param namespaces by name; a {@code *} at the end stands for any end
     * @param clusters by name of the cloud or address of the API server; {@code *} as above
     * @param minimumBinding a level, or empty
     * @param texts paths of files in volumes
     * @param conditions when custom resources work, as {@link ConditionRule#read} reads it
     * @param rollbackTo {@code gated} or {@code verified}, or empty
     */
    public record Rule(
            String folder,
            List<String> kinds,
            List<String> namespaces,
            List<String> clusters,
            String minimumBinding,
            List<String> texts,
            List<String> conditions,
            String rollbackTo) {
        /** One that says nothing of custom resources and rollbacks. */
        public Rule(
                String folder,
                List<String> kinds,
                List<String> namespaces,
                List<String> clusters,
                String minimumBinding,
                List<String> texts) {
            this(folder, kinds, namespaces, clusters, minimumBinding, texts, List.of(), "");
        }

        public Rule {
            kinds = List.copyOf(kinds);
            namespaces = List.copyOf(namespaces);
            clusters = List.copyOf(clusters);
            texts = List.copyOf(texts);
            conditions = List.copyOf(conditions);
        }

        /**
         * Checks what is written.
         *
         * @throws UserError for the first that is not understood
         */
        public void check() {
            allowed(kinds);
            ConditionRule.read(conditions);
            if (!rollbackTo.isEmpty()) {
                RollbackTo.parse("rollbackTo", rollbackTo);
            }
            if (!minimumBinding.isEmpty()) {
                How.level("minimumBinding", minimumBinding);
            }
        }

        private boolean covers(String job) {
            return folder.isEmpty() || job.equals(folder) || job.startsWith(folder + "/");
        }
    }

    /** The limits of a job by its full name. */
    public static DeploymentLimits of(List<Rule> rules, String job) {
        List<Rule> nearest = rules.stream()
                .filter(rule -> rule.covers(job))
                .sorted(Comparator.comparingInt((Rule rule) -> rule.folder().length())
                        .reversed())
                .toList();
        List<String> kinds = first(nearest, Rule::kinds);
        String minimum = nearest.stream()
                .map(Rule::minimumBinding)
                .filter(level -> !level.isEmpty())
                .findFirst()
                .orElse(How.DECLARED_ONLY.name());
        return new DeploymentLimits(
                kinds.isEmpty() ? KINDS : allowed(kinds),
                first(nearest, Rule::namespaces),
                first(nearest, Rule::clusters),
                How.level("minimumBinding", minimum),
                Set.copyOf(first(nearest, Rule::texts)),
                ConditionRule.read(first(nearest, Rule::conditions)),
                nearest.stream()
                        .map(Rule::rollbackTo)
                        .filter(word -> !word.isEmpty())
                        .findFirst()
                        .map(word -> RollbackTo.parse("rollbackTo", word))
                        .orElse(RollbackTo.PREVIOUS));
    }

    private static List<String> first(List<Rule> nearest, Function<Rule, List<String>> part) {
        return nearest.stream()
                .map(part)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static AllowedKinds allowed(List<String> words) {
        List<String> named = words.stream()
                .filter(word -> !word.equals(STANDARD) && !word.equals(NONE))
                .toList();
        return words.contains(STANDARD) ? KINDS.and(named) : KINDS.only(named);
    }

    /** What a pipeline asks for, held to these limits. */
    public RolloutOptions within(RolloutOptions asked) {
        RolloutOptions within = asked.within(kinds);
        return asked.rollbackTo().isAtLeast(rollbackTo) ? within : within.withRollback(rollbackTo);
    }

    /**
     * What somebody asks a rollback to look for, held to these limits.
     *
     * @param to {@code previous}, {@code gated}, {@code verified}, or a revision's number
     * @throws UserError for a number where a rollback has to look for itself
     */
    public String rollbackTo(String to) {
        if (rollbackTo == RollbackTo.PREVIOUS) {
            return to;
        }
        if (RollbackRequest.isNumber(to)) {
            throw new UserError("The deployment rules let a rollback go back to what was " + rollbackTo.word()
                    + " alone, so that none goes to a revision by its number. Leave to out, or ask the administrator.");
        }
        RollbackRequest.requireTo(to);
        return RollbackTo.parse("to", to).isAtLeast(rollbackTo) ? to : rollbackTo.word();
    }

    /**
     * Lets a namespace pass, or not.
     *
     * @throws UserError when it isn't among those that are named
     */
    public void requireNamespace(String namespace) {
        if (!namespaces.isEmpty() && namespaces.stream().noneMatch(allowed -> matches(allowed, namespace))) {
            throw new UserError(
                    "The job may not deploy to the namespace \"" + namespace + "\"; the deployment rules" + " permit "
                            + String.join(", ", namespaces) + ". Deploy to one of these, or ask the administrator.");
        }
    }

    /**
     * Lets a cluster pass, or not.
     *
     * @param cloud the name of the cloud, or {@code null}
     * @param server the address of the API server
     * @throws UserError when it is among those that are named by neither
     */
    public void requireCluster(String cloud, String server) {
        boolean named = clusters.stream()
                .anyMatch(allowed -> List.of(Objects.toString(cloud, ""), bare(server)).stream()
                        .anyMatch(name -> matches(bare(allowed), name)));
        if (!clusters.isEmpty() && !named) {
            throw new UserError(
                    "The job may not deploy to the cluster " + (cloud == null ? server : "\"" + cloud + "\"")
                            + "; the deployment rules permit "
                            + clusters.stream().collect(Collectors.joining(", "))
                            + ". Deploy to one of these, or ask the administrator.");
        }
    }

    private static String bare(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static boolean matches(String allowed, String name) {
        return allowed.endsWith("*")
                ? !name.isEmpty() && name.startsWith(allowed.substring(0, allowed.length() - 1))
                : name.equals(allowed);
    }
}

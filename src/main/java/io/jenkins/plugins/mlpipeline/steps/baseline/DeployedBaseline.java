package io.jenkins.plugins.mlpipeline.steps.baseline;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.steps.common.OtherJobs;
import io.jenkins.plugins.mlpipeline.targets.Serving;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which workload a baseline {@code {from: deployed}} is about. What is read of it is read as {@link OtherJobs} may. */
final class DeployedBaseline {
    private DeployedBaseline() {}

    /**
     * The workload.
     *
     * @param name {@code deployment/name}, or as pages show it; null for the only one that the build's own job deployed
     * @throws UserError when it is not exactly one, or it is not known which model it serves
     */
    static Target target(OtherJobs jobs, String name) {
        Run<?, ?> run = jobs.run();
        List<Target> served = known(jobs).stream()
                .filter(t -> name == null ? isOf(run, t.getServing()) : isNamed(t, name))
                .toList();
        String asked = "baseline {from: deployed" + (name == null ? "" : ", target: " + name) + "}";
        if (served.isEmpty()) {
            throw new UserError(asked + ": nothing is known to be deployed "
                    + (name == null
                            ? "by \"" + run.getParent().getFullName() + "\"."
                            : "there by a job that this build may read. " + jobs.wayOut()));
        }
        if (served.size() > 1) {
            throw new UserError(asked + " is not one workload but " + served.size() + ". Name it with target: "
                    + served.stream().map(t -> "'" + t.ref().label() + "'").collect(Collectors.joining(" or ")) + ".");
        }
        if (served.get(0).getServing().getModelDigest() == null) {
            throw new UserError(asked + ": it is not known which model "
                    + served.get(0).ref().label() + " serves.");
        }
        return served.get(0);
    }

    /** What the build's own job brought, and what others did that the build may read: of no other is even the name told. */
    private static Collection<Target> known(OtherJobs jobs) {
        Map<String, Target> known = new LinkedHashMap<>();
        try (ACLContext ignored = ACL.as2(jobs.reader())) {
            TargetStore.get().visible().forEach(t -> known.put(t.getId(), t));
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            TargetStore.get().visible().stream()
                    .filter(t -> t.getServing() != null && isOf(jobs.run(), t.getServing()))
                    .forEach(t -> known.put(t.getId(), t));
        }
        known.values().removeIf(t -> t.getServing() == null);
        return known.values();
    }

    /** The full name of the job whose build brought what a workload serves. */
    static String job(Target target) {
        String build = target.getServing().getBuild();
        return "/" + build.substring(0, build.lastIndexOf('#'));
    }

    private static boolean isOf(Run<?, ?> run, Serving serving) {
        return serving.getBuild().startsWith(run.getParent().getFullName() + "#");
    }

    private static boolean isNamed(Target target, String name) {
        return name.equals(target.ref().label())
                || name.equals(target.ref().kind().toLowerCase(Locale.ROOT) + "/"
                        + target.ref().name());
    }
}

package io.jenkins.plugins.mlpipeline.targets;

import hudson.model.Api;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What this controller knows of a workload that it deploys to. Guarded by the {@link TargetStore}. */
@ExportedBean
public final class Target extends StoredWorkload {
    private static final long serialVersionUID = 1L;
    private static final int MOST_ENDINGS = 20;

    /** The step whose turn it is, then those that wait. */
    private final List<Claim> queue = new ArrayList<>();

    private Serving serving;
    /** What the verification of the newest deployment said; null when there was none. */
    private Verified verified;
    /** The newest first. */
    private final List<Ending> endings = new ArrayList<>();

    Target(TargetRef ref) {
        super(ref);
    }

    @Exported
    public String getId() {
        return ref().id();
    }

    /** What it serves; null when that isn't known. */
    @Exported(inline = true)
    public Serving getServing() {
        return serving;
    }

    /** What the verification of the newest deployment said; null when there was none. */
    @Exported(inline = true)
    public Verified getVerified() {
        return verified;
    }

    /** How the deployments to it ended, the newest first, at most twenty. */
    @Exported(inline = true)
    public List<Ending> getEndings() {
        return List.copyOf(endings);
    }

    /** The newest deployment to it; null before any has ended. */
    public Ending getLast() {
        return endings.isEmpty() ? null : endings.get(0);
    }

    /** The build that deploys to it now; null when none does. */
    public String getDeploying() {
        return queue.isEmpty() ? null : queue.get(0).getBuild();
    }

    /**
     * What the person who asks may know of it: what builds of jobs did that they may read.
     *
     * @return a copy, or empty when there is nothing of that kind
     */
    Optional<Target> visible() {
        Target copy = new Target(ref());
        endings.stream().filter(e -> Builds.job(e.getBuild()).isPresent()).forEach(copy.endings::add);
        queue.stream().filter(c -> Builds.job(c.getBuild()).isPresent()).forEach(copy.queue::add);
        if (serving != null && Builds.job(serving.getBuild()).isPresent()) {
            copy.serving = serving;
        }
        if (verified != null && Builds.job(verified.getBuild()).isPresent()) {
            copy.verified = verified;
        }
        return copy.endings.isEmpty() ? Optional.empty() : Optional.of(copy);
    }

    /** The step before this one, or empty when it is this one's turn; a dead step loses its turn. */
    Optional<Claim> turn(Claim claim, Predicate<Claim> alive) {
        if (!queue.contains(claim)) {
            queue.add(claim);
        }
        while (!queue.get(0).equals(claim) && !alive.test(queue.get(0))) {
            queue.remove(0);
        }
        return queue.get(0).equals(claim) ? Optional.empty() : Optional.of(queue.get(0));
    }

    List<Claim> queue() {
        return List.copyOf(queue);
    }

    boolean leave(Claim claim) {
        return queue.remove(claim);
    }

    /** A controller that died between two writes notes an end again: it is the same one. */
    void ended(Deployment d, String build, String key) {
        if (endings.stream()
                .anyMatch(e -> e.getBuild().equals(build) && e.getKey().equals(key))) {
            return;
        }
        serving = Serving.after(serving, d, build);
        verified = null;
        endings.add(0, new Ending(d, build, key));
        if (endings.size() > MOST_ENDINGS) {
            endings.subList(MOST_ENDINGS, endings.size()).clear();
        }
    }

    /** The newest deployment was verified. */
    void verified(Verified what) {
        verified = what;
    }

    /** A deployment that had ended well was gone back from, since it failed its verification. */
    void goneBack(Deployment d, String build) {
        serving = Serving.after(serving, d, build);
    }

    /** The remote API of this page. */
    public Api getApi() {
        return new Api(this);
    }
}

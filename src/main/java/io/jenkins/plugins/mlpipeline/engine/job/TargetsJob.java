package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Target;
import io.jenkins.plugins.mlpipeline.engine.rollout.TargetsRecord;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.Move;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.Standing;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.WaveSize;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.Waves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One deployment to several targets, on threads of its own: all are prepared before the first write, then one wave is deployed after
 * another.
 */
public final class TargetsJob {
    private static final int THREADS = 16;
    /** What an interrupted rollout needs to say how far it came. */
    private static final int ENDING_SECONDS = 8;

    private final List<? extends Site> sites;
    private final WaveSize size;
    private final Consumer<String> log;
    /** How each ended; null until then. */
    private final AtomicReferenceArray<Deployment> ends;
    /** What nobody expected. */
    private final AtomicReference<RuntimeException> broken = new AtomicReference<>();

    private volatile boolean stopped;

    /** One of the targets; it is asked from one thread at a time. */
    public interface Site {
        /** What people call it. */
        String name();

        /** The API server's address; null when it is not known. */
        String cluster();

        /** Its namespace; null when it is not known. */
        String namespace();

        /**
         * All that is done before a write.
         *
         * @return how it ended by that: refused, unchanged, or a dry run; empty when it is to be rolled out
         * @throws UserError when it can't be prepared
         */
        Optional<Deployment> prepare() throws IOException;

        /** Rolls it out, to its end; when the thread is interrupted, the record says what is known by then. */
        Deployment run();

        /** The record when it could not be carried out. */
        Deployment failed(String message);
    }

    /** A deployment to these targets, in their order; lines for people go to the log, from several threads. */
    public TargetsJob(List<? extends Site> sites, WaveSize size, Consumer<String> log) {
        this.sites = List.copyOf(sites);
        this.size = size;
        this.log = log;
        this.ends = new AtomicReferenceArray<>(sites.size());
    }

    /** Work at one target; its end, or null when it has none yet. */
    @FunctionalInterface
    private interface Work {
        Deployment at(Site site) throws IOException;
    }

    /** Deploys; when the thread is interrupted, the record says how far each target came. */
    public Deployment run() {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, sites.size()));
        try {
            List<Integer> all = IntStream.range(0, sites.size()).boxed().toList();
            at(all, site -> site.prepare().orElse(null), threads);
            requireDifferent();
            if (standings().stream().noneMatch(Standing.STOPS::equals)) {
                waves(threads);
            }
        } catch (InterruptedException heeded) {
            // The record says so; the thread that is to write it must not be interrupted any more.
        } finally {
            threads.shutdownNow();
        }
        return record();
    }

    /** Two names of one target would deploy to it twice, and to both at once. */
    private void requireDifferent() {
        Map<String, String> known = new HashMap<>();
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            String place = site.cluster() + " " + site.namespace();
            String other = site.cluster() == null ? null : known.putIfAbsent(place, site.name());
            if (other != null) {
                ends.set(
                        i,
                        site.failed(site.name() + " is the same cluster and namespace as " + other
                                + ". Leave one of the two out."));
            }
        }
    }

    private void waves(ExecutorService threads) throws InterruptedException {
        while (Waves.next(size, standings()) instanceof Move.Begin begin) {
            List<String> names =
                    begin.targets().stream().map(i -> sites.get(i).name()).toList();
            log.accept("wave " + begin.wave() + " of " + size.waves(sites.size()) + ": " + String.join(", ", names));
            at(begin.targets(), Site::run, threads);
        }
    }

    private List<Standing> standings() {
        return IntStream.range(0, sites.size())
                .mapToObj(i -> TargetsRecord.standing(target(i)))
                .toList();
    }

    /** The same at each of these, together; all have ended when it returns. */
    private void at(List<Integer> targets, Work work, ExecutorService threads) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(targets.size());
        for (int target : targets) {
            threads.execute(() -> {
                guarded(target, work);
                open.countDown();
            });
        }
        try {
            open.await();
        } catch (InterruptedException e) {
            stopped = true;
            threads.shutdownNow();
            if (!threads.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS)) {
                log.accept("warning: what became of some targets could not be told within " + ENDING_SECONDS + " s");
            }
            throw e;
        }
        if (broken.get() != null) {
            throw broken.get();
        }
    }

    private void guarded(int target, Work work) {
        Site site = sites.get(target);
        try {
            ends.set(target, work.at(site));
        } catch (ApiError e) {
            failed(target, e.sentence());
        } catch (UserError e) {
            failed(target, e.getMessage());
        } catch (IOException e) {
            failed(target, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            broken.compareAndSet(null, e);
        }
    }

    /** An interrupted request looks like one that had no answer. */
    private void failed(int target, String message) {
        ends.set(target, sites.get(target).failed(stopped ? "It was stopped." : message));
    }

    private Deployment record() {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            targets.add(target(i));
        }
        if (targets.stream().noneMatch(Target::begun)) {
            targets.set(
                    0, Target.of(sites.get(0).name(), 1, sites.get(0).failed("It was stopped. Nothing was written.")));
        }
        return TargetsRecord.of(targets);
    }

    private Target target(int i) {
        Site site = sites.get(i);
        int wave = size.wave(i, sites.size());
        Deployment end = ends.get(i);
        return end == null
                ? Target.notBegun(site.name(), site.cluster(), site.namespace(), wave)
                : Target.of(site.name(), wave, end);
    }
}

package io.jenkins.plugins.mlpipeline.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.WaveSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is begun and what is said, with targets that are played. */
class TargetsJobTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    /** A record as a rollout leaves it. */
    private static Deployment ended(Outcome outcome, boolean changed) {
        return Json.parse("""
                {"schemaVersion": 1, "status": "%s", "changed": %s, "kind": "Deployment", "name": "fraud", "namespace": "bank",
                 "cluster": "https://c.test", "imageDigests": {}, "pods": [], "message": "It is %s.", "warnings": ["w"],
                 "rolloutId": "r", "startedAt": "2026-11-30T10:00:00Z", "finishedAt": "2026-11-30T10:00:02Z",
                 "durationMs": 2000}
                """.formatted(outcome, changed, outcome), Deployment.class, "record");
    }

    private final class Played implements TargetsJob.Site {
        private final String name;
        private final Supplier<Optional<Deployment>> prepared;
        private final Supplier<Deployment> rolled;

        Played(String name, Supplier<Optional<Deployment>> prepared, Supplier<Deployment> rolled) {
            this.name = name;
            this.prepared = prepared;
            this.rolled = rolled;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String cluster() {
            return null;
        }

        @Override
        public String namespace() {
            return "bank";
        }

        @Override
        public Optional<Deployment> prepare() {
            return prepared.get();
        }

        @Override
        public Deployment run() {
            log.add("begins " + name);
            return rolled.get();
        }

        @Override
        public Deployment failed(String message) {
            return RolloutRun.failed(null, message, "", null);
        }
    }

    private Played played(String name, Outcome outcome) {
        return new Played(name, Optional::empty, () -> ended(outcome, true));
    }

    private Played settled(String name, Outcome outcome) {
        return new Played(name, () -> Optional.of(ended(outcome, false)), () -> {
            throw new IllegalStateException("nothing is to be done");
        });
    }

    private Deployment run(String wave, Played... sites) {
        return new TargetsJob(List.of(sites), WaveSize.parse("wave", wave), log::add).run();
    }

    private static List<String> statuses(Deployment d) {
        return d.targets().stream()
                .map(t -> t.wave() + " " + t.target() + " " + t.status())
                .toList();
    }

    @Test
    void allOfThemOneWaveAfterAnother() {
        Deployment d =
                run("2", played("a", Outcome.DEPLOYED), played("b", Outcome.DEPLOYED), played("c", Outcome.UNVERIFIED));
        assertThat(statuses(d)).containsExactly("1 a DEPLOYED", "1 b DEPLOYED", "2 c UNVERIFIED");
        assertThat(d.status()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(d.message()).isEqualTo("3 targets: 2 DEPLOYED, 1 UNVERIFIED.");
        assertThat(d.warnings()).containsExactly("a: w", "b: w", "c: w");
        assertThat(d.changed()).isTrue();
        assertThat(log.subList(0, 1)).containsExactly("wave 1 of 2: a, b");
        assertThat(log.subList(3, 5)).containsExactly("wave 2 of 2: c", "begins c");
    }

    @Test
    void itStopsAtTheFirstThatFailsWhenThoseOfItsWaveHaveEnded() {
        Deployment d = run(
                "2",
                played("a", Outcome.DEPLOYED),
                played("b", Outcome.DEPLOYED),
                played("c", Outcome.FAILED),
                played("d", Outcome.DEPLOYED),
                played("e", Outcome.DEPLOYED));
        assertThat(statuses(d))
                .containsExactly("1 a DEPLOYED", "1 b DEPLOYED", "2 c FAILED", "2 d DEPLOYED", "3 e NOT_BEGUN");
        assertThat(d.status()).isEqualTo(Outcome.FAILED);
        assertThat(d.exitCode()).isEqualTo(1);
        assertThat(d.message())
                .isEqualTo(
                        "It stopped in wave 2 of 3. c is FAILED: It is FAILED. Done: a, b, d. Not begun: e. Run it again"
                                + " to go on from there: what is done stays as it is.");
    }

    @Test
    void aLaterRunGoesOnFromThere() {
        Deployment d =
                run("1", settled("a", Outcome.UNCHANGED), played("b", Outcome.DEPLOYED), played("c", Outcome.DEPLOYED));
        assertThat(statuses(d)).containsExactly("1 a UNCHANGED", "2 b DEPLOYED", "3 c DEPLOYED");
        assertThat(log).containsExactly("wave 2 of 3: b", "begins b", "wave 3 of 3: c", "begins c");
        assertThat(d.message()).isEqualTo("3 targets: 1 UNCHANGED, 2 DEPLOYED.");
    }

    @Test
    void whatIsRefusedAnywhereLetsNothingBegin() {
        Deployment d = run(
                "1",
                played("a", Outcome.DEPLOYED),
                settled("b", Outcome.CONFLICT),
                new Played(
                        "c",
                        () -> {
                            throw new UserError("c can't be reached.");
                        },
                        () -> null));
        assertThat(log).isEmpty();
        assertThat(statuses(d)).containsExactly("1 a NOT_BEGUN", "2 b CONFLICT", "3 c ERROR");
        assertThat(d.status()).isEqualTo(Outcome.CONFLICT);
        assertThat(d.exitCode()).isEqualTo(2);
        assertThat(d.message())
                .isEqualTo(
                        "Nothing was written to any of the 3 targets. b is CONFLICT: It is CONFLICT. c is ERROR: c can't"
                                + " be reached.");
    }

    @Test
    void whatIsTheSameOfManyIsSaidOnce() {
        Deployment d = run("1", settled("a", Outcome.UNGATED), settled("b", Outcome.UNGATED));
        assertThat(d.message())
                .isEqualTo("Nothing was written to any of the 2 targets. a, b are UNGATED: It is UNGATED.");
    }

    @Test
    void theWorstIsWhatIsSaidOfAll() {
        assertThat(run(
                                "3",
                                played("a", Outcome.SUPERSEDED),
                                played("b", Outcome.FAILED),
                                played("c", Outcome.ROLLBACK_FAILED))
                        .status())
                .isEqualTo(Outcome.ROLLBACK_FAILED);
        assertThat(run("2", played("a", Outcome.SUPERSEDED), played("b", Outcome.TIMED_OUT))
                        .status())
                .isEqualTo(Outcome.TIMED_OUT);
        assertThat(run("1", played("a", Outcome.SUPERSEDED), played("b", Outcome.DEPLOYED))
                        .status())
                .isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void aWaveIsDeployedTogether() {
        CountDownLatch both = new CountDownLatch(2);
        Supplier<Deployment> meets = () -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ended(Outcome.DEPLOYED, true);
        };
        Deployment d = run("100 %", new Played("a", Optional::empty, meets), new Played("b", Optional::empty, meets));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void whoStopsItHearsHowFarItCame() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Played stopped = new Played("b", Optional::empty, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return null;
            } catch (InterruptedException e) {
                return ended(Outcome.ABORTED, true);
            }
        });
        AtomicReference<Deployment> said = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread work = new Thread(() -> {
            said.set(run("1", played("a", Outcome.DEPLOYED), stopped, played("c", Outcome.DEPLOYED)));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        work.start();
        begun.await();
        work.interrupt();
        work.join();
        assertThat(interrupted).as("who writes the record may do so").isFalse();
        assertThat(statuses(said.get())).containsExactly("1 a DEPLOYED", "2 b ABORTED", "3 c NOT_BEGUN");
        assertThat(said.get().status()).isEqualTo(Outcome.ABORTED);
        assertThat(said.get().message()).startsWith("It stopped in wave 2 of 3. b is ABORTED: It is ABORTED. Done: a.");
    }

    @Test
    void whatNobodyExpectedIsNoOutcome() {
        assertThatThrownBy(() -> run("1", new Played("a", Optional::empty, () -> {
                    throw new IllegalStateException("a fault of ours");
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a fault of ours");
    }
}

package io.jenkins.plugins.mlpipeline.engine.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {
    private static final MemoryLimit LIMIT = new MemoryLimit(1000L << 20);

    @TempDir
    private Path folder;

    private final BlockingQueue<Excess> ended = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Test
    void memoryAboveTheLimitEndsTheProcess() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        // At the limit twice, then one byte above.
        Watchdog.Senses senses =
                senses(() -> OptionalLong.of(LIMIT.bytes() + (looks.incrementAndGet() > 3 ? 1 : 0)), new AtomicLong());

        try (Watchdog watchdog = Watchdog.start(new ProcessLimits(LIMIT, null), senses, said::add, ended::add)) {
            assertThat(watchdog).isNotNull();
            assertThat(ended.poll(1, TimeUnit.MINUTES)).isEqualTo(new Excess.Memory(LIMIT.bytes() + 1, LIMIT));
        }
        assertThat(looks).hasValue(4);
        assertThat(said).isEmpty();
    }

    @Test
    void timeAboveTheLimitEndsTheProcess() throws Exception {
        AtomicLong clock = new AtomicLong();
        Watchdog.Senses senses = senses(
                () -> {
                    clock.addAndGet(Duration.ofMinutes(20).toNanos());
                    return OptionalLong.of(1);
                },
                clock);

        Excess excess;
        try (Watchdog watchdog =
                Watchdog.start(new ProcessLimits(LIMIT, Duration.ofHours(1)), senses, said::add, ended::add)) {
            assertThat(watchdog).isNotNull();
            excess = ended.poll(1, TimeUnit.MINUTES);
        }

        assertThat(excess).isEqualTo(new Excess.Time(Duration.ofHours(1)));
        assertThat(excess.exitCode()).isEqualTo(124);
    }

    @Test
    void whereNobodyKnowsTheMemoryThatIsSaidAndTimeIsStillLimited() throws Exception {
        AtomicLong clock = new AtomicLong();
        Watchdog.Senses senses = senses(
                () -> {
                    clock.addAndGet(Duration.ofMinutes(20).toNanos());
                    return OptionalLong.empty();
                },
                clock);

        try (Watchdog watchdog =
                Watchdog.start(new ProcessLimits(LIMIT, Duration.ofHours(1)), senses, said::add, ended::add)) {
            assertThat(watchdog).isNotNull();
            assertThat(ended.poll(1, TimeUnit.MINUTES)).isInstanceOf(Excess.Time.class);
        }
        assertThat(said)
                .containsExactly("this system does not tell how much memory a process holds (no VmRSS in"
                        + " /proc/self/status), so that only Java's heap is limited.");
    }

    @Test
    void theSentenceNamesUseLimitAndSetting() {
        assertThat(new Excess.Memory(1234L << 20, LIMIT).sentence("The worker", "memory"))
                .isEqualTo(
                        "The worker used 1,234 MiB of memory, and 1,000 MiB is the most it may (memory); it was ended."
                                + " Allow more, or give it a smaller model, fewer columns or fewer threads.");
    }

    @Test
    void readsWhatLinuxSays() throws IOException {
        Path status = Files.writeString(folder.resolve("status"), "Name:\tjava\nVmHWM:\t  99 kB\nVmRSS:\t   2048 kB\n");

        assertThat(new ResidentMemory(status).bytes()).hasValue(2048L * 1024);
    }

    @Test
    void whatLinuxDoesNotSayIsNotKnown() throws IOException {
        Path status = Files.writeString(folder.resolve("status"), "Name:\tjava\n");

        assertThat(new ResidentMemory(status).bytes()).isEmpty();
        assertThat(new ResidentMemory(folder.resolve("none")).bytes()).isEmpty();
    }

    private Watchdog.Senses senses(Supplier<OptionalLong> memory, AtomicLong clock) {
        return new Watchdog.Senses(memory, clock::get, code -> {});
    }
}

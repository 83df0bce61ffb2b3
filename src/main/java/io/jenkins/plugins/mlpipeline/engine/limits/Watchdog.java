package io.jenkins.plugins.mlpipeline.engine.limits;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Ends this process when it takes more than it may, also while a native library computes. Memory is looked at every 50 ms: an
 * address space that is limited from outside ({@code ulimit -v}) is no way, since the JVM reserves far more than it uses.
 *
 * <p>Whoever starts it ends the process in the way that fits it. Should that hang, on a drive that is gone or for memory
 * that Java can't have, the process is halted {@link #GRACE} later all the same.
 */
public final class Watchdog implements AutoCloseable {
    /** How long the orderly end may take. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 50;

    private final Thread watch;

    private Watchdog(Thread watch) {
        this.watch = watch;
    }

    /**
     * Begins to watch this process.
     *
     * @param said gets a sentence when something can't be watched here
     * @param over ends the process; called once at most, on a thread of its own
     */
    public static Watchdog start(ProcessLimits limits, Consumer<String> said, Consumer<Excess> over) {
        return start(
                limits,
                new Senses(ResidentMemory.ofThisProcess()::bytes, System::nanoTime, Runtime.getRuntime()::halt),
                said,
                over);
    }

    static Watchdog start(ProcessLimits limits, Senses senses, Consumer<String> said, Consumer<Excess> over) {
        Loop loop = new Loop(limits, senses, said, over);
        Watchdog watchdog = new Watchdog(new Thread(loop::run, "ml-pipeline-watchdog"));
        watchdog.watch.setDaemon(true);
        watchdog.watch.start();
        return watchdog;
    }

    /** Ends the watch, not the process. */
    @Override
    public void close() {
        watch.interrupt();
    }

    /**
     * What is looked at, and what ends the process by force.
     *
     * @param memory bytes that the process holds; empty where nobody knows
     * @param nanos a clock
     * @param halt takes an exit code
     */
    record Senses(Supplier<OptionalLong> memory, LongSupplier nanos, IntConsumer halt) {}

    /** What the thread does. */
    private record Loop(ProcessLimits limits, Senses senses, Consumer<String> said, Consumer<Excess> over) {
        private void run() {
            long start = senses.nanos().getAsLong();
            MemoryLimit memory = limits.memory() == null
                    ? MemoryLimit.standard(Runtime.getRuntime().maxMemory(), ResidentMemory.ofMachine())
                    : limits.memory();
            if (senses.memory().get().isEmpty()) {
                said.accept(
                        "this system does not tell how much memory a process holds (no VmRSS in /proc/self/status), so"
                                + " that only Java's heap is limited.");
            }
            try {
                while (true) {
                    OptionalLong used = senses.memory().get();
                    if (used.isPresent() && used.getAsLong() > memory.bytes()) {
                        end(new Excess.Memory(used.getAsLong(), memory));
                        return;
                    }
                    if (limits.time() != null
                            && senses.nanos().getAsLong() - start
                                    >= limits.time().toNanos()) {
                        end(new Excess.Time(limits.time()));
                        return;
                    }
                    Thread.sleep(LOOK_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void end(Excess excess) throws InterruptedException {
            CountDownLatch ready = new CountDownLatch(1);
            Thread force = new Thread(() -> force(excess.exitCode(), ready), "ml-pipeline-halt");
            force.setDaemon(true);
            force.start();
            // It needs nothing that Java would have to make room for once it waits.
            ready.await();
            over.accept(excess);
        }

        private void force(int code, CountDownLatch ready) {
            ready.countDown();
            try {
                TimeUnit.NANOSECONDS.sleep(GRACE.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            senses.halt().accept(code);
        }
    }
}

package io.jenkins.plugins.mlpipeline.engine.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * What something took in one thread of this process; of what a process of its own does only the time is known.
 *
 * @param nanos of time, other processes included
 * @param bytes that were allocated, garbage included
 */
record Cost(long nanos, long bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Cost now() {
        return new Cost(System.nanoTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    /** The most that the heap held since the process began, garbage included, in bytes. */
    static long highestHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    Cost since(Cost before) {
        return new Cost(nanos - before.nanos, bytes - before.bytes);
    }

    Cost most(Cost other) {
        return new Cost(Math.max(nanos, other.nanos), Math.max(bytes, other.bytes));
    }

    @Override
    public String toString() {
        return nanos / 1_000_000 + " ms, " + (bytes >> 20) + " MiB allocated";
    }
}

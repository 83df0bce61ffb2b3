package io.jenkins.plugins.mlpipeline.engine.limits;

import java.time.Duration;

/**
 * What a process may take.
 *
 * @param memory null for {@link MemoryLimit#standard what this machine and Java's heap make of it}
 * @param time null for no limit
 */
public record ProcessLimits(MemoryLimit memory, Duration time) {}

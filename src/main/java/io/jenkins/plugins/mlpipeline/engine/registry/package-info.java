/**
 * Models that are kept elsewhere: how they are named, how they are brought here for the time of one piece of work, and how a
 * gated one is registered. What a registry answers is a stranger's: bounded, hashed, and compared with what was judged.
 */
package io.jenkins.plugins.mlpipeline.engine.registry;

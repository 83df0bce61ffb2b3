/** The workloads that this controller deploys to: what each serves since when, and which build has its turn. */
package io.jenkins.plugins.mlpipeline.targets;

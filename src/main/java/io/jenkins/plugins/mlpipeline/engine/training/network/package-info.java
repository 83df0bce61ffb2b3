/** Neural networks by DJL on PyTorch with their export. No other learner belongs here. */
package io.jenkins.plugins.mlpipeline.engine.training.network;

/** Which model {@code mlWatch} looks at, what is brought to the agent for it, and its answer; what is looked for is the engine's. */
package io.jenkins.plugins.mlpipeline.steps.watch;

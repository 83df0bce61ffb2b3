/** What {@code mlDiagnose} looks at, with whose word, and its answer; what is looked for is the engine's. */
package io.jenkins.plugins.mlpipeline.steps.diagnose;

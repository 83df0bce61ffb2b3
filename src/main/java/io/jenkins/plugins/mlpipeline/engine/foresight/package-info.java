/**
 * What the history of a number says: whether the newest value is one that the values before explain, since when it is another number and
 * what changed then, and when it crosses a limit at its trend. Pure functions of a history; each sentence about the future is
 * judged on the history that was there before. Nothing here decides about a model or a deployment.
 */
package io.jenkins.plugins.mlpipeline.engine.foresight;

/**
 * What a learner is to the others: its description, what it is given, what it leaves, and what several learners
 * share. No learner belongs here, and nothing that needs a library.
 */
package io.jenkins.plugins.mlpipeline.engine.training.learner;

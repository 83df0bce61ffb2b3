/** Two models on the same rows: the file of outcomes, and how rows of two files find each other. */
package io.jenkins.plugins.mlpipeline.engine.comparison;

/**
 * One deployment to several targets, one wave after another: how large a wave is, and what comes next. Pure functions of numbers and
 * of how far each target is; what is done at a target, and by whom, belongs to others.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.waves;

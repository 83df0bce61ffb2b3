/**
 * How far steps are that run now: what their workers say in the build's log, noted while it passes by, and kept in memory as long
 * as the step runs. Nothing of it is stored. It knows no step and no page.
 */
package io.jenkins.plugins.mlpipeline.live;

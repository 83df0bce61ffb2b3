/** The verdict of a gate as a check of the commit that was built, where the plugin "checks-api" is installed. */
package io.jenkins.plugins.mlpipeline.checks;

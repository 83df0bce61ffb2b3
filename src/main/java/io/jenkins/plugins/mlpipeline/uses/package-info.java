/** How often the jobs of a folder used a test set, kept on the controller. */
package io.jenkins.plugins.mlpipeline.uses;

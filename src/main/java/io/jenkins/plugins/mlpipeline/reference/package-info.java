/** From which build of which job a change branched off, where a plugin recorded it. */
package io.jenkins.plugins.mlpipeline.reference;

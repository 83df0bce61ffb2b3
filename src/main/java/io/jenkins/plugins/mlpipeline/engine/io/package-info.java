/**
 * Files, digests, JSON and YAML with limits on what a stranger's document may cost. What a document means does not belong
 * here.
 */
package io.jenkins.plugins.mlpipeline.engine.io;
